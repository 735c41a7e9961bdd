import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

const month = '(?= ?(?:1[0-2]|0?[1-9]) ?月)';
const season = '(?=(?:度|[一二三四上下]半年|第?[一二三四1-4]季度|年?[初底末中]|以来))';
/** 0225年, 20225年, 2205年, 202年 before a month: no year that a report can mean, and no length of time. */
const mistyped: readonly RegExp[] = [
  new RegExp(`(?<![\\d.]|\\d,)(?:0\\d{3}|(?:19|20)\\d{3}) ?年(?:${month}|${season})`, 'g'),
  new RegExp(
    `(?<![\\d.]|\\d,)(?:2[1-9]\\d{2}|20[5-9]\\d|[3-9]0\\d{2}|20\\d|22\\d) ?年${month}(?= ?\\d{1,2} ?月(?!利|息|租|薪))`,
    'g',
  ),
];
/** 到2060年3月 and a lease until 2055年 are meant. */
const ahead = /[至到前期满]|[-~]$/;

/** Years with a figure too many, too few or changed over, as no calendar of ours has them. */
export function yearFindings(context: CheckContext): CheckFinding[] {
  return context.passages.flatMap((passage) => (passage.section === 'furniture' ? [] : yearsOf(context, passage)));
}

function yearsOf(context: CheckContext, passage: Passage): CheckFinding[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  if (!norm.includes('年')) return [];
  return mistyped.flatMap((pattern) =>
    [...norm.matchAll(pattern)].flatMap((found) => {
      if (/^20[5-9]/.test(found[0]) && ahead.test(norm.slice(Math.max(0, found.index - 8), found.index))) return [];
      return [
        findingAt(context, passage, found.index, found.index + found[0].length, {
          code: 'date-out-of-range',
          severity: 'error',
          message: `“${found[0]}”不像年份，疑似多写、少写或写错了数字。请核对后改正。`,
        }),
      ];
    }),
  );
}
