// npm run test:faults: kills the server and its database again and again under eight writers, then a row of other
// mishaps; prints what became of every acknowledged write and leaves the figures in .cache/faults.json.
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  stopChildrenOnSignal();
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/faults/main.ts')]);
});
