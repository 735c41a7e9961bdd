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
// No groups: the pattern is tried at every character, and which form it was shows in its first ones.
const forms = [
  `${han} ?是(?!否)[:,、 ]?`,
  `${han}要`,
  `第(?:${han}|\\d{1,2})[,、:是]`,
  `(?:首先|其次|再次|再者|然后|最后)[,、:是]?`,
  `其${han}(?:是|[,、:])`,
  `(?:整改)?措施(?:${han}|\\d{1,2})[、:.,]`,
  `[\\u2460-\\u2473\\u2776-\\u277f\\u24f5-\\u24fe][ 、.:]?`,
  `[(]\\d{1,2}[)][ 、.:]?|[\\u2474-\\u2487]`,
  // 2.8月起… is the second point, about August.
  `\\d{1,2} ?[.、](?!\\d(?!\\d?月))|[\\u2488-\\u249b]`,
].join('|');
const opening = new RegExp(forms, 'y');
const mayCount =
  /[一二三四五六七八九十](?:是|要|[,、:. ])|首先|其次|[再最]|[\u2460-\u249b\u2776-\u277f\u24f5-\u24fe]|\d/;
const anyOrdinal = new RegExp(forms, 'g');
const sequels: Record<string, number | null> = { 首先: 1, 其次: 2, 再次: null, 再者: null, 然后: null, 最后: null };

function toOrdinal(written: string, from: number): Ordinal | null {
  const style = styleOf(written);
  const value = valueOf(written, style);
  if (value === 0) return null;
  return { style, value, from, textFrom: from + written.length };
}

function styleOf(written: string): OrdinalStyle {
  const first = written[0] ?? '';
  if (first === '第') return 'di';
  if (first === '其') return written[1] === '次' ? 'xian' : 'qi';
  if ('首再然最'.includes(first)) return 'xian';
  if (first === '整' || first === '措') return 'cuoshi';
  if (first === '(' || (first >= '\u2474' && first <= '\u2487')) return 'paren';
  if (/\d/.test(first) || (first >= '\u2488' && first <= '\u249b')) return 'dot';
  if (readEnclosed(first) !== null) return 'circle';
  return written.includes('是') ? 'shi' : 'yao';
}

function valueOf(written: string, style: OrdinalStyle): number | null {
  if (style === 'xian') return sequels[written.slice(0, 2)] ?? null;
  const enclosed = readEnclosed(written[0] ?? '');
  if (enclosed !== null) return enclosed;
  return readNumber(/\d{1,2}|[一二三四五六七八九十]{1,3}/.exec(written)?.[0] ?? '') ?? 0;
}

/** Reads the ordinal a paragraph (or its part from `at`) begins with. */
export function ordinalAt(norm: string, at = 0): Ordinal | null {
  opening.lastIndex = at;
  const found = opening.exec(norm);
  return found ? toOrdinal(found[0], at) : null;
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
    const ordinal = toOrdinal(match[0], match.index);
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
  const followers = lastFollowers(candidates, expected + 1);
  const lead = candidates.find((each) => canLead(each, followers, expected));
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

function canLead(ordinal: Ordinal, followers: Map<OrdinalStyle, number>, expected: number): boolean {
  const value = ordinal.value ?? 0;
  if (ordinal.style === 'shi' && ordinal.isWeak !== true) return value === expected || (expected === 1 && value === 2);
  // Weaker forms count only when the next one follows.
  return value === expected && (followers.get(ordinal.style) ?? -1) > ordinal.from;
}

/** Where each style last has the value that must follow. */
function lastFollowers(candidates: readonly Ordinal[], value: number): Map<OrdinalStyle, number> {
  const places = new Map<OrdinalStyle, number>();
  for (const each of candidates) if ((each.value ?? value) === value) places.set(each.style, each.from);
  return places;
}
