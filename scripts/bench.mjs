// npm run bench: fills a throw-away database with a large ledger and measures the running application over HTTP.
//   BENCH_ISSUES         how many issues, 100000 when absent     BENCH_PROGRESS=1  two entries of progress per measure
//   BENCH_REQUESTS       requests per figure, 200 when absent    BENCH_ONLY        only what has this in its title
//   BENCH_REPORTS        published reports, 10000 when absent
//   BENCH_DATABASE_URL   an empty database to be filled; with BENCH_KEEP=1 one that an earlier run has filled
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  stopChildrenOnSignal();
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/bench/main.ts')]);
});
