// npm run check: what can be said about the code without running it; `npm run check -- --fix` mends what it can.
import { runChecks } from './lib/checks.mjs';
import { at } from './lib/root.mjs';
import { main, runVisible, stopChildrenOnSignal } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  stopChildrenOnSignal();
  if (process.argv.includes('--fix')) {
    await runVisible(process.execPath, [at('node_modules/oxlint/bin/oxlint'), '--type-aware', '--fix']);
    await runVisible(process.execPath, [at('node_modules/oxfmt/bin/oxfmt'), '.']);
  }
  const outcomes = await runChecks(['types', 'lint', 'format']);
  return outcomes.some(({ code }) => code !== 0) ? 1 : 0;
});
