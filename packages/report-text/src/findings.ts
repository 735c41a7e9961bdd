import { excerpt, readNumber } from './characters.ts';
import type { Doubt } from './issue-body.ts';
import type { FoundIssue } from './issues.ts';
import { numberName, ordinalName } from './number-names.ts';
import type { Paragraph } from './paragraphs.ts';
import type { DocumentKind } from './regions.ts';
import type { Claim, Finding, ReportIssue } from './types.ts';

const limit = 500;

function nameOf({ issue, heading }: FoundIssue): string {
  const number = issue.number === null ? '' : numberName(heading?.style ?? 'arabic', issue.number);
  return `问题“${number}${excerpt(issue.title, 18)}”`;
}

/** Turns the doubts noted while reading the measures into sentences. */
export function measureFindings(found: readonly FoundIssue[]): Finding[] {
  const findings: Finding[] = [];
  for (const [order, each] of found.entries()) {
    for (const doubt of each.doubts) findings.push(doubtFinding(each, doubt, found[order + 1]));
  }
  return findings;
}

function doubtFinding(found: FoundIssue, doubt: Doubt, next: FoundIssue | undefined): Finding {
  const { code, line, values } = doubt;
  const name = nameOf(found);
  const [first = 0, second = 0] = values;
  const make = (message: string): Finding => ({
    code,
    severity: code === 'ordinal-typo' ? 'note' : 'warning',
    line,
    message,
  });
  switch (code) {
    case 'ordinal-late':
      return make(`${name}的整改措施从“${ordinalName(first)}”开始（第 ${line} 行），前面可能漏了“一是”。`);
    case 'ordinal-gap':
      return make(
        `${name}的整改措施在第 ${line} 行之前缺少${values.map((value) => `“${ordinalName(value)}”`).join('')}。`,
      );
    case 'ordinal-duplicate':
      return make(
        `${name}的整改措施序号在第 ${line} 行重复或倒退：“${ordinalName(second)}”之后又是“${ordinalName(first)}”。`,
      );
    case 'ordinal-typo':
      return make(`第 ${line} 行开头疑似“${ordinalName(first)}”的笔误，已按第 ${first} 条措施处理。`);
    default:
      return make(
        `${name}在第 ${line} 行又出现一组从第 ${first} 条开始的整改措施，可能漏了一个问题标题${missingAfter(found, next)}；措施已暂归该问题。`,
      );
  }
}

function missingAfter(found: FoundIssue, next: FoundIssue | undefined): string {
  const own = found.issue.number;
  const following = next?.issue.number ?? null;
  if (own === null || following === null || following !== own + 2) return '';
  return `，例如“${numberName(found.heading?.style ?? 'arabic', own + 1)}”`;
}

/** Issues without measures: one sentence each, or a single one where the text as a whole has none. */
export function missingMeasureFindings(found: readonly FoundIssue[], kind: DocumentKind): Finding[] {
  const bare = found.filter(({ issue }) => issue.measures.length === 0);
  const [first] = bare;
  if (!first) return [];
  const code = 'issue-without-measures';
  const { line } = first.issue;
  if (kind === 'feedback' && bare.length === found.length) {
    return [{ code, severity: 'note', line, message: `全文是反馈意见，${found.length} 个问题都还没有整改措施。` }];
  }
  if (bare.length >= 3 && bare.length > found.length * 0.6) {
    return [
      {
        code,
        severity: 'warning',
        line,
        message: `${found.length} 个问题中有 ${bare.length} 个没有识别出整改措施，第一个在第 ${line} 行。`,
      },
    ];
  }
  return bare.map((each) => ({
    code,
    severity: 'warning',
    line: each.issue.line,
    message: `${nameOf(each)}（第 ${each.issue.line} 行）没有整改措施。`,
  }));
}

/** Issues that the text did not number although others are. */
export function unnumberedFindings(found: readonly FoundIssue[]): Finding[] {
  if (!found.some(({ issue }) => issue.number !== null)) return [];
  return found
    .filter(({ issue, heading }) => issue.number === null && heading?.style !== 'about')
    .map(({ issue }) => ({
      code: 'issue-unnumbered',
      severity: 'warning',
      line: issue.line,
      message: `第 ${issue.line} 行的“${excerpt(issue.title, 18)}”像是一个问题，但没有编号。`,
    }));
}

/** How many issues the text itself says it leaves out (另有 3 项依规不公开). */
export function statedWithheld(paragraphs: readonly Paragraph[]): number {
  for (const { norm } of paragraphs) {
    const found =
      /(?:另有|其余|还有|另) ?(\d{1,4}|[一二两三四五六七八九十]{1,3}) ?(?:个|项|条|件)[^。;]{0,16}(?:不予公开|不公开|不宜公开|未予公开)/.exec(
        norm.slice(0, 3000),
      );
    if (found) return readNumber(found[1] ?? '') ?? 0;
  }
  return 0;
}

/** A claimed number of issues that no level of the text bears out; `withheld` are left out with good reason. */
export function claimFindings(claims: readonly Claim[], issues: readonly ReportIssue[], withheld = 0): Finding[] {
  const totals = claims.filter((claim) => claim.kind === 'issues-total');
  const [first] = totals;
  if (!first || issues.length === 0) return [];
  const counts = new Set([issues.length, issues.filter((issue) => issue.kind === 'problem').length]);
  for (const depth of [1, 2, 3]) {
    counts.add(new Set(issues.map((issue) => issue.categoryPath.slice(0, depth).join('\n')).filter(Boolean)).size);
  }
  if (totals.some((claim) => counts.has(claim.value) || counts.has(claim.value - withheld))) return [];
  const message = `第 ${first.line} 行称有 ${first.value} ${first.unit}问题（原文：“${excerpt(first.quote, 24)}”），实际找到 ${issues.length} 个。`;
  return [{ code: 'claim-mismatch', severity: 'error', line: first.line, message }];
}

/** Sorts by line and keeps the list readable: beyond the limit only their number is said. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted((a, b) => a.line - b.line);
  if (sorted.length <= limit) return sorted;
  const rest = sorted.length - limit;
  const line = sorted[limit]?.line ?? 1;
  return [
    ...sorted.slice(0, limit),
    { code: 'too-many-findings', severity: 'note', line, message: `此后还有 ${rest} 处疑点没有逐条列出。` },
  ];
}
