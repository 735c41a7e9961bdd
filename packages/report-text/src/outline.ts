import { maskQuotes } from './characters.ts';
import { innerLabels, leadingLabel } from './label-words.ts';
import type { Label } from './label-words.ts';
import type { Layout } from './layout.ts';
import { regionOf } from './lexicon.ts';
import type { Region } from './lexicon.ts';
import { opensWithIssue, readMarker, usualRank } from './markers.ts';
import type { HeadingStyle, Marker } from './markers.ts';
import { findOrdinals, ordinalAt, pickSeries } from './ordinals.ts';
import type { Paragraph } from './paragraphs.ts';

/** A heading or numbered entry with the paragraphs up to the next one. */
export interface Heading {
  style: HeadingStyle | 'plain';
  number: number | null;
  /** Index of its own paragraph. */
  at: number;
  /** Where its words begin behind the number. */
  textFrom: number;
  rank: number;
  parent: Heading | null;
  children: Heading[];
  /** Its own paragraph and those that follow, up to the next heading. */
  own: number[];
  /** Paragraphs of `own` that are numbered measures under a label, by paragraph index. */
  nested: Map<number, Marker>;
  hasLabel: boolean;
  hasOrdinals: boolean;
  /** The part its own words open; filled by the region step. */
  explicit: Region | null;
  /** An unnumbered closing paragraph that begins 下一步. */
  isClosing: boolean;
  region: Region | 'body';
}

export interface Outline {
  roots: Heading[];
  headings: Heading[];
  /** Content paragraphs before the first heading. */
  front: number[];
}

interface Entry {
  at: number;
  marker: Marker | null;
  isPlain: boolean;
  isAbout: boolean;
  /** Begins 下一步 and no further issue follows. */
  isClosing: boolean;
  isLabel: boolean;
  /** The number that the words right behind a leading label begin with: 整改措施：1.… */
  labelMarker: Marker | null;
  hasLabel: boolean;
  hasOrdinals: boolean;
}

function readEntry(paragraph: Paragraph, at: number): Entry {
  const { norm } = paragraph;
  const label = leadingLabel(norm);
  const isOwnLabel = label !== null && label.family !== 'problem' && label.textFrom >= norm.length;
  const marker = isOwnLabel ? null : readMarker(norm);
  const textFrom = marker?.length ?? 0;
  const isOrdinal = marker === null && ordinalAt(norm) !== null;
  const labels = isOrdinal ? [] : [label, ...innerLabels(norm, textFrom), labelBehind(norm, marker)];
  const isReport = labels.some((each) => each?.family === 'measures' || each?.family === 'status');
  return {
    at,
    marker,
    isPlain: marker === null && !isOrdinal && label === null && isPlainHeading(norm),
    isAbout: marker === null && !isOrdinal && label === null && opensWithIssue(norm),
    isClosing: false,
    isLabel: isOwnLabel && label.family !== 'field',
    labelMarker: marker === null && label && isReport ? readMarker(norm.slice(label.textFrom)) : null,
    hasLabel: isReport,
    hasOrdinals:
      isOrdinal ||
      pickSeries(findOrdinals(norm.slice(0, 4000), textFrom, Math.min(norm.length, 4000)), 1, null).length > 0,
  };
}

/** A label behind a number: (1)整改措施：…; but 二、整改落实情况 is a heading of its own. */
function labelBehind(norm: string, marker: Marker | null): Label | null {
  if (!marker) return null;
  const words = norm.slice(marker.length);
  const label = leadingLabel(words);
  const isHeading =
    label !== null && label.textFrom >= words.length && /^(?:part|aspect|han|han-paren)$/.test(marker.style);
  return isHeading ? null : label;
}

/** A short unnumbered line that names a part of the report. */
function isPlainHeading(norm: string): boolean {
  if (norm.length < 4 || norm.length > 32 || /[。;,:!?]/.test(maskQuotes(norm))) return false;
  return /整改|反馈|下一步|今后|建议/.test(norm) && regionOf(norm, true) !== null;
}

/** Reads all headings of the content and hangs them below each other. */
export function readOutline(paragraphs: readonly Paragraph[], layout: Layout, skip: ReadonlySet<number>): Outline {
  const entries: Entry[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    if (layout.roles[index] === 'content' && !skip.has(index)) entries.push(readEntry(paragraph, index));
  }
  markClosing(entries, paragraphs);
  const ranks = inferRanks(entries);
  const builder = new OutlineBuilder(ranks, labelledBlocks(entries));
  for (const [index, entry] of entries.entries()) builder.add(entry, index);
  return mergeSingleAbouts(builder.outline);
}

/** An unnumbered 下一步… closes the report when neither a label nor a going-on number follows it. */
function markClosing(entries: readonly Entry[], paragraphs: readonly Paragraph[]): void {
  let following: Marker | null = null;
  for (const entry of entries.toReversed()) {
    const norm = paragraphs[entry.at]?.norm ?? '';
    if (
      !entry.marker &&
      /^(?:下一步|下步|下一阶段|今后|接下来)/.test(norm) &&
      !entry.isLabel &&
      (following?.number ?? 1) === 1
    )
      entry.isClosing = true;
    if (entry.hasLabel || entry.isAbout) return;
    if (entry.marker) following = entry.marker;
  }
}

/** For every entry: whether a measure label stands in its block, before the next numbered paragraph. */
function labelledBlocks(entries: readonly Entry[]): boolean[] {
  const result: boolean[] = [];
  let isLabelled = false;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index] as Entry;
    isLabelled ||= entry.hasLabel;
    result[index] = isLabelled;
    if (entry.marker) isLabelled = false;
  }
  return result;
}

/** Which style stands above which: the usual order, unless the text itself shows the contrary twice. */
function inferRanks(entries: readonly Entry[]): Map<string, number> {
  const opens = new Map<string, number>();
  let last: Marker | null = null;
  for (const { marker } of entries) {
    if (!marker) continue;
    if (last && marker.number === 1 && marker.style !== last.style) {
      const key = `${last.style}>${marker.style}`;
      opens.set(key, (opens.get(key) ?? 0) + 1);
    }
    last = marker;
  }
  const ranks = new Map<string, number>(Object.entries(usualRank));
  for (const [pair, inverse] of opens) {
    const [outer = '', inner = ''] = pair.split('>');
    const outerRank = ranks.get(outer) ?? 0;
    const innerRank = ranks.get(inner) ?? 0;
    const usual = opens.get(`${inner}>${outer}`) ?? 0;
    if (innerRank < outerRank && inverse >= 2 && inverse > usual * 2) ranks.set(inner, outerRank + 0.5);
  }
  return ranks;
}

class OutlineBuilder {
  readonly outline: Outline = { roots: [], headings: [], front: [] };
  private readonly stack: Heading[] = [];
  private readonly ranks: Map<string, number>;
  private readonly labelled: readonly boolean[];
  /** A numbered list of measures right below a label, in whatever style. */
  private list: { style: HeadingStyle; last: number } | null = null;
  private isAfterLabel = false;

  constructor(ranks: Map<string, number>, labelled: readonly boolean[]) {
    this.ranks = ranks;
    this.labelled = labelled;
  }

  add(entry: Entry, index: number): void {
    const open = this.stack.at(-1) ?? null;
    if (open && entry.marker && this.isNested(entry.marker, open, index)) {
      open.nested.set(entry.at, entry.marker);
      open.own.push(entry.at);
      this.isAfterLabel = false;
      return;
    }
    if (entry.marker) this.push(entry, entry.marker.style, entry.marker);
    else if (entry.isPlain || (entry.isClosing && open)) this.push(entry, 'plain', null);
    else if (entry.isAbout && this.canOpenIssue(open)) this.push(entry, 'about', null);
    else this.continue(entry, open);
    this.isAfterLabel = entry.isLabel;
  }

  /** Whether a number counts the measures below the label just read instead of opening a heading. */
  private isNested(marker: Marker, open: Heading, index: number): boolean {
    const number = marker.number ?? 0;
    const isDeeper = this.rankOf(marker) > open.rank;
    if (this.labelled[index] === true) this.list = null;
    else if (this.isAfterLabel && number === 1 && !isDeeper) this.list = { style: marker.style, last: 0 };
    if (!this.list || this.list.style !== marker.style || number !== this.list.last + 1) return false;
    this.list.last = number;
    return true;
  }

  private rankOf(marker: Marker): number {
    return (this.ranks.get(marker.style) ?? 0) + marker.depth * 0.1;
  }

  private canOpenIssue(open: Heading | null): boolean {
    if (!open || open.style === 'about' || open.style === 'plain') return true;
    return !open.hasLabel && !open.hasOrdinals && open.style !== 'circle';
  }

  private push(entry: Entry, style: Heading['style'], marker: Marker | null): void {
    const rank = marker ? this.rankOf(marker) : style === 'plain' ? -1 : usualRank.about;
    while (this.stack.length > 0 && (this.stack.at(-1)?.rank ?? 0) >= rank) this.stack.pop();
    const parent = this.stack.at(-1) ?? null;
    const heading: Heading = {
      style,
      number: marker?.number ?? null,
      at: entry.at,
      textFrom: marker?.length ?? 0,
      rank,
      parent,
      children: [],
      own: [entry.at],
      nested: new Map(),
      hasLabel: entry.hasLabel,
      hasOrdinals: entry.hasOrdinals,
      explicit: null,
      isClosing: entry.isClosing,
      region: 'body',
    };
    (parent ? parent.children : this.outline.roots).push(heading);
    this.outline.headings.push(heading);
    this.stack.push(heading);
    this.list = null;
  }

  private continue(entry: Entry, open: Heading | null): void {
    if (!open) {
      this.outline.front.push(entry.at);
      return;
    }
    open.own.push(entry.at);
    if (entry.labelMarker?.number === 1) this.list = { style: entry.labelMarker.style, last: 1 };
    open.hasLabel ||= entry.hasLabel;
    open.hasOrdinals ||= entry.hasOrdinals;
  }
}

/** A numbered issue whose second paragraph begins 针对…问题 is one issue, not a category with one. */
function mergeSingleAbouts(outline: Outline): Outline {
  const parents = new Map<Heading, number>();
  for (const heading of outline.headings) {
    if (heading.style === 'about' && heading.parent)
      parents.set(heading.parent, (parents.get(heading.parent) ?? 0) + 1);
  }
  if (parents.size === 0 || Math.max(0, ...[...parents.values()].slice(0, 1000)) > 1) return outline;
  for (const parent of parents.keys()) {
    const [about] = parent.children;
    if (!about || about.style !== 'about' || parent.children.length > 1 || parent.style === 'plain') continue;
    parent.children = [];
    for (const at of about.own) parent.own.push(at);
    parent.hasLabel ||= about.hasLabel;
    parent.hasOrdinals ||= about.hasOrdinals;
  }
  const merged = outline.headings.filter(
    (each) => each.style !== 'about' || each.parent === null || each.parent.children.includes(each),
  );
  return { ...outline, headings: merged };
}
