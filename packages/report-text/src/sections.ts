import type { Cut } from './issue-body.ts';
import type { Layout } from './layout.ts';
import type { Heading, Outline } from './outline.ts';
import type { Paragraph } from './paragraphs.ts';
import { locate } from './paragraphs.ts';
import type { NodeKind, Section, SectionKind, TextNode } from './types.ts';

/** The part of the report every paragraph belongs to; null for blank ones. */
export function sectionKinds(
  layout: Layout,
  outline: Outline,
  tableRows: ReadonlySet<number>,
  isRecognised: boolean,
): (SectionKind | null)[] {
  const kinds = layout.roles.map((role): SectionKind | null => {
    if (role === 'blank') return null;
    return role === 'content' ? 'body' : role;
  });
  for (const at of outline.front) kinds[at] = isRecognised ? 'preamble' : 'body';
  for (const at of tableRows) kinds[at] = 'rectification';
  for (const heading of outline.headings) {
    for (const at of heading.own) kinds[at] = heading.region;
  }
  return kinds;
}

/** Joins neighbouring paragraphs of one kind into sections; a heading that opens a part begins a new one. */
export function readSections(
  paragraphs: readonly Paragraph[],
  kinds: readonly (SectionKind | null)[],
  outline: Outline,
): Section[] {
  const openers = new Map<number, Heading>();
  for (const heading of outline.headings) if (heading.explicit) openers.set(heading.at, heading);
  const sections: Section[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const kind = kinds[index];
    if (kind == null) continue;
    const last = sections.at(-1);
    const opener = openers.get(index);
    const isOpening =
      opener !== undefined && opener.region === kind && opener.explicit === kind && opener.parent?.region !== kind;
    if (last && last.kind === kind && !isOpening) {
      last.toLine = Math.max(last.toLine, paragraph.lastLine);
      continue;
    }
    const title = isOpening || kind === 'title' ? headingTitle(paragraph) : null;
    sections.push({ kind, title, fromLine: paragraph.line, toLine: paragraph.lastLine });
  }
  return sections;
}

function headingTitle(paragraph: Paragraph): string {
  const stop = paragraph.text.search(/[。：:]/);
  return (stop > 0 ? paragraph.text.slice(0, stop) : paragraph.text).slice(0, 120);
}

const nodeOfSection: Record<SectionKind, NodeKind> = {
  furniture: 'furniture',
  title: 'title',
  preamble: 'preamble',
  overview: 'overview',
  rectification: 'category',
  suggestions: 'suggestions',
  'next-steps': 'next-steps',
  contact: 'contact',
  signature: 'signature',
  body: 'body',
};

/** Tiles the input with nodes: whole paragraphs, cut where one holds an issue and its measures. */
export function readNodes(
  paragraphs: readonly Paragraph[],
  kinds: readonly (SectionKind | null)[],
  cuts: readonly Cut[],
  loose: ReadonlySet<number>,
): TextNode[] {
  const byParagraph = new Map<number, Cut[]>();
  for (const cut of cuts) {
    const list = byParagraph.get(cut.index);
    if (list) list.push(cut);
    else byParagraph.set(cut.index, [cut]);
  }
  const nodes: TextNode[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const kind = kinds[index];
    const base: NodeKind = kind == null ? 'blank' : loose.has(index) ? 'unclassified' : nodeOfSection[kind];
    pushNodes(nodes, paragraph, base, byParagraph.get(index) ?? []);
  }
  return nodes;
}

function pushNodes(nodes: TextNode[], paragraph: Paragraph, base: NodeKind, cuts: readonly Cut[]): void {
  let current: TextNode = { kind: base, from: paragraph.from, to: paragraph.to, line: paragraph.line };
  for (const cut of cuts.toSorted((a, b) => a.at - b.at)) {
    const place = cut.at === 0 ? { offset: paragraph.from, line: paragraph.line } : locate(paragraph, cut.at);
    if (place.offset <= current.from) {
      current.kind = cut.kind;
      continue;
    }
    if (place.offset >= paragraph.to) break;
    nodes.push({ ...current, to: place.offset });
    current = { kind: cut.kind, from: place.offset, to: paragraph.to, line: place.line };
  }
  nodes.push(current);
}
