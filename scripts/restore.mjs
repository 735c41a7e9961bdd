// npm run restore -- FILE [--ask] [--check]: puts a backup back into an empty place, or only checks it.
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  stopChildrenOnSignal();
  const args = ['--import', 'tsx', at('scripts/lib/backup-tasks.ts'), 'restore', ...process.argv.slice(2)];
  return runVisible(process.execPath, args);
});
