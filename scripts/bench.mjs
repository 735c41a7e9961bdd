// npm run bench: fills a throw-away database with a large ledger and measures the running application over HTTP.
//   BENCH_ONLY           parts, with commas between: ratios, growth, audit, ledger, texts; all when absent
//   BENCH_CASE           only these cases of ratios and growth (list, filter, search, issue, dashboard, entry, import, page), or
//                        what of the ledger has this in its title
//   BENCH_ISSUES         issues of the ledger, 100000 when absent    BENCH_PROGRESS   entries per measure, 5 when absent
//   BENCH_SMALL_ISSUES, BENCH_LARGE_ISSUES   the two ledgers of growth, 20000 and 200000 when absent
//   BENCH_REPORTS        published reports, a tenth of the issues when absent
//   BENCH_SECONDS        how long each figure of ratios and growth is measured each time, 2 when absent
//   BENCH_AUDIT_ENTRIES  entries of the chain that is verified, 200000 when absent
//   BENCH_DATABASE_URL   an empty database to be filled; with BENCH_KEEP=1 one that an earlier run has filled
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  stopChildrenOnSignal();
  return runVisible(process.execPath, ['--import', 'tsx', at('scripts/bench/main.ts')]);
});
