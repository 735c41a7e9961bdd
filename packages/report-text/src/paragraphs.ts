import { foldWidth } from './characters.ts';

/** Where a stretch of the cleaned text begins in the input: [clean offset, input offset, line]. */
export type Anchor = readonly [clean: number, raw: number, line: number];

/** A paragraph: its stretch of the input with the line break, and its cleaned text. */
export interface Paragraph {
  from: number;
  to: number;
  line: number;
  lastLine: number;
  /** As written, without surrounding space and markup. */
  text: string;
  /** The same length as `text`, full-width forms folded: only for matching. */
  norm: string;
  anchors: Anchor[];
  /** Nothing but space, not even markup. */
  isBlank: boolean;
  /** The rest of a text beyond any sensible length. */
  isUnread: boolean;
}

const edgeSpace = /^[\s\u200b-\u200f\u2060\ufeff]+/;
const markup = /<\/?[a-zA-Z!][^<>]{0,600}>|&(?:nbsp|emsp|ensp|ldquo|rdquo);/g;
const breaks = /\r\n|\n|\r|<\/(?:p|div|li|tr|h[1-6])>|<br ?\/?>/gi;
// Some sites put several paragraphs on one line, parted only by two wide spaces before the next number.
const wideGap =
  /(?<=[。;；:：?？!！])(?=[\u3000\u00a0 ]{2,8}(?:[一二三四五六七八九十]{1,3}[、是]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、]|整改))/g;

/** No report has a tenth of this; what follows stays one unread stretch, so that any text is answered in time. */
const paragraphLimit = 30_000;

/** Cuts the input into paragraphs without losing a character; runs of blank lines are one. */
export function splitParagraphs(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let from = 0;
  let line = 1;
  for (const found of text.matchAll(breaks)) {
    if (paragraphs.length >= paragraphLimit) return [...joinWrapped(paragraphs), makeOverflow(text, from, line)];
    const to = found.index + found[0].length;
    pushPieces(paragraphs, text, from, to, line);
    from = to;
    if (found[0] === '\n' || found[0] === '\r' || found[0] === '\r\n') line += 1;
  }
  if (from < text.length) pushPieces(paragraphs, text, from, text.length, line);
  return joinWrapped(paragraphs);
}

function makeOverflow(text: string, from: number, line: number): Paragraph {
  const rest = text.slice(from);
  const lastLine = line + (rest.match(/\r\n?|\n/g)?.length ?? 0) - (/[\r\n]$/.test(rest.slice(-1)) ? 1 : 0);
  const head = makeParagraph(rest.slice(0, 60), from, line);
  return { ...head, to: text.length, lastLine, isUnread: true };
}

function pushPieces(paragraphs: Paragraph[], text: string, from: number, to: number, line: number): void {
  const raw = text.slice(from, to);
  const last = paragraphs.at(-1);
  if (last?.text === '' && last.isBlank && raw.length < 200 && raw.trim() === '') {
    last.to = to;
    last.lastLine = line;
    return;
  }
  let start = 0;
  if (/[\u3000\u00a0 ]{2}/.test(raw)) {
    for (const gap of raw.matchAll(wideGap)) {
      paragraphs.push(makeParagraph(raw.slice(start, gap.index), from + start, line));
      start = gap.index;
    }
  }
  paragraphs.push(makeParagraph(start === 0 ? raw : raw.slice(start), from + start, line));
}

function makeParagraph(raw: string, from: number, line: number): Paragraph {
  const anchors: Anchor[] = [];
  let text = '';
  const lead = leadLength(raw);
  if (!/[<&]/.test(raw)) {
    text = trimEnd(raw.slice(lead));
    anchors.push([0, from + lead, line]);
  } else {
    [text] = stripMarkup(raw, from, line, anchors);
  }
  const isBlank = text === '' && raw.trim() === '';
  return {
    from,
    to: from + raw.length,
    line,
    lastLine: line,
    text,
    norm: foldWidth(text),
    isBlank,
    isUnread: false,
    anchors,
  };
}

function leadLength(raw: string): number {
  const space = edgeSpace.exec(raw)?.[0].length ?? 0;
  const rest = raw.slice(space, space + 12);
  // Marks of Markdown in front of a heading are not part of its words.
  const mark = /^(?:#{1,6}\s{1,3}(?:\*\*)?|\*\*|>\s)/.exec(rest);
  return space + (mark?.[0].length ?? 0);
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s\u200b-\u200f\u2060\ufeff]/.test(text[end - 1] ?? '')) end -= 1;
  return text.endsWith('**', end) ? text.slice(0, end - 2) : text.slice(0, end);
}

function stripMarkup(raw: string, from: number, line: number, anchors: Anchor[]): [string] {
  let text = '';
  let at = 0;
  const take = (to: number): void => {
    let piece = raw.slice(at, to);
    let skip = 0;
    if (text === '') {
      skip = edgeSpace.exec(piece)?.[0].length ?? 0;
      piece = piece.slice(skip);
    }
    if (piece === '') return;
    anchors.push([text.length, from + at + skip, line]);
    text += piece;
  };
  for (const tag of raw.matchAll(markup)) {
    take(tag.index);
    at = tag.index + tag[0].length;
  }
  take(raw.length);
  if (anchors.length === 0) anchors.push([0, from, line]);
  return [trimEnd(text)];
}

/** The input offset and line of a position in the cleaned text. */
export function locate(paragraph: Paragraph, position: number): { offset: number; line: number } {
  let low = 0;
  let high = paragraph.anchors.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((paragraph.anchors[middle]?.[0] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  const [clean, raw, line] = paragraph.anchors[low] ?? [0, paragraph.from, paragraph.line];
  return { offset: Math.min(raw + position - clean, paragraph.to), line };
}

const newStart =
  /^(?:[一二三四五六七八九十]{1,3}[、是.]|第[一二三四五六七八九十]{1,3}|[(]?[一二三四五六七八九十\d]{1,3}[)]|\d{1,3}[.、]|[①-⑳⑴-⒛㈠-㈩]|首先|其次|再次|最后|整改|问题|针对|截[至止]|目前|责任|完成|牵头)/;

/** Text copied from a PDF breaks every line at the same width: such lines are one paragraph. */
function joinWrapped(paragraphs: Paragraph[]): Paragraph[] {
  const width = wrapWidth(paragraphs);
  if (width === 0) return paragraphs;
  const joined: Paragraph[] = [];
  let previous = '';
  for (const next of paragraphs) {
    const last = joined.at(-1);
    const goesOn = last !== undefined && previous.length >= width - 2 && isContinuation(previous, next, width);
    // The limit keeps a hostile text of equal lines from becoming one giant paragraph.
    if (goesOn && last.text.length < 6000) appendLine(last, next);
    else joined.push(next);
    previous = next.norm;
  }
  return joined;
}

function isContinuation(previous: string, next: Paragraph, width: number): boolean {
  if (next.text === '' || next.text.includes('\t') || newStart.test(next.norm)) return false;
  return previous.length >= width || !/[。;:?!]$/.test(previous);
}

function appendLine(last: Paragraph, next: Paragraph): void {
  for (const [clean, raw, line] of next.anchors) last.anchors.push([clean + last.text.length, raw, line]);
  last.to = next.to;
  last.lastLine = next.lastLine;
  last.text += next.text;
  last.norm += next.norm;
}

/** The common line width of hard-wrapped text, or 0 when the text is not wrapped. */
function wrapWidth(paragraphs: Paragraph[]): number {
  const lengths = paragraphs.slice(0, 4000).flatMap((each) => (each.text === '' ? [] : [each.text.length]));
  if (lengths.length < 12) return 0;
  const sorted = lengths.toSorted((a, b) => a - b);
  const width = sorted[Math.floor(sorted.length * 0.97)] ?? 0;
  if (width < 16 || width > 64) return 0;
  const full = lengths.filter((length) => length >= width - 2).length;
  return full >= lengths.length * 0.4 ? width : 0;
}
