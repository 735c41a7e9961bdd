// npm test: from a fresh clone to every check; `npm test -- <check>…` runs only some of them.
import { checks, runChecks, total } from './lib/checks.mjs';
import { main, stopChildrenOnSignal, Trouble } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

const ALL = ['types', 'lint', 'unit', 'e2e'];

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in checks));
  if (unknown.length > 0)
    throw new Trouble(`没有名为 ${unknown.join('、')} 的检查。可选：${Object.keys(checks).join('、')}。`);
  const names = asked.length > 0 ? asked : ALL;
  await prepare({ build: names.includes('e2e') });
  stopChildrenOnSignal();
  const outcomes = await runChecks(names);
  const failed = outcomes.filter(({ code }) => code !== 0);
  const sum = total(outcomes);
  for (const { title, reason } of outcomes.flatMap(({ failures }) => failures))
    console.log(`\n✗ ${title}\n${reason.replaceAll(/^/gm, '    ')}`);
  console.log(
    failed.length > 0 ? `\n未通过：${failed.map(({ title }) => title).join('、')}。详情见上文。` : '\n全部通过。',
  );
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return sum.failed > 0 ? 1 : 0;
});
