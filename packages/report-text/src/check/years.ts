import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { dateRangeFindings } from './dates.ts';
import { monthFindings } from './months.ts';
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

const farYear = new RegExp(`(?<![\\d.]|\\d,)20(\\d)(\\d) ?年${month}`, 'g');

/** 2042年8月到期 is the end of a long lease. */
const runsOut = /^[^,。;]{0,6}(?:到期|届满|期满|为?止|前)/;

/** Years with a figure too many, too few or changed over, as no calendar of ours has them. */
export function yearFindings(context: CheckContext): CheckFinding[] {
  const passages = context.passages.filter((each) => each.section !== 'furniture');
  const turned = passages.flatMap((each) => turnedFindings(context, each));
  // A deed after the signature is said already.
  const late = turned.length === 0 ? [] : [...dateRangeFindings(context), ...monthFindings(context)];
  return [
    ...passages.flatMap((each) => yearsOf(context, each)),
    ...turned.filter((each) => !late.some((other) => other.from < each.to && other.to > each.from)),
  ];
}

/** 2042年8月 in a report of 2024: two figures changed places. */
function turnedFindings(context: CheckContext, passage: Passage): CheckFinding[] {
  const year = Number(context.signedOn?.slice(0, 4));
  if (context.signedOn === null || ['next-steps', 'contact'].includes(passage.section ?? '')) return [];
  return [...passage.norm.slice(0, paragraphLimit).matchAll(farYear)].flatMap((found) => {
    const [whole, tens = '', ones = ''] = found;
    const meant = Number(`20${ones}${tens}`);
    const before = passage.norm.slice(Math.max(0, found.index - 8), found.index);
    if (Number(whole.slice(0, 4)) < year + 5 || meant > year || meant < year - 3 || ahead.test(before)) return [];
    if (runsOut.test(passage.norm.slice(found.index + whole.length, found.index + whole.length + 14))) return [];
    return [
      findingAt(context, passage, found.index, found.index + whole.length, {
        code: 'date-out-of-range',
        severity: 'warning',
        message: `“${whole}”远在落款之后，疑为“${meant}年”。请核对后改正。`,
        repair: { replacement: `${meant}年`, label: `改为“${meant}年”` },
      }),
    ];
  });
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
