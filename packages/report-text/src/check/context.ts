import { headingKeys, type LeftOut } from '../number-findings.ts';
import { locate } from '../paragraphs.ts';
import type { Paragraph } from '../paragraphs.ts';
import { readReport } from '../parse-report.ts';
import type { NodeKind, ReportIssue, ReportParse, SectionKind, Severity } from '../types.ts';
import { lineIndex } from './lines.ts';
import type { LineIndex } from './lines.ts';
import type { CheckCode, CheckFinding, LedgerFacts } from './types.ts';

/** A stretch of one paragraph with what it is; `norm` is its folded text, offsets count within the paragraph. */
export interface Passage {
  paragraph: Paragraph;
  index: number;
  from: number;
  to: number;
  norm: string;
  kind: NodeKind;
  section: SectionKind | null;
}

/** An issue with its passages in order. */
export interface IssuePassages {
  issue: ReportIssue;
  problems: Passage[];
  measures: Passage[];
  progress: Passage[];
  notes: Passage[];
}

/** Everything a rule may look at. */
export interface CheckContext {
  text: string;
  parse: ReportParse;
  isReport: boolean;
  paragraphs: readonly Paragraph[];
  kinds: readonly (SectionKind | null)[];
  issues: IssuePassages[];
  /** Paragraphs that belong to no issue. */
  frame: Passage[];
  /** All passages in reading order. */
  passages: Passage[];
  lines: LineIndex;
  feedbackOn: string | null;
  onSiteFrom: string | null;
  signedOn: string | null;
  ledger: LedgerFacts | null;
}

/** A sentence that a rule says about a stretch of a passage. */
export interface Remark {
  code: CheckCode;
  severity: Severity;
  message: string;
  /** Replacement for a part of the quote, counted from its start; the whole quote when `at` is left out. */
  repair?: { replacement: string; label: string; at?: readonly [number, number] };
  related?: { line: number; quote: string }[];
}

/** Folded text of a paragraph beyond this is not read by the slower rules: no sentence of a report is as long. */
export const paragraphLimit = 20_000;

/** What the ledger knows to be rightly missing from the text. */
function leftOutOf({ hiddenNumbers, absentNumbers = [], hiddenHeadings = [] }: LedgerFacts): LeftOut {
  return {
    withheld: new Set(hiddenNumbers).size,
    issues: new Set([...hiddenNumbers, ...absentNumbers]),
    headings: headingKeys(hiddenHeadings),
  };
}

/** Reads the text once for all rules. */
export function readContext(text: string, ledger: LedgerFacts | null): CheckContext {
  const { parse, kind, paragraphs, kinds, found } = readReport(text, ledger ? leftOutOf(ledger) : undefined);
  const owned = new Set<number>();
  const issues = found.map(({ issue, cuts }): IssuePassages => {
    const own: IssuePassages = { issue, problems: [], measures: [], progress: [], notes: [] };
    const ordered = cuts.toSorted((a, b) => a.index - b.index || a.at - b.at);
    for (const [order, cut] of ordered.entries()) {
      owned.add(cut.index);
      const paragraph = paragraphs[cut.index] as Paragraph;
      const next = ordered[order + 1];
      const to = next?.index === cut.index ? next.at : paragraph.norm.length;
      const passage = toPassage(paragraph, cut.index, cut.at, to, cut.kind, kinds[cut.index] ?? null);
      if (passage.norm !== '') listFor(own, cut.kind)?.push(passage);
    }
    return own;
  });
  const frame = paragraphs.flatMap((paragraph, index) =>
    owned.has(index) || paragraph.text === ''
      ? []
      : [toPassage(paragraph, index, 0, paragraph.norm.length, 'body', kinds[index] ?? null)],
  );
  const passages = [
    ...frame,
    ...issues.flatMap((each) => [...each.problems, ...each.measures, ...each.progress, ...each.notes]),
  ].sort((a, b) => a.index - b.index || a.from - b.from);
  const { inspection } = parse;
  return {
    text,
    parse,
    isReport: kind === 'report' || found.length > 0,
    paragraphs,
    kinds,
    issues,
    frame,
    passages,
    lines: lineIndex(text),
    feedbackOn: ledger?.feedbackOn ?? inspection.feedbackOn,
    onSiteFrom: ledger?.onSiteFrom ?? inspection.onSiteFrom,
    signedOn: parse.signedOn ?? ledger?.signedOn ?? null,
    ledger,
  };
}

function toPassage(
  paragraph: Paragraph,
  index: number,
  from: number,
  to: number,
  kind: NodeKind,
  section: SectionKind | null,
): Passage {
  return { paragraph, index, from, to, norm: paragraph.norm.slice(from, to), kind, section };
}

function listFor(own: IssuePassages, kind: NodeKind): Passage[] | null {
  if (kind === 'issue') return own.problems;
  if (kind === 'measure') return own.measures;
  if (kind === 'progress') return own.progress;
  return kind === 'note' ? own.notes : null;
}

/** Makes a finding about the stretch [from, to) of a passage's folded text. */
export function findingAt(
  context: CheckContext,
  passage: Passage,
  from: number,
  to: number,
  remark: Remark,
): CheckFinding {
  const { paragraph } = passage;
  const start = locate(paragraph, passage.from + from).offset;
  const end = Math.max(start, locate(paragraph, passage.from + Math.max(from, to - 1)).offset + (to > from ? 1 : 0));
  return findingIn(context, start, Math.min(end, context.text.length), remark);
}

/** Makes a finding about a stretch of the whole text. */
export function findingIn(context: CheckContext, from: number, to: number, remark: Remark): CheckFinding {
  const { code, severity, message, repair, related } = remark;
  const quote = context.text.slice(from, to);
  const finding: CheckFinding = {
    code,
    severity,
    line: context.lines.lineAt(from),
    from,
    to,
    quote,
    message,
    repair: null,
  };
  if (repair) {
    const [start, end] = repair.at ?? [0, to - from];
    // Markup inside the quote would shift a repair of a part of it.
    const isPlain = !/[<&]/.test(quote);
    if (isPlain)
      finding.repair = { from: from + start, to: from + end, replacement: repair.replacement, label: repair.label };
  }
  if (related && related.length > 0) finding.related = related;
  return finding;
}

/** Line and shortened words of a stretch, to be shown beside a finding. */
export function relate(
  context: CheckContext,
  passage: Passage,
  from: number,
  to: number,
): { line: number; quote: string } {
  const { offset, line } = locate(passage.paragraph, passage.from + from);
  return { line, quote: context.text.slice(offset, offset + Math.min(to - from, 80)) };
}

/** The line on which a passage begins. */
export function lineOf(passage: Passage): number {
  return locate(passage.paragraph, passage.from).line;
}

/** 问题“(7)整改…” for a message; by its words where it has no number. */
export function issueName({ issue }: IssuePassages): string {
  const title = [...issue.title].slice(0, 16).join('');
  const more = [...issue.title].length > 16 ? '…' : '';
  return issue.number === null ? `问题“${title}${more}”` : `第 ${issue.number} 个问题“${title}${more}”`;
}

/** 2024-05-16 as 2024年5月16日. */
export function dayName(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
