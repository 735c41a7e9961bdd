import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import {
  heldOut,
  layouts,
  recheck,
  traps,
  tuned,
  unfamiliar,
  unfamiliarFourth,
  unfamiliarSecond,
  unfamiliarThird,
} from './corpus/index.ts';
import {
  unfamiliarFirst,
  unfamiliarFourthFirst,
  unfamiliarSecondFirst,
  unfamiliarThirdFirst,
} from './corpus/unfamiliar/first-run.ts';
import { judgeCase, precision, tally } from './measure.ts';
import { precisionPage } from './page.ts';

const all = [
  ...tuned,
  ...heldOut,
  ...traps,
  ...recheck,
  ...layouts,
  ...unfamiliar,
  ...unfamiliarSecond,
  ...unfamiliarThird,
  ...unfamiliarFourth,
];
const place = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../../docs/check-precision.zh-CN.md');

describe('the texts', () => {
  it('are many, each with its own name, and nearly half of them are clean', () => {
    expect(all.length).toBeGreaterThanOrEqual(48);
    expect(new Set(all.map((each) => each.name)).size).toBe(all.length);
    expect(all.filter((each) => each.truth.length === 0).length).toBeGreaterThanOrEqual(all.length * 0.45);
  });
});

describe('the check is right', () => {
  it.each([...tally(all)])('%s in nine of ten findings', (_, each) => {
    expect(precision(each) ?? 1).toBeGreaterThanOrEqual(0.9);
  });

  it.each([...tuned, ...traps, ...layouts].map((each) => [each.name, each] as const))('%s', (_, each) => {
    const { wrong, missed } = judgeCase(each);
    expect(wrong.map(({ code, quote }) => [code, quote])).toEqual([]);
    expect(missed).toEqual([]);
  });

  it.each(
    [...unfamiliar, ...unfamiliarSecond, ...unfamiliarThird, ...unfamiliarFourth].map(
      (each) => [each.name, each] as const,
    ),
  )('and says nothing false of %s', (_, each) => {
    expect(judgeCase(each).wrong.map(({ code, quote }) => [code, quote])).toEqual([]);
  });
});

describe('the page about it', () => {
  it('says what is measured', () => {
    const page = precisionPage([
      { title: '调试组', note: '规则按它修改过。', cases: tuned },
      { title: '留出组', note: '规则定型后才第一次运行，此后没有据此修改。', cases: heldOut },
      { title: '陷阱组', note: '规则定型后专门为难它而写，据此修改过规则。', cases: traps },
      { title: '复查组', note: '改过之后另写。', cases: recheck },
      { title: '版式组', note: '为版式、错判和漏判而写，据此修改过规则。', cases: layouts },
      {
        title: '生疏组',
        note: '不看规则写成，第一次运行的数字在前，据此修改规则以后的数字在后。',
        cases: unfamiliar,
        first: unfamiliarFirst,
      },
      {
        title: '再次生疏组',
        note: '按生疏组改完规则以后另写，第一次运行的数字在前，据此再改以后的数字在后。',
        cases: unfamiliarSecond,
        first: unfamiliarSecondFirst,
      },
      {
        title: '第三次生疏组',
        note: '不看规则写成的长文，标注之外的提示不计；第一次运行的数字在前，据此修改以后的数字在后。',
        cases: unfamiliarThird,
        first: unfamiliarThirdFirst,
      },
      {
        title: '第四次生疏组',
        note: '另一人写成并标注，标注之外的提示不计；第一次运行的数字在前，据此修改以后的数字在后。',
        cases: unfamiliarFourth,
        first: unfamiliarFourthFirst,
      },
    ]);
    if (process.env['UPDATE_CHECK_PRECISION'] === '1') writeFileSync(place, page);
    expect(existsSync(place) ? readFileSync(place, 'utf8') : '').toBe(page);
  });
});
