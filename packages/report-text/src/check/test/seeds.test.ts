import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';

// The published documents lie beside the project, not in it: a clone elsewhere does without them.
const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const folder = resolve(project, '../shared/seeds');
const lines = resolve(folder, '002_8db2c1e97982d3de.txt');
const runOn = resolve(folder, '003_fcd954f858077262.txt');
const isPresent = existsSync(lines);
if (!isPresent) console.info(`跳过真实文件测试：没有文件夹 ${folder}`);

const check = (file: string): CheckFinding[] => checkReport(isPresent ? readFileSync(file, 'utf8') : '').findings;

describe.skipIf(!isPresent)('the check of a published report with one measure a line', () => {
  const findings = check(lines);
  const linesOf = (code: CheckCode): number[] => findings.filter((each) => each.code === code).map((each) => each.line);
  const quotesOf = (code: CheckCode): string[] =>
    findings.filter((each) => each.code === code).map((each) => each.quote);

  it.each<[CheckCode, number[]]>([
    ['claim-mismatch', [11]],
    ['number-gap', [205]],
    ['ordinal-late', [98, 112]],
    ['heading-missing', [34, 298]],
    ['series-repeated', [210]],
    ['ordinal-typo', [199]],
    ['all-done-contradiction', [20, 75, 103]],
    ['target-shrunk', [41]],
    ['personal-data', [24]],
    ['repeated-passage', [229]],
    ['typography', [1, 73, 96, 188]],
  ])('%s on %j', (code, expected) => {
    expect(linesOf(code)).toEqual(expected);
  });

  it('points at the very words', () => {
    expect(quotesOf('all-done-contradiction').map((quote) => quote.slice(0, 4))).toEqual([
      '暂无法入',
      '筹备工作',
      '等郑州市',
    ]);
    expect(quotesOf('target-shrunk')).toEqual(['不少于2次']);
    const [passage] = findings.filter((each) => each.code === 'repeated-passage');
    expect(passage?.message).toMatch(/第 46 个问题.*第 23 个问题/);
    expect(passage?.related?.[0]?.line).toBe(116);
  });

  it('says at once which measures are older than the feedback, and warns only of those older than the visit', () => {
    const early = findings.filter((each) => each.code === 'evidence-before-feedback');
    expect(early).toHaveLength(25);
    expect(early.filter((each) => each.severity === 'warning').map((each) => each.line)).toEqual([70, 71, 131]);
  });

  it('says nothing else', () => {
    const others: CheckCode[] = [
      'date-impossible',
      'date-out-of-range',
      'sum-mismatch',
      'secrecy-marking',
      'vague',
      'term-inconsistent',
    ];
    expect(findings.filter((each) => others.includes(each.code))).toEqual([]);
    expect(findings.filter((each) => each.severity === 'error').map((each) => each.line)).toEqual([11, 20, 75, 103]);
  });
});

describe.skipIf(!isPresent)('the check of a published report with its measures run on', () => {
  it('finds nothing but its half-width signs', () => {
    expect(check(runOn).map((each) => [each.code, each.severity])).toEqual([['typography', 'note']]);
  });
});
