import type { JSONContent } from '@tiptap/core';
import type { Figure } from '../report-types.ts';

/** A stretch of a paragraph: words, or a figure that the ledger fills in. */
export type Segment = string | { figure: string };

const REFERENCE = /\{\{([a-z_]{1,40}(?:@[0-9a-f-]{1,40})?)\}\}/g;

/** The text as it is stored, in words and figures: 共{{issues_total}}项 → 共 · issues_total · 项. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const found of text.matchAll(REFERENCE)) {
    if (found.index > from) segments.push(text.slice(from, found.index));
    segments.push({ figure: found[1] ?? '' });
    from = found.index + found[0].length;
  }
  if (from < text.length) segments.push(text.slice(from));
  return segments;
}

export type FigureIndex = ReadonlyMap<string, Figure>;

export function indexFigures(figures: readonly Figure[]): FigureIndex {
  return new Map(figures.map((figure) => [figure.key, figure]));
}

/** What a figure reads now; a sign where the ledger knows none, so that nobody overlooks it. */
export function figureWords(key: string, figures: FigureIndex): string {
  return figures.get(key)?.text ?? '［无此数字］';
}

/** 已完成整改（一、政治建设方面） */
export function figureLabel(key: string, figures: FigureIndex): string {
  const figure = figures.get(key);
  if (!figure) return '台账中没有这个数字，请删除或换一个';
  return figure.scope ? `${figure.label}（${figure.scope}）` : figure.label;
}

const wordsOf = (segment: Segment, figures: FigureIndex) =>
  typeof segment === 'string' ? segment : figureWords(segment.figure, figures);

/** The paragraph as the reader will read it. */
export function shownText(text: string, figures: FigureIndex): string {
  return segmentsOf(text)
    .map((segment) => wordsOf(segment, figures))
    .join('');
}

/** The stored text as the document of a one-paragraph editor. */
export function toEditorDoc(text: string): JSONContent {
  const content = segmentsOf(text).map((segment): JSONContent =>
    typeof segment === 'string' ? { type: 'text', text: segment } : { type: 'figure', attrs: { key: segment.figure } },
  );
  return { type: 'doc', content: [{ type: 'paragraph', ...(content.length > 0 && { content }) }] };
}

/** The stored text of an editor's node, at any depth; the other direction of `toEditorDoc`. */
export function fromEditorDoc(node: JSONContent): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'figure') return `{{${String(node.attrs?.['key'] ?? '')}}}`;
  return (node.content ?? []).map(fromEditorDoc).join('');
}

/** Replaces a stretch of the shown words; a figure that it touches goes whole, since nobody can mend half of it. */
export function replaceShown(
  text: string,
  figures: FigureIndex,
  { from, to, replacement }: { from: number; to: number; replacement: string },
): string {
  let at = 0;
  let before = '';
  let after = '';
  for (const segment of segmentsOf(text)) {
    const words = wordsOf(segment, figures);
    const end = at + words.length;
    if (typeof segment === 'string') {
      before += segment.slice(0, Math.max(0, from - at));
      after += segment.slice(Math.min(words.length, Math.max(0, to - at)));
    } else if (end <= from) before += `{{${segment.figure}}}`;
    else if (at >= to) after += `{{${segment.figure}}}`;
    at = end;
  }
  return before + replacement + after;
}

/** Where in the editor a place among the shown words lies: a figure is one step there, whatever it reads. */
export function editorPosition(text: string, figures: FigureIndex, shownAt: number): number {
  let shown = 0;
  let steps = 0;
  for (const segment of segmentsOf(text)) {
    const words = wordsOf(segment, figures);
    if (shown + words.length >= shownAt) {
      return 1 + steps + (typeof segment === 'string' ? shownAt - shown : Math.sign(shownAt - shown));
    }
    shown += words.length;
    steps += typeof segment === 'string' ? words.length : 1;
  }
  return 1 + steps;
}

/** The place behind everything in the editor. */
export function endPosition(text: string): number {
  return segmentsOf(text).reduce((at, segment) => at + (typeof segment === 'string' ? segment.length : 1), 1);
}
