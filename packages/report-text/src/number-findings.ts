import { excerpt, foldWidth } from './characters.ts';
import type { Verdict } from './classify.ts';
import { range } from './issue-body.ts';
import { categoryName } from './issues.ts';
import type { FoundIssue } from './issues.ts';
import { readMarker } from './markers.ts';
import { numberName } from './number-names.ts';
import type { Heading, Outline } from './outline.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Finding } from './types.ts';

/** What exists but is rightly left out of a text: it leaves no gap. */
export interface LeftOut {
  /** How many issues are withheld. */
  withheld: number;
  /** Their numbers, and those that no issue has any more. */
  issues: ReadonlySet<number>;
  /** Style and number of headings, as `headingKeys` gives them. */
  headings: ReadonlySet<string>;
}

export const nothingLeftOut: LeftOut = { withheld: 0, issues: new Set(), headings: new Set() };

const keyOf = (style: Heading['style'], number: number) => `${style} ${number}`;

/** Headings by which a numbering can tell that they are left out; those without a number leave no gap. */
export function headingKeys(titles: readonly string[]): Set<string> {
  const markers = titles.map((title) => readMarker(foldWidth(title.trim())));
  return new Set(markers.flatMap((marker) => (marker?.number == null ? [] : [keyOf(marker.style, marker.number)])));
}

function nameAll(style: Heading['style'], numbers: readonly number[], missing: number): string {
  const names = numbers.map((each) => `“${numberName(style, each)}”`).join('');
  return missing > numbers.length ? `${names}等 ${missing} 个` : names;
}

/** Gaps, repetitions and wrong order in the numbers of the issues; a restart under a new heading is none of them. */
export function issueNumberFindings(found: readonly FoundIssue[], hidden: ReadonlySet<number> = new Set()): Finding[] {
  const findings: Finding[] = [];
  let seen = new Map<number, number>();
  let previous: { number: number; line: number; parent: Heading | null } | null = null;
  const runsOn = countsThrough(found);
  for (const [order, { issue, heading }] of found.entries()) {
    const { number, line } = issue;
    if (number === null) continue;
    const style = heading?.style ?? 'arabic';
    const parent = heading?.parent ?? null;
    const isRestart: boolean =
      !runsOn && previous !== null && number <= previous.number && heading !== null && parent !== previous.parent;
    if (isRestart) {
      seen = new Map();
      previous = null;
    }
    const last: number = previous?.number ?? 0;
    const known = seen.get(number);
    if (known !== undefined) {
      findings.push({
        code: 'number-duplicate',
        severity: 'error',
        line,
        message: `第 ${line} 行的编号“${numberName(style, number)}”与第 ${known} 行重复。`,
      });
    } else if (number < last) {
      findings.push({
        code: 'number-order',
        severity: 'warning',
        line,
        message: `第 ${line} 行的编号“${numberName(style, number)}”排在“${numberName(style, last)}”之后，顺序颠倒。`,
      });
    } else if (number > last + 1) {
      const missing = Array.from({ length: Math.min(number - last - 1, 10_000) }, (_, step) => last + 1 + step);
      // A number that comes later is not missing: it stands in the wrong place.
      const later = missing.length > 12 ? new Set<number>() : numbersBehind(found, order);
      const unexplained = missing.filter((each) => !hidden.has(each) && !later.has(each));
      if (unexplained.length > 0)
        findings.push(gapFinding(style, last, unexplained, number, previous?.line ?? null, line));
    }
    seen.set(number, line);
    previous = { number: Math.max(number, last), line, parent };
  }
  return findings;
}

/** Whether the numbers count on from heading to heading: none begins again at 1, and some go on from the last. */
function countsThrough(found: readonly FoundIssue[]): boolean {
  let last: FoundIssue | null = null;
  let goesOn = 0;
  for (const each of found) {
    const { number } = each.issue;
    if (number === null || each.heading === null) continue;
    if (last && each.heading.parent !== last.heading?.parent) {
      if (number === 1) return false;
      if (number === (last.issue.number ?? 0) + 1) goesOn += 1;
    }
    last = each;
  }
  return goesOn > 0;
}

/** The numbers of the next issues under the same heading. */
function numbersBehind(found: readonly FoundIssue[], order: number): Set<number> {
  const parent = found[order]?.heading?.parent ?? null;
  const behind = found.slice(order + 1, order + 13).filter((each) => (each.heading?.parent ?? null) === parent);
  return new Set(behind.flatMap(({ issue }) => (issue.number === null ? [] : [issue.number])));
}

function gapFinding(
  style: Heading['style'],
  last: number,
  missing: readonly number[],
  number: number,
  after: number | null,
  line: number,
): Finding {
  const names = nameAll(style, missing.slice(0, 12), missing.length);
  const place = after === null ? `第 ${line} 行之前` : `第 ${after} 行的“${numberName(style, last)}”之后`;
  return {
    code: 'number-gap',
    severity: 'warning',
    line: after ?? line,
    message: `问题编号不连续：${place}缺少${names}，下一个是第 ${line} 行的“${numberName(style, number)}”。`,
  };
}

/** Headings whose predecessor is missing: 2. without 1., 三、 without 一、二、. */
export function headingFindings(
  outline: Outline,
  verdicts: Map<Heading, Verdict>,
  paragraphs: readonly Paragraph[],
  leftOut: LeftOut['headings'] = nothingLeftOut.headings,
): Finding[] {
  const findings: Finding[] = [];
  const running = new Map<string, number>();
  const latest = new Map<Heading | null, Map<string, number>>();
  for (const heading of outline.headings) {
    const { number, style, parent } = heading;
    const verdict = verdicts.get(heading);
    if (number === null || verdict === 'issue' || verdict === 'measure') continue;
    const siblings = latest.get(parent) ?? new Map<string, number>();
    latest.set(parent, siblings);
    const before = siblings.get(style);
    const overall = running.get(style) ?? 0;
    // Some documents count their headings on across the parts.
    const last = before ?? (number === overall + 1 ? overall : 0);
    const between = range(last + 1, number);
    const missing = between.filter((each) => !leftOut.has(keyOf(style, each)));
    const count = number - last - 1 - (between.length - missing.length);
    if (missing.length > 0 && heading.region !== 'body')
      findings.push(missingHeading(heading, missing, count, paragraphs));
    siblings.set(style, number);
    running.set(style, number);
  }
  return findings;
}

function missingHeading(
  heading: Heading,
  missing: readonly number[],
  count: number,
  paragraphs: readonly Paragraph[],
): Finding {
  const line = paragraphs[heading.at]?.line ?? 1;
  const names = nameAll(heading.style, missing, count);
  const name = excerpt(categoryName(heading, paragraphs), 24);
  const above = heading.parent ? `在“${excerpt(categoryName(heading.parent, paragraphs), 16)}”之下，` : '';
  return {
    code: 'heading-missing',
    severity: 'warning',
    line,
    message: `${above}第 ${line} 行的标题“${name}”之前缺少标题${names}。`,
  };
}
