// npm run figures:verify -- [--mend]: holds the maintained figures of the overview against the ledger.
import { at } from './lib/root.mjs';
import { main, runVisible } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  return runVisible(process.execPath, [
    '--import',
    'tsx',
    at('scripts/lib/figures-verify.ts'),
    ...process.argv.slice(2),
  ]);
});
