// npm run test:fuzz: requests of every odd kind to every operation as every role, driven by the served description.
//   FUZZ_REQUESTS     how many, 100000 when absent          FUZZ_SEED  to repeat a run; printed at its end
//   FUZZ_CONNECTIONS  how many at a time, 8 when absent
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  stopChildrenOnSignal();
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/fuzz/main.ts')]);
});
