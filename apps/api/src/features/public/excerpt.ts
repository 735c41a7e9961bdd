import { reportLines, type ReportContent } from '@rectify/report-text';
import { fold } from './search-query.ts';

/** A short text in pieces, of which some are what was looked for. */
export type Excerpt = { text: string; isHit: boolean }[];

const BEFORE = 24;
const LENGTH = 90;

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** Finds the words in a text as it is written: blanks between their characters do not matter. */
function finderOf(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((word) => [...word].map(escaped).join(String.raw`\s*`)).join('|'), 'giu');
}

/** Cuts a text into what was looked for and what was not. */
export function markWords(text: string, words: readonly string[]): Excerpt {
  if (words.length === 0) return [{ text, isHit: false }];
  const pieces: Excerpt = [];
  let end = 0;
  for (const match of text.matchAll(finderOf(words))) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isHit: false });
    pieces.push({ text: match[0], isHit: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isHit: false });
  return pieces;
}

/** A stretch of the line around the first of the words, by whole characters. */
function cutAround(line: string, words: readonly string[]): string {
  const characters = [...line];
  const at = [...line.slice(0, Math.max(0, line.search(finderOf(words))))].length;
  const from = Math.max(0, Math.min(at - BEFORE, characters.length - LENGTH));
  const cut = characters.slice(from, from + LENGTH).join('');
  return `${from > 0 ? '…' : ''}${cut}${from + LENGTH < characters.length ? '…' : ''}`;
}

interface Line {
  text: string;
  folded: string;
}

const folded = (text: string): Line => ({ text, folded: fold(text) });

function findIn(names: readonly Line[], lines: readonly Line[], words: readonly string[]): Excerpt | null {
  const all = [...names, ...lines];
  if (!words.every((word) => all.some((line) => line.folded.includes(word)))) return null;
  const line =
    lines.find((each) => words.every((word) => each.folded.includes(word))) ??
    lines.find((each) => words.some((word) => each.folded.includes(word)));
  return line ? markWords(cutAround(line.text, words), words) : [];
}

/** Where the words stand in a report, if each of them stands in one of its lines; else null. Empty: only in its names. */
export function confirmHit(
  content: ReportContent,
  { title, unitName, programmeName }: { title: string; unitName: string; programmeName: string },
  words: readonly string[],
): Excerpt | null {
  const names = [title, unitName, programmeName].map(folded);
  const paragraphs = content.paragraphs
    .filter(({ kind }) => kind !== 'title')
    .map(({ runs }) => folded(runs.map((run) => (typeof run === 'string' ? run : run.text)).join('')));
  // Nearly every word stands in a paragraph; all lines of a page take five times as long to lay out.
  return (
    findIn(names, paragraphs, words) ??
    findIn(
      names,
      reportLines(content, null).map(({ text }) => folded(text)),
      words,
    )
  );
}
