import { differingParts } from './differing-parts.ts';
import type { LineDifference } from './types.ts';

/** How many characters a sentence quotes, and how many of them stand before the first difference. */
const QUOTED = 40;
const LED = 12;

/** The first differences in words: 共 2 处：第 12 行与发布时不同，发布时为“…”，文件中为“…”；…. */
export function listed(differences: readonly LineDifference[]): string {
  const first = differences.slice(0, 3).map(sentenceOf).join('；');
  return `共 ${differences.length} 处：${first}${differences.length > 3 ? '；……' : ''}`;
}

/** The first of some texts: “…”、“…”等. */
export function quotedAll(texts: readonly string[]): string {
  const first = texts.slice(0, 3).map((text) => `“${quoted(text)}”`);
  return `${first.join('、')}${texts.length > 3 ? '等' : ''}`;
}

function sentenceOf({ line, expected, found, unseen }: LineDifference): string {
  if (line === null && expected === null) return quoted(found ?? '', 0, 120);
  const hidden = unseen === undefined ? '' : `（有看不见的字符：${unseen}）`;
  if (expected === null) return `第 ${line} 行后多出“${quoted(found ?? '')}”${hidden}`;
  if (found === null) return `第 ${line} 行缺失，发布时为“${quoted(expected)}”`;
  const from = [...differingParts(expected, found).head].length - LED;
  const both = `发布时为“${quoted(expected, from)}”，文件中为“${quoted(found, from)}”${hidden}`;
  return line === null ? both : `第 ${line} 行与发布时不同，${both}`;
}

/** So many of the characters from a place on, with a sign where others stand before and behind. */
function quoted(text: string, from = 0, most = QUOTED): string {
  const characters = [...text];
  const start = Math.max(0, Math.min(from, characters.length - most));
  const end = start + most;
  return `${start > 0 ? '…' : ''}${characters.slice(start, end).join('')}${end < characters.length ? '…' : ''}`;
}
