import type { Edition, PublishedParagraph, ReportContent } from '@rectify/report-text/report-document';

import { contentDigestOf, reportCodes } from '../write-report-files.ts';
import type { FieldDifference, RegistryEntry } from './types.ts';

const MOST = 50;
const UNSHOWN = '文件里有正文各行不显示的字段被改动（段落的类别、层级、编号，数字的出处，联系方式等）';

/** A data file as it was read. */
export interface JsonFile {
  text: string;
  fields: Readonly<Record<string, unknown>>;
  content: ReportContent;
  edition: Edition;
}

/** What a data file holds beside the lines, and otherwise than was published; or else what contradicts itself in it. */
export function jsonContradictions(file: JsonFile, entry: RegistryEntry): (string | FieldDifference)[] {
  const own = [...repeatedFields(file), ...wrongCodes(file)];
  if (entry.content) return [...own, ...fieldDifferences(entry.content, file.content, 'content').slice(0, MOST)];
  if (entry.contentDigest === contentDigestOf(file.content)) return own;
  const inner = innerContradictions(file.content);
  return [...own, ...(entry.contentDigest !== undefined && inner.length === 0 ? [UNSHOWN] : inner)];
}

/** Of a field given twice, one program reads the first and another the last. */
function repeatedFields({ text, fields }: JsonFile): string[] {
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gu)].filter(([, colon]) => colon !== undefined);
  return written.length === countFields(fields) ? [] : ['文件里有重复的字段'];
}

/** The file is what would be written of its own content. */
function wrongCodes({ fields, content, edition }: JsonFile): (string | FieldDifference)[] {
  const { digest, codes } = reportCodes(content, edition);
  const isOther = JSON.stringify(fields['codes']) !== JSON.stringify(codes);
  return [
    ...fieldDifferences(digest, fields['digest'], 'digest'),
    ...(isOther ? ['逐行核对码（codes）与正文不符'] : []),
  ];
}

function countFields(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, each) => sum + countFields(each), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

const isParted = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The fields in which two values differ, by their paths. */
function fieldDifferences(expected: unknown, found: unknown, path: string): FieldDifference[] {
  if (isParted(expected) && isParted(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return names.flatMap((name) =>
      fieldDifferences(expected[name], found[name], Array.isArray(expected) ? `${path}[${name}]` : `${path}.${name}`),
    );
  }
  if (expected === found) return [];
  return [{ expected: `${path}：${shown(expected)}`, found: `${path}：${shown(found)}` }];
}

function shown(value: unknown): string {
  const text = value === undefined ? '（没有）' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const wordsOf = ({ runs }: PublishedParagraph) =>
  runs.map((run) => (typeof run === 'string' ? run : run.text)).join('');

/** What cannot be of any report, whatever was published: fields that contradict the lines or each other. */
function innerContradictions({ paragraphs, figures, contact }: ReportContent): string[] {
  const issues = new Set(paragraphs.filter(({ kind }) => kind === 'issue').map(({ id }) => id));
  const texts = new Map(figures.map(({ key, text }) => [key, text]));
  const used = new Set(
    paragraphs.flatMap(({ runs }) => runs.flatMap((run) => (typeof run === 'string' ? [] : run.figure))),
  );
  const result: string[] = [];
  paragraphs.forEach((paragraph, at) => {
    const { id, kind, number, state, runs } = paragraph;
    if (id !== `p${at + 1}`) result.push(`第 ${at + 1} 段的编号（id）是“${id}”，应为“p${at + 1}”`);
    if (kind !== 'issue' && (number !== null || state !== null))
      result.push(`段落 ${id} 不是问题，却有问题的编号或状态`);
    const printed = /^[（(]?(\d{1,4})[)）.．、]/u.exec(wordsOf(paragraph))?.[1];
    if (kind === 'issue' && number !== null && printed !== undefined && Number(printed) !== number)
      result.push(`问题 ${id} 的编号（number）是 ${number}，正文印的是 ${printed}`);
    for (const run of runs)
      if (typeof run !== 'string' && texts.get(run.figure) !== run.text)
        result.push(`段落 ${id} 里的数字“${run.text}”与它所指的 ${run.figure} 不符`);
  });
  for (const { key, items } of figures) {
    if (!used.has(key)) result.push(`数字 ${key} 在正文里没有用到`);
    const lost = items.find(({ paragraphId }) => paragraphId !== null && !issues.has(paragraphId));
    if (lost) result.push(`数字 ${key} 的一项指向 ${lost.paragraphId}，那里不是问题`);
  }
  const said = paragraphs.filter(({ kind }) => kind === 'contact').map(wordsOf);
  for (const [name, value] of Object.entries(contact) as [string, string | null][])
    if (value !== null && isPartOnly(value.trim(), said))
      result.push(`联系方式 ${name} 是“${value}”，正文里只有更长的写法`);
  return result;
}

/** Whether some words hold the value, but only inside a longer number or address. */
function isPartOnly(value: string, said: readonly string[]): boolean {
  if (value === '') return false;
  const holding = said.filter((words) => words.includes(value));
  const isWhole = (words: string) =>
    words
      .split(value)
      .some((before, at, all) => at < all.length - 1 && !(/[\w-]$/u.test(before) || /^[\w-]/u.test(all[at + 1] ?? '')));
  return holding.length > 0 && !holding.some(isWhole);
}
