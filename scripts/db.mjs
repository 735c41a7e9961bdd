// npm run db:migration -- <name>, npm run db:reset: makes the clone ready, then lets the database package do it.
import { at } from './lib/root.mjs';
import { main, runVisible } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/lib/db-tasks.ts'), ...process.argv.slice(2)]);
});
