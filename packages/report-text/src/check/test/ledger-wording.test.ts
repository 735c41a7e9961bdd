import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckFinding } from '../types.ts';
import { report } from './corpus/case.ts';
import { innocent, lastInnocent, laterInnocent } from './ledger-innocent.ts';
import { lastWordings, laterWordings } from './ledger-wording-later.ts';
import { underHeading, wholes, wide, wordings } from './ledger-wording.ts';

const issues = '1.会议过多。\n整改情况：\n一是6月4日合并会议5次。\n2.调研不深入。\n整改情况：\n一是7月开展调研11次。';

const mismatches = (text: string): CheckFinding[] =>
  checkReport(text, wide).findings.filter(({ code }) => code === 'ledger-mismatch');
const inOverview = (overview: string): CheckFinding[] => mismatches(report(issues, { overview }));
const said = (found: readonly CheckFinding[]): string[] => found.map(({ message }) => message);

const signs = [...'零一二三四五六七八九'];
function inWords(value: number): string {
  if (value === 2) return '两';
  if (value < 10) return signs[value] ?? '';
  const ten = Math.floor(value / 10);
  return `${ten === 1 ? '' : signs[ten]}十${value % 10 === 0 ? '' : signs[value % 10]}`;
}
const filled = (template: string, value: number): string =>
  template.replace('N', String(value)).replace('汉', inWords(value));

/** The number as the sentence about it says it. */
function toldAs(name: string, right: number): string {
  if (name === '整改完成率') return '30.51%';
  return name.includes('资金') ? `${right * 10_000} 元` : `${right} `;
}

describe.each([
  ['as they stand', wordings],
  ['written later', laterWordings],
  ['written last', lastWordings],
])('the ways of writing a number, %s', (_, table) => {
  const rows = Object.entries(table).flatMap(([name, { right, wrong, said: templates }]) =>
    templates.map((template) => [name, template, right, wrong] as const),
  );

  it.each(rows)('%s: %s', (name, template, right, wrong) => {
    expect(said(inOverview(filled(template, right)))).toEqual([]);
    // 一项 counts nothing.
    for (const value of wrong.filter((each) => each !== 1 || template.includes('N'))) {
      const [found, ...more] = inOverview(filled(template, value));
      expect([value, found?.severity, more]).toEqual([value, 'error', []]);
      expect(found?.message).toContain(`台账中${name}为 ${toldAs(name, right)}`);
    }
  });
});

describe('what is said of the whole', () => {
  it.each(wholes)('is wrong while issues are open: %s', (words) => {
    expect(said(inOverview(words))).toEqual([expect.stringContaining('39')]);
  });
});

describe('a number of something else', () => {
  it.each([...innocent, ...laterInnocent, ...lastInnocent])('is left alone: %s', (words) => {
    expect(said(inOverview(words))).toEqual([]);
  });
});

describe('a number under the heading of a category', () => {
  it.each(underHeading)('%s %s', (words, isRight) => {
    const overview = '党组召开专题会议3次。';
    const found = mismatches(report(`（一）党的建设方面\n${words}\n${issues}`, { overview }));
    expect(found.length > 0).toBe(!isRight);
  });
});

describe('a summary retyped by hand', () => {
  it('is quoted with all the words that say what the number counts', () => {
    expect(inOverview('阶段性完成、持续整改9项。')[0]?.quote).toBe('阶段性完成、持续整改9项');
  });

  it('is wrong in each of its numbers', () => {
    const found = inOverview('截至2024年9月20日，已完成整改17项，阶段性完成9项，正在整改1项。');
    expect(found.map(({ quote, severity }) => [severity, quote])).toEqual([
      ['error', '已完成整改17项'],
      ['error', '阶段性完成9项'],
      ['error', '正在整改1项'],
    ]);
    expect(said(found).join()).toMatch(/完成整改的问题为 18 项.*阶段性完成的问题为 2 项.*未完成的问题为 39 项/);
  });
});
