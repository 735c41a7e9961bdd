import { inferRanks, labelledBlocks, readEntries } from './entries.ts';
import type { Entry } from './entries.ts';
import type { Layout } from './layout.ts';
import { framedTitle } from './issue-frame.ts';
import type { Region } from './lexicon.ts';
import { usualRank } from './markers.ts';
import type { HeadingStyle, Marker } from './markers.ts';
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
  /** Length of the number in front of a label, by paragraph index. */
  skips: Map<number, number>;
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

/** Reads all headings of the content and hangs them below each other. */
export function readOutline(paragraphs: readonly Paragraph[], layout: Layout, skip: ReadonlySet<number>): Outline {
  const entries = readEntries(paragraphs, layout, skip);
  const labelled = labelledBlocks(entries);
  const builder = new OutlineBuilder(inferRanks(entries, labelled), labelled);
  for (const [index, entry] of entries.entries()) builder.add(entry, index);
  return mergeSingleAbouts(builder.outline, paragraphs);
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
    else if (entry.isAbout && this.canOpenIssue(open, entry.counted !== null)) this.push(entry, 'about', null);
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

  private canOpenIssue(open: Heading | null, isCounted: boolean): boolean {
    if (!open || open.style === 'about' || open.style === 'plain') return true;
    // Below a numbered entry 一是针对… is more likely its first measure.
    if (isCounted && open.style !== 'han' && open.style !== 'part') return false;
    return !open.hasLabel && !open.hasOrdinals && open.style !== 'circle';
  }

  private push(entry: Entry, style: Heading['style'], marker: Marker | null): void {
    const rank = marker ? this.rankOf(marker) : style === 'plain' ? -1 : usualRank.about;
    while (this.stack.length > 0 && (this.stack.at(-1)?.rank ?? 0) >= rank) this.stack.pop();
    const parent = this.stack.at(-1) ?? null;
    const heading: Heading = {
      style,
      number: marker?.number ?? entry.counted?.value ?? null,
      at: entry.at,
      textFrom: marker?.length ?? entry.counted?.textFrom ?? 0,
      rank,
      parent,
      children: [],
      own: [entry.at],
      nested: new Map(),
      skips: new Map(),
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
    if (entry.skip > 0) open.skips.set(entry.at, entry.skip);
    if (entry.labelMarker?.number === 1) this.list = { style: entry.labelMarker.style, last: 1 };
    open.hasLabel ||= entry.hasLabel;
    open.hasOrdinals ||= entry.hasOrdinals;
  }
}

/** A numbered issue whose second paragraph begins 针对…问题 is one issue, not a category with one. */
function mergeSingleAbouts(outline: Outline, paragraphs: readonly Paragraph[]): Outline {
  const parents = new Map<Heading, number>();
  for (const heading of outline.headings) {
    if (heading.style === 'about' && heading.parent)
      parents.set(heading.parent, (parents.get(heading.parent) ?? 0) + 1);
  }
  if (parents.size === 0 || Math.max(0, ...[...parents.values()].slice(0, 1000)) > 1) return outline;
  for (const parent of parents.keys()) {
    const [about] = parent.children;
    if (!about || about.style !== 'about' || parent.children.length > 1 || parent.style === 'plain') continue;
    // A sentence that names its issue and nothing else stands for the number that others have.
    if (framedTitle(paragraphs[about.at]?.text ?? '') !== null) continue;
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
