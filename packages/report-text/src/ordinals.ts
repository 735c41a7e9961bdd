import { maskQuotes, readEnclosed, readNumber } from './characters.ts';

/** The ways a run of measures is counted; a run keeps the way it began with. */
export type OrdinalStyle = 'shi' | 'yao' | 'di' | 'xian' | 'qi' | 'cuoshi' | 'circle' | 'paren' | 'dot';

/** An ordinal in a paragraph: where it begins, where its text begins, and its value. */
export interface Ordinal {
  style: OrdinalStyle;
  /** Null for 再次, 最后: one more than the one before. */
  value: number | null;
  from: number;
  textFrom: number;
  /** Runs on from a word (我局一是…): an ordinal only when the next one follows. */
  isWeak?: boolean;
}

const han = '[一二三四五六七八九十]{1,3}';
const opening = new RegExp(
  [
    `(?<shi>${han}) ?是(?!否)[:,、 ]?`,
    `(?<yao>${han})要`,
    `第(?<di>${han}|\\d{1,2})[,、:是]`,
    `(?<xian>首先|其次|再次|再者|然后|最后)[,、:是]?`,
    `其(?<qi>${han})(?:是|[,、:])`,
    `(?:整改)?措施(?<cuoshi>${han}|\\d{1,2})[、:.,]`,
    `(?<circle>[\\u2460-\\u2473\\u2776-\\u277f\\u24f5-\\u24fe])[ 、.:]?`,
    `[(](?<paren>\\d{1,2})[)][ 、.:]?|(?<paren2>[\\u2474-\\u2487])`,
    `(?<dot>\\d{1,2}) ?[.、](?!\\d)|(?<dot2>[\\u2488-\\u249b])`,
  ].join('|'),
  'gy',
);
const mayCount =
  /[一二三四五六七八九十](?:是|要|[,、:. ])|首先|其次|[再最]|[\u2460-\u249b\u2776-\u277f\u24f5-\u24fe]|\d/;
const anyOrdinal = new RegExp(opening.source, 'g');
const sequels: Record<string, number | null> = { 首先: 1, 其次: 2, 再次: null, 再者: null, 然后: null, 最后: null };

function toOrdinal(found: RegExpExecArray): Ordinal | null {
  const groups = found.groups ?? {};
  const from = found.index;
  const textFrom = from + found[0].length;
  for (const key of ['shi', 'yao', 'di', 'qi', 'cuoshi'] as const) {
    const value = groups[key] === undefined ? null : readNumber(groups[key]);
    if (value !== null && value > 0) return { style: key, value, from, textFrom };
  }
  if (groups['xian'] !== undefined) return { style: 'xian', value: sequels[groups['xian']] ?? null, from, textFrom };
  const enclosed = groups['circle'] ?? groups['paren2'] ?? groups['dot2'];
  if (enclosed !== undefined) {
    const style = groups['circle'] ? 'circle' : groups['paren2'] ? 'paren' : 'dot';
    return { style, value: readEnclosed(enclosed), from, textFrom };
  }
  if (groups['paren'] !== undefined) return { style: 'paren', value: Number(groups['paren']), from, textFrom };
  if (groups['dot'] !== undefined) return { style: 'dot', value: Number(groups['dot']), from, textFrom };
  return null;
}

/** Reads the ordinal a paragraph (or its part from `at`) begins with. */
export function ordinalAt(norm: string, at = 0): Ordinal | null {
  opening.lastIndex = at;
  const found = opening.exec(norm);
  return found ? toOrdinal(found) : null;
}

/** Reads a mistyped ordinal such as 三中 or 二时, only where exactly that number is due. */
export function mistypedOrdinal(norm: string, due: number): Ordinal | null {
  const found = /^([一二三四五六七八九十]{1,2})([中事时市式试势示昰])/.exec(norm);
  if (!found || readNumber(found[1] ?? '') !== due) return null;
  return { style: 'shi', value: due, from: 0, textFrom: found[0].length };
}

/** All places in a stretch where an ordinal could stand: after a stop or a space, outside quotes. */
export function findOrdinals(norm: string, from: number, to: number): Ordinal[] {
  const part = norm.slice(from, to);
  if (part.length < 4 || !mayCount.test(part)) return [];
  const masked = maskQuotes(part);
  const found: Ordinal[] = [];
  for (const match of masked.matchAll(anyOrdinal)) {
    const ordinal = toOrdinal(match as RegExpExecArray);
    if (!ordinal) continue;
    const isWeak = !standsFree(masked, ordinal);
    if (isWeak && !mayRunOn(masked, ordinal)) continue;
    found.push({ ...ordinal, isWeak, from: ordinal.from + from, textFrom: ordinal.textFrom + from });
  }
  return found;
}

function standsFree(masked: string, ordinal: Ordinal): boolean {
  if (ordinal.from === 0) return true;
  const before = masked[ordinal.from - 1] ?? '';
  if (ordinal.style === 'circle') return true;
  if (ordinal.style === 'dot') return /[。;:!? ]/.test(before);
  return /[。;,:!?、. )】\]\-■●◆•\t□]/.test(before);
}

function mayRunOn(masked: string, ordinal: Ordinal): boolean {
  const isFirst = ordinal.style === 'shi' && ordinal.value === 1;
  return isFirst && /[局委组们校院社会]/.test(masked[ordinal.from - 1] ?? '');
}

/** Picks the run of ordinals that a run-on paragraph is made of; empty when it is none. */
export function pickSeries(candidates: Ordinal[], expected: number, before: number | null): Ordinal[] {
  const lead = candidates.find((each) => canLead(each, candidates, expected));
  if (!lead) return [];
  const series: Ordinal[] = [];
  let last = expected - 1;
  for (const each of candidates) {
    if (each.style !== lead.style || each.from < lead.from) continue;
    const value = each.value ?? last + 1;
    if (before !== null && value >= before && series.length > 0) continue;
    if (series.length === 0 || value === last + 1 || isJump(each, value, last)) {
      series.push({ ...each, value });
      last = value;
    }
  }
  return series;
}

/** A series may begin late or leave one out, but a far jump is a number in a sentence. */
function isJump(ordinal: Ordinal, value: number, last: number): boolean {
  return ordinal.style === 'shi' && value > last && value <= last + 2;
}

function canLead(ordinal: Ordinal, all: Ordinal[], expected: number): boolean {
  const value = ordinal.value ?? 0;
  if (ordinal.style === 'shi' && ordinal.isWeak !== true) return value === expected || (expected === 1 && value === 2);
  if (value !== expected) return false;
  // Weaker forms count only when the next one follows.
  return all.some(
    (each) => each.style === ordinal.style && each.from > ordinal.from && (each.value ?? 2) === value + 1,
  );
}
