import type { Verdict } from './classify.ts';
import { readCountedIssues } from './feedback-items.ts';
import { readBody } from './issue-body.ts';
import type { Cut, Doubt, IssueBody } from './issue-body.ts';
import { framedTitle } from './issue-frame.ts';
import { issueTitle, problemEnd } from './issue-title.ts';
import { leadingLabel } from './label-words.ts';
import { namesFault, readsLikeMeasure } from './lexicon.ts';
import { ordinalAt } from './ordinals.ts';
import type { Heading } from './outline.ts';
import { locate } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import type { DocumentKind } from './regions.ts';
import type { BodyPart } from './stretches.ts';
import type { IssueKind, ReportIssue } from './types.ts';

/** An issue with what the findings need to know of it. */
export interface FoundIssue {
  issue: ReportIssue;
  heading: Heading | null;
  doubts: Doubt[];
  cuts: Cut[];
}

/** Builds the issues of all headings judged to be one. */
export function readIssues(
  verdicts: Map<Heading, Verdict>,
  paragraphs: readonly Paragraph[],
  kind: DocumentKind,
): FoundIssue[] {
  const found: FoundIssue[] = [];
  const layout: Layout = kind === 'report' && isProseLayout(verdicts) ? 'likely-prose' : 'marked';
  const bare: { at: number; again: () => FoundIssue }[] = [];
  for (const [heading, verdict] of verdicts) {
    if (verdict === 'measure') continue;
    const path = categoryPath(heading, verdicts, paragraphs);
    if (verdict !== 'issue') {
      const counted = kind === 'feedback' ? readCountedIssues(heading, verdict, path, paragraphs) : [];
      for (const each of counted) found.push(each);
      continue;
    }
    const groups = splitUnnumbered(bodyParts(heading), paragraphs);
    for (const [order, parts] of groups.entries()) {
      const build = (as: Layout): FoundIssue =>
        buildIssue(order === 0 ? heading : null, parts, path, paragraphs, kind, as);
      const issue = build(layout);
      if (issue.issue.measures.length === 0) bare.push({ at: found.length, again: () => build('prose') });
      found.push(issue);
    }
  }
  // What most issues of the text are like, the others are too, whatever their words resemble.
  const isProse = layout === 'likely-prose' && bare.length * 2 <= found.length;
  for (const { at, again } of isProse ? bare : []) found[at] = again();
  return found;
}

/** Whether issues are laid out with labels and numbers, or as one sentence that names it and what was done in plain words. */
type Layout = 'marked' | 'likely-prose' | 'prose';

/** No issue has a label or counted measures. */
function isProseLayout(verdicts: Map<Heading, Verdict>): boolean {
  for (const [heading, verdict] of verdicts) {
    if (verdict === 'measure' || (verdict === 'issue' && (heading.hasLabel || heading.hasOrdinals))) return false;
  }
  return true;
}

/** Issues of a text without any heading: a paragraph followed by 整改情况, again and again. */
export function readUnnumberedIssues(
  indexes: readonly number[],
  paragraphs: readonly Paragraph[],
  kind: DocumentKind,
): FoundIssue[] {
  const first = indexes.findIndex((index) => isReportLabel(paragraphs[index]));
  if (first < 1) return [];
  const parts = indexes.slice(first - 1).map((index): BodyPart => ({ index, from: 0, marker: null }));
  return splitUnnumbered(parts, paragraphs).map((group) => buildIssue(null, group, [], paragraphs, kind));
}

function isReportLabel(paragraph: Paragraph | undefined): boolean {
  const family = leadingLabel(paragraph?.norm ?? '')?.family;
  return family === 'measures' || family === 'status';
}

function labelName(paragraph: Paragraph | undefined): string {
  return leadingLabel(paragraph?.norm ?? '')?.name ?? '';
}

function bodyParts(heading: Heading): BodyPart[] {
  const parts = heading.own.map((index): BodyPart => {
    if (index === heading.at) return { index, from: heading.textFrom, marker: null };
    const marker = heading.nested.get(index) ?? null;
    return { index, from: marker?.length ?? heading.skips.get(index) ?? 0, marker };
  });
  const stack = heading.children.toReversed();
  for (let child = stack.pop(); child; child = stack.pop()) {
    // Below a measure its own sub-points stay with it as text.
    const isDirect = child.parent === heading && child.style !== 'about' && child.style !== 'plain';
    const marker = isDirect
      ? { style: child.style as 'arabic', number: child.number, length: child.textFrom, depth: 0 }
      : null;
    for (const index of child.own) {
      parts.push({
        index,
        from: index === child.at && isDirect ? child.textFrom : 0,
        marker: index === child.at ? marker : null,
      });
    }
    for (const next of child.children.toReversed()) stack.push(next);
  }
  return parts.sort((a, b) => a.index - b.index);
}

/** A plain paragraph right above another 整改情况 is the next problem, whose number is missing. */
function splitUnnumbered(parts: readonly BodyPart[], paragraphs: readonly Paragraph[]): BodyPart[][] {
  const groups: BodyPart[][] = [[]];
  let names = new Set<string>();
  for (const [order, part] of parts.entries()) {
    const next = parts[order + 1];
    const previous = parts[order - 1];
    const isOpener: boolean =
      previous !== undefined &&
      next !== undefined &&
      isPlain(part, paragraphs) &&
      isAloneLabel(next, paragraphs) &&
      names.has(labelName(paragraphs[next.index])) &&
      !isAloneLabel(previous, paragraphs);
    const isFramed = names.size > 0 && framedTitle(paragraphs[part.index]?.text ?? '') !== null;
    if (isOpener || isFramed) {
      groups.push([]);
      names = new Set();
    }
    if (isReportLabel(paragraphs[part.index])) names.add(labelName(paragraphs[part.index]));
    groups.at(-1)?.push(part);
  }
  return groups;
}

function isPlain(part: BodyPart, paragraphs: readonly Paragraph[]): boolean {
  const norm = paragraphs[part.index]?.norm ?? '';
  return !part.marker && !ordinalAt(norm) && !leadingLabel(norm) && !/^(?:截[至止]|目前)/.test(norm);
}

function isAloneLabel(part: BodyPart, paragraphs: readonly Paragraph[]): boolean {
  const norm = paragraphs[part.index]?.norm ?? '';
  const label = leadingLabel(norm);
  return label !== null && label.family !== 'field' && label.family !== 'problem' && label.textFrom >= norm.length;
}

function categoryPath(heading: Heading, verdicts: Map<Heading, Verdict>, paragraphs: readonly Paragraph[]): string[] {
  const path: string[] = [];
  for (let above = heading.parent; above; above = above.parent) {
    if (verdicts.get(above) === 'category') path.unshift(categoryName(above, paragraphs));
  }
  return path;
}

/** A category heading as written; of a longer paragraph only the heading sentence. */
export function categoryName(heading: Heading, paragraphs: readonly Paragraph[]): string {
  const { text, norm } = paragraphs[heading.at] as Paragraph;
  const stop = norm.indexOf('。', heading.textFrom + 1);
  const words = stop > 0 ? text.slice(0, stop) : text;
  return words
    .slice(0, 300)
    .trim()
    .replace(/[。：:；;]$/, '');
}

function kindOf(text: string, path: readonly string[]): IssueKind {
  const words = `${path.join(' ')} ${text.slice(0, 40)}`;
  if (/点人点事|点事事项/.test(words)) return 'named';
  return /立行立改(?:事项|问题|任务)/.test(words) ? 'immediate' : 'problem';
}

function buildIssue(
  heading: Heading | null,
  parts: BodyPart[],
  path: string[],
  paragraphs: readonly Paragraph[],
  kind: DocumentKind,
  layout: Layout = 'marked',
): FoundIssue {
  const first = parts[0] as BodyPart;
  const { line } = locate(paragraphs[first.index] as Paragraph, 0);
  const body = readBody(paragraphs, parts, kind !== 'feedback', line);
  if (kind === 'report' && body.measures.length === 0) takePlainMeasures(body, parts, paragraphs, layout);
  const { title, text } = problemOf(body.texts);
  const { measures, progress, notes } = body;
  const issue: ReportIssue = {
    kind: kindOf(text, path),
    number: heading?.number ?? null,
    categoryPath: path,
    title,
    text,
    line,
    measures,
    progress,
    notes,
  };
  return { issue, heading, doubts: body.doubts, cuts: [{ index: first.index, at: 0, kind: 'issue' }, ...body.cuts] };
}

/** A sentence that only names the issue is not the feedback's wording: that is what it names, or what follows it. */
function problemOf(texts: readonly string[]): { title: string; text: string } {
  const [first = '', ...rest] = texts;
  const framed = framedTitle(first);
  if (framed !== null) return { title: framed, text: rest.length > 0 ? rest.join('\n') : framed };
  const text = texts.join('\n');
  return { title: issueTitle(text), text };
}

/** An issue without label and ordinals: what follows the problem in plain words is what was done. */
function takePlainMeasures(
  body: IssueBody,
  parts: readonly BodyPart[],
  paragraphs: readonly Paragraph[],
  layout: Layout,
): void {
  if (body.progress.length > 0 || parts.some((part) => isReportLabel(paragraphs[part.index]))) return;
  const [first, ...rest] = parts as [BodyPart, ...BodyPart[]];
  const opening = paragraphs[first.index] as Paragraph;
  const words = opening.text.slice(first.from);
  const end = problemEnd(words) || faultEnd(words) || proseEnd(words, layout);
  const remainder = end > 0 ? words.slice(end).trim() : '';
  if (remainder === '' && rest.length === 0) return;
  const texts = [remainder === '' ? words : words.slice(0, end).trim()];
  if (remainder !== '') takeMeasure(body, opening, first, first.from + end);
  for (const part of rest) takeMeasure(body, paragraphs[part.index] as Paragraph, part, part.from);
  body.texts = texts;
}

/** Where a first sentence that names the fault ends, when the next one plainly says what was done. */
function faultEnd(words: string): number {
  const stop = words.indexOf('。') + 1;
  if (stop === 0 || stop > 100) return 0;
  const next = words.slice(stop, stop + 80).split('。')[0] ?? '';
  const isDone = readsLikeMeasure(next) && !namesFault(next) && !/[少多仅只没]/.test(next);
  return isDone && namesFault(words.slice(0, stop)) ? stop : isDone && /^已|\d/.test(next) ? stop : 0;
}

/** Where the first sentence ends, when anything behind it was done; a longer account of the fault is none. */
function proseEnd(words: string, layout: Layout): number {
  if (layout === 'marked') return 0;
  const end = /^[^。;；\n]{2,80}?(?:问题[:：]|。)/.exec(words)?.[0].length ?? 0;
  const clauses = words.slice(end, end + 400).split(/[。;；,，]/);
  const isDone = (clause: string): boolean =>
    (readsLikeMeasure(clause) || /\d/.test(clause)) && !namesFault(clause) && !/[仅只没]/.test(clause);
  return layout === 'prose' || clauses.some(isDone) ? end : 0;
}

function takeMeasure(body: IssueBody, paragraph: Paragraph, part: BodyPart, from: number): void {
  const text = paragraph.text.slice(from).trim();
  const { line } = locate(paragraph, from);
  if (text === '') return;
  const isState = /^(?:截[至止]|目前)/.test(text) && body.measures.length > 0;
  if (isState) body.progress.push({ text, line });
  else body.measures.push({ ordinal: null, text, line });
  body.cuts.push({ index: part.index, at: from, kind: isState ? 'progress' : 'measure' });
}
