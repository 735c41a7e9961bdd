// npm run cluster: the shape for many on this one machine, without containers: PostgreSQL, two api processes, a worker
// and a proxy with TLS under a test authority.
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  stopChildrenOnSignal();
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/cluster/main.ts')]);
});
