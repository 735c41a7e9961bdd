import { formatMoneyZh } from '@rectify/domain';

import { withoutInvisible } from '../canonical.ts';
import { FIGURE_REFERENCE } from '../report-document.ts';
import type {
  Contact,
  DraftParagraph,
  PublishedFigure,
  PublishedParagraph,
  ReportContent,
  Run,
} from '../report-document.ts';
import { countReasons, Reading } from './audience.ts';
import type { HiddenReason } from './audience.ts';
import { STATE_WORDS } from './issue-paragraphs.ts';
import type { FigureFact, IssueFact, ReportFacts } from './types.ts';

type Figures = ReadonlyMap<string, FigureFact>;

/** Composes a draft for one audience: leaves out what it may not read and says how much that is. */
export function projectReport(
  draft: readonly DraftParagraph[],
  facts: ReportFacts,
  audience: ReportContent['audience'],
): ReportContent {
  const reading = new Reading(draft, facts, audience);
  const figures: Figures = new Map(facts.figures.map((figure) => [figure.key, figure]));
  const title = draft.find((each) => each.kind === 'title' && reading.isShown(each));
  const shown = draft.filter((each) => each !== title && reading.isShown(each));
  const anchors = anchorsOf(shown);
  const paragraphs = shown.map((each, at) => publish(each, `p${at + 1}`, reading, figures));
  return visibly({
    format: 2,
    kind: facts.kind,
    audience,
    title: title ? plainText(title.text, figures) : facts.title,
    unitName: facts.unitName,
    regionName: facts.regionName,
    programmeName: facts.programmeName,
    groupName: facts.groupName,
    feedbackOn: facts.feedbackOn,
    totals: totalsOf(facts.issues, reading),
    hiddenIssues: countReasons(reading.hiddenIssues.values()),
    hiddenTexts: countReasons(hiddenTextReasons(draft, reading)),
    paragraphs,
    figures: [...usedKeys(paragraphs)].flatMap((key) => {
      const figure = figures.get(key);
      return figure ? [publishFigure(figure, reading, anchors)] : [];
    }),
    contact: contactOf(draft, facts, reading),
    units: (facts.units ?? []).map(({ id, name }) => ({
      name,
      ...resultsOf(facts.issues.filter((issue) => issue.unitId === id)),
    })),
  });
}

/** A copy in which no text holds an invisible character: what is published shows all that it says. */
function visibly<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutInvisible(value) as Value;
  if (Array.isArray(value)) return value.map(visibly) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visibly(each)])) as Value;
}

/** Ways of contact; where a paragraph of them may not be read, only those that another one tells. */
function contactOf(draft: readonly DraftParagraph[], { contact }: ReportFacts, reading: Reading): Contact {
  const paragraphs = draft.filter(({ kind }) => kind === 'contact');
  if (paragraphs.every((each) => reading.isShown(each))) return { ...contact };
  const said = paragraphs.filter((each) => reading.isShown(each)).map(({ text }) => text);
  const keep = (value: string | null) =>
    value !== null && said.some((words) => words.includes(value.trim())) ? value : null;
  return {
    phone: keep(contact.phone),
    address: keep(contact.address),
    postcode: keep(contact.postcode),
    email: keep(contact.email),
  };
}

/** Figures that a draft names and the facts do not know; such a draft must not be published. */
export function unknownFigures(draft: readonly DraftParagraph[], facts: Pick<ReportFacts, 'figures'>): string[] {
  const known = new Set(facts.figures.map(({ key }) => key));
  const named = draft.flatMap(({ text }) => [...text.matchAll(FIGURE_REFERENCE)].map(([found]) => found.slice(2, -2)));
  return [...new Set(named)].filter((key) => !known.has(key));
}

/** The text with its figures written out, as an audience reads it. */
export function plainText(text: string, figures: Figures): string {
  return runsOf(text, figures)
    .map((run) => (typeof run === 'string' ? run : run.text))
    .join('');
}

/** A paragraph's words and figures in order; a figure that nobody knows is a dash, never a wrong number. */
function runsOf(text: string, figures: Figures): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(FIGURE_REFERENCE)) {
    const key = found[0].slice(2, -2);
    const figure = figures.get(key);
    if (found.index > from) runs.push(text.slice(from, found.index));
    runs.push(figure ? { figure: key, text: figure.text } : '—');
    from = found.index + found[0].length;
  }
  if (from < text.length || runs.length === 0) runs.push(text.slice(from));
  return runs;
}

function publish(paragraph: DraftParagraph, id: string, reading: Reading, figures: Figures): PublishedParagraph {
  const { kind, level, text, issueId } = paragraph;
  const issue = kind === 'issue' && issueId !== null ? reading.issues.get(issueId) : undefined;
  const state = issue ? STATE_WORDS[issue.state] : null;
  return { id, kind, level, runs: runsOf(text, figures), number: issue?.number ?? null, state };
}

/** The anchor of each shown issue. */
function anchorsOf(shown: readonly DraftParagraph[]): Map<string, string> {
  const anchors = new Map<string, string>();
  for (const [at, { kind, issueId }] of shown.entries())
    if (kind === 'issue' && issueId !== null && !anchors.has(issueId)) anchors.set(issueId, `p${at + 1}`);
  return anchors;
}

function resultsOf(issues: readonly IssueFact[]) {
  const count = (state: IssueFact['state']) => issues.filter((issue) => issue.state === state).length;
  return {
    total: issues.length,
    completed: count('completed'),
    staged: count('staged'),
    unfinished: count('unfinished'),
  };
}

function totalsOf(issues: readonly IssueFact[], reading: Reading): ReportContent['totals'] {
  const { total, ...results } = resultsOf(issues);
  return { total, shown: total - reading.hiddenIssues.size, ...results };
}

function hiddenTextReasons(draft: readonly DraftParagraph[], reading: Reading): HiddenReason[] {
  return draft.flatMap((each) => {
    const reason = reading.isDroppedHeading(each) ? null : reading.textReason(each);
    return reason === null ? [] : [reason];
  });
}

function usedKeys(paragraphs: readonly PublishedParagraph[]): Set<string> {
  const runs = paragraphs.flatMap((each) => each.runs);
  return new Set(runs.flatMap((run) => (typeof run === 'string' ? [] : [run.figure])));
}

function publishFigure(figure: FigureFact, reading: Reading, anchors: ReadonlyMap<string, string>): PublishedFigure {
  const { key, label, text, items } = figure;
  const isShown = ({ issueId }: FigureFact['items'][number]) => issueId === null || reading.isIssueShown(issueId);
  const shown = items.filter(isShown).map(({ issueId, name, share }) => ({
    paragraphId: issueId === null ? null : (anchors.get(issueId) ?? null),
    name,
    share,
  }));
  const hidden = items.filter((item) => !isShown(item));
  return { key, label, text, items: shown, hidden: hidden.length === 0 ? null : amountOf(figure, hidden) };
}

/** What the hidden items amount to, in the figure's own unit; a rate cannot be summed, so its issues are counted. */
function amountOf({ code, unit }: FigureFact, items: FigureFact['items']): string {
  const sum = items.reduce((total, { amount }) => total + amount, 0);
  if (code === 'money_recovered') return formatMoneyZh(sum);
  if (code === 'completion_rate') return `${items.length} 项`;
  return `${sum} ${unit || '项'}`;
}
