// npm run audit:verify -- [--file FILE] [--checkpoint FILE|FOLDER]…: verifies the audit trail without the application.
import { at } from './lib/root.mjs';
import { main, runVisible } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  return runVisible(
    process.execPath,
    ['--import', 'tsx', at('scripts/lib/audit-verify.ts'), ...process.argv.slice(2)],
    {
      // Files are named from where the command was given.
      cwd: process.env.INIT_CWD ?? process.cwd(),
    },
  );
});
