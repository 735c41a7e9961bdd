import { readNumber } from '../characters.ts';
import { bare, withoutSubject } from './number-words.ts';

const digits = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|\\d{1,9}(?:\\.\\d{1,6})?';
/** A number with its counter, or a rate. */
export const token = new RegExp(
  `(?<![\\d.第])(?<n>${digits}|(?<![一二两三四五六七八九十百千第每逐])[一二两三四五六七八九十百千零]{1,7}) ?(?<u>[个项条件家]|部(?!门|分)|人次|名|人(?!员|民|大)|次|场|期|亿元|万元|元)|(?<rate>百分之(?<p>百|[一二三四五六七八九十]{1,3}(?:点[零一二三四五六七八九]{1,2})?)|\\d{1,3}(?:\\.\\d{1,3})?%)`,
  'g',
);
/** 3个方面59个问题: the kinds are not compared, and hide nothing of what stands before them. */
export const kinds = /(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?=个?(?:方面|大类|类|环节|层面)(?!的?问题))/g;
/** A number in figures or in words. */
export function toValue(written: string): number | null {
  const plain = written.replaceAll(',', '');
  return /^\d/.test(plain) ? Number(plain) : readNumber(plain);
}

/** 百分之九十, 62.5%: in percent. */
export function rateValue(words: string): number | null {
  if (words.endsWith('%')) return Number(words.slice(0, -1));
  const [whole = '', part = ''] = words.slice(3).split('点');
  if (whole === '百') return 100;
  const value = readNumber(whole);
  return value === null ? null : Number(`${value}.${[...part].map((each) => readNumber(each) ?? 0).join('') || '0'}`);
}

/** A number with the words around it. */
export interface Place {
  written: string;
  unit: string;
  /** Words in front of it and behind it that no other number stands between. */
  head: string;
  tail: string;
  /** All in front of it since the comma. */
  clause: string;
  /** The sentence in front of it and behind it. */
  before: string;
  after: string;
}

const issuesNoun = /^(?:方面)?的?(?:具体|反馈|整改){0,2}的?(?:问题|整改措施|措施|举措)(?:当?中|里)?/;

/** Words farther from a number say nothing of it: no sentence of a report is as long. */
const reach = 400;

/** The words around one of the numbers of a sentence. */
export function placeOf(text: string, matches: readonly RegExpExecArray[], order: number): Place {
  const match = matches[order] as RegExpExecArray;
  const previous = matches[order - 1];
  const past = previous ? previous.index + previous[0].length : 0;
  const before = text.slice(Math.max(0, match.index - reach), match.index);
  const near = text.slice(Math.max(past, match.index - 60), match.index);
  const follows = previous !== undefined && near.length === match.index - past;
  const joined = joinedHead(near, follows);
  let head = isPlain(joined) ? joined : (/[^、]*$/.exec(joined)?.[0] ?? '').trim();
  if (follows && !/[,、:]/.test(near)) head = head.replace(issuesNoun, '');
  const end = match.index + match[0].length;
  const after = text.slice(end, end + reach);
  let tail = /^[^,、:\d]{0,24}/.exec(after)?.[0] ?? '';
  const next = matches[order + 1];
  const gap = next ? next.index - end : Infinity;
  // 59个问题已完成18个: how far they are is said of the next number.
  if (gap <= tail.length) tail = issuesNoun.exec(tail.slice(0, gap))?.[0] ?? '';
  const clause = /[^,:]*$/.exec(before)?.[0] ?? '';
  return { written: match.groups?.['n'] ?? '', unit: match.groups?.['u'] ?? '', head, tail, clause, before, after };
}

/** What stands before a number since the comma, without what is still said of the number before it. */
function joinedHead(near: string, follows: boolean): string {
  // 问题总数:59个
  const [, titled] = /([^,:]{2,12}):$/.exec(near) ?? [];
  if (titled !== undefined && /[数计]$/.test(titled)) return titled.trim();
  const words = /[^,:]*$/.exec(near)?.[0] ?? '';
  return (follows && words.length === near.length ? words.replace(/^[^、]*、/, '') : words).trim();
}

/** Words that say nothing but how far something is, with or without whose it is. */
export const isPlain = (words: string): boolean => bare.test(withoutSubject(words));
