import type { Verdict } from './classify.ts';
import type { Cut } from './issue-body.ts';
import { issueTitle } from './issue-title.ts';
import type { FoundIssue } from './issues.ts';
import { namesFault, regionOf } from './lexicon.ts';
import { findOrdinals, pickSeries } from './ordinals.ts';
import type { Heading } from './outline.ts';
import { locate } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import { headingWords } from './regions.ts';
import type { ReportIssue } from './types.ts';

/** Where one counted issue begins and what of its paragraph is its own. */
interface Item {
  value: number;
  index: number;
  from: number;
  textFrom: number;
  to: number;
}

const field = /^(?=.{0,60}$).{0,50}?(?:方面|情况|建设|工作|责任|领域)(?:存在)?的?(?:主要|突出|具体|重点)?(?:问题)?$/;

/** Whether a heading names a field of work and no fault: what 一是, 二是 count below it are the issues. */
function namesField(words: string): boolean {
  return field.test(words) && !namesFault(words.replace(/(?:存在)?的?(?:主要|突出|具体|重点)?问题$/, ''));
}

/** Turns the headings of a feedback whose issues are only counted by 一是, 二是 into categories and parts. */
export function openCountedFields(verdicts: Map<Heading, Verdict>, paragraphs: readonly Paragraph[]): void {
  const counted: Heading[] = [];
  const fieldsBelow = new Set<Heading | null>();
  for (const [heading, verdict] of verdicts) {
    if (verdict !== 'issue' || heading.children.length > 0 || readItems(heading, paragraphs).length < 2) continue;
    const words = headingWords(heading, paragraphs);
    if (heading.parent === null && regionOf(words, true) === 'rectification') verdicts.set(heading, 'part');
    else counted.push(heading);
    if (namesField(words)) fieldsBelow.add(heading.parent);
  }
  // Where one heading of a row is a field, its neighbours with such a series are none the less.
  for (const heading of counted) if (fieldsBelow.has(heading.parent)) verdicts.set(heading, 'category');
}

/** The issues that 一是, 二是 count right below a part or category of a feedback. */
export function readCountedIssues(
  heading: Heading,
  verdict: Verdict,
  above: readonly string[],
  paragraphs: readonly Paragraph[],
): FoundIssue[] {
  if (heading.children.length > 0) return [];
  const items = readItems(heading, paragraphs);
  if (items.length < 2) return [];
  const path = verdict === 'category' ? [...above, nameOf(heading, paragraphs)] : [...above];
  return items.map((item, order) => buildItem(heading, item, items[order + 1], path, paragraphs));
}

function nameOf(heading: Heading, paragraphs: readonly Paragraph[]): string {
  const { text, norm } = paragraphs[heading.at] as Paragraph;
  const stop = norm.slice(heading.textFrom, heading.textFrom + 300).search(/[。:;]/);
  return text.slice(0, stop < 0 ? 300 : heading.textFrom + stop).trim();
}

function readItems(heading: Heading, paragraphs: readonly Paragraph[]): Item[] {
  const items: Item[] = [];
  for (const index of heading.own) {
    const { norm } = paragraphs[index] as Paragraph;
    const from = index === heading.at ? heading.textFrom : 0;
    const counted = findOrdinals(norm, from, norm.length).filter((each) => each.style === 'shi');
    const last = items.at(-1)?.value ?? 0;
    const series = pickSeries(counted, last + 1, null);
    for (const [order, each] of series.entries()) {
      const to = series[order + 1]?.from ?? norm.length;
      items.push({ value: each.value ?? last + order + 1, index, from: each.from, textFrom: each.textFrom, to });
    }
  }
  return items;
}

function buildItem(
  heading: Heading,
  item: Item,
  next: Item | undefined,
  path: string[],
  paragraphs: readonly Paragraph[],
): FoundIssue {
  const paragraph = paragraphs[item.index] as Paragraph;
  const text = paragraph.text.slice(item.textFrom, item.to).trim();
  const further = heading.own
    .filter((index) => index > item.index && (next === undefined || index < next.index))
    .map((index) => (paragraphs[index] as Paragraph).text.trim());
  const cuts: Cut[] = [{ index: item.index, at: item.from, kind: 'issue' }];
  const issue: ReportIssue = {
    kind: 'problem',
    number: item.value,
    categoryPath: path,
    title: issueTitle(text),
    text: [text, ...further].join('\n'),
    line: locate(paragraph, item.from).line,
    measures: [],
    progress: [],
    notes: [],
  };
  const counted: Heading = { ...heading, style: 'about', number: item.value, parent: heading, children: [] };
  return { issue, heading: counted, doubts: [], cuts };
}
