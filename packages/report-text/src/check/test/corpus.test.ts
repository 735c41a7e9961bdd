import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { heldOut, layouts, recheck, traps, tuned } from './corpus/index.ts';
import { judgeCase, precision, tally } from './measure.ts';
import { precisionPage } from './page.ts';

const all = [...tuned, ...heldOut, ...traps, ...recheck, ...layouts];
const place = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../../docs/check-precision.zh-CN.md');

describe('the texts', () => {
  it('are many, each with its own name, and at least half of them are clean', () => {
    expect(all.length).toBeGreaterThanOrEqual(48);
    expect(new Set(all.map((each) => each.name)).size).toBe(all.length);
    expect(all.filter((each) => each.truth.length === 0).length * 2).toBeGreaterThanOrEqual(all.length);
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
});

describe('the page about it', () => {
  it('says what is measured', () => {
    const page = precisionPage([
      { title: '调试组', note: '规则按它修改过。', cases: tuned },
      { title: '留出组', note: '规则定型后才第一次运行，此后没有据此修改。', cases: heldOut },
      { title: '陷阱组', note: '规则定型后专门为难它而写，据此修改过规则。', cases: traps },
      { title: '复查组', note: '改过之后另写。', cases: recheck },
      { title: '版式组', note: '为版式、错判和漏判而写，据此修改过规则。', cases: layouts },
    ]);
    if (process.env['UPDATE_CHECK_PRECISION'] === '1') writeFileSync(place, page);
    expect(existsSync(place) ? readFileSync(place, 'utf8') : '').toBe(page);
  });
});
