// npm run backup -- FILE [--ask]: database and files as of one moment in one file, also while the server runs.
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  stopChildrenOnSignal();
  const args = ['--import', 'tsx', at('scripts/lib/backup-tasks.ts'), 'backup', ...process.argv.slice(2)];
  return runVisible(process.execPath, args);
});
