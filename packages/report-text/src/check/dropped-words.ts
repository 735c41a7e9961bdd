import { maskQuotes } from '../characters.ts';
import { findingAt, lineOf, paragraphLimit, relate } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { shortNameFindings } from './short-names.ts';
import type { CheckFinding } from './types.ts';

/** The end of a body's name with the words before it. */
interface Place {
  passage: Passage;
  words: string;
  to: number;
}

const ending = /(?:局|大队|支队|总队|学院|研究院|中心|公司|银行|基金会)(?![\u4e00-\u9fff]{0,1}[长])/g;
/** Words of a name that are easily left out: 事业(管理)局, 环境(保护)综合执法大队, 街(道). */
const filler = /管理|服务|保护|事业|监督|发展|综合|(?<=街)道/g;
/** Signs that both names have in common, the end included. */
const least = 9;
const most = 18;

/** One body under its full name and under one with a word left out. */
export function droppedWordFindings(context: CheckContext): CheckFinding[] {
  const places = context.passages.flatMap(placesOf);
  const tails = new Map<string, Place[]>();
  for (const place of places) {
    for (let length = least; length <= Math.min(most, place.words.length); length += 1) {
      const tail = place.words.slice(-length);
      tails.set(tail, [...(tails.get(tail) ?? []).slice(-8), place]);
    }
  }
  const findings = new Map<string, CheckFinding>();
  for (const full of places) {
    for (const [shorter, length] of withoutFillers(full.words)) {
      for (const other of tails.get(shorter) ?? []) {
        const key = `${other.passage.index} ${other.passage.from + other.to}`;
        if (!findings.has(key)) findings.set(key, finding(context, full, other, length, shorter.length));
      }
    }
  }
  const dropped = [...findings.values()];
  const short = shortNameFindings(context);
  return [
    ...dropped,
    ...short.filter((each) => !dropped.some((known) => known.from < each.to && known.to > each.from)),
  ];
}

function placesOf(passage: Passage): Place[] {
  if (passage.section === 'furniture') return [];
  const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
  return [...norm.matchAll(ending)].flatMap((found): Place[] => {
    const to = found.index + found[0].length;
    const words = /[\u4e00-\u9fff]*$/.exec(norm.slice(Math.max(0, to - 22), to))?.[0] ?? '';
    return words.length < least ? [] : [{ passage, words, to }];
  });
}

/** Every way to leave out one filler, cut to what must agree: three signs before it, nine in all. */
function withoutFillers(words: string): [shorter: string, fullLength: number][] {
  return [...words.matchAll(filler)].flatMap((found): [string, number][] => {
    const after = words.slice(found.index + found[0].length);
    const before = words.slice(0, found.index);
    const keep = Math.max(3, least - after.length);
    // What is left must still be a name, and nothing may be taken from its very end.
    if (before.length < keep || after.length === 0 || after.length + keep > most) return [];
    const head = before.slice(-keep);
    return [[head + after, head.length + found[0].length + after.length]];
  });
}

function finding(context: CheckContext, full: Place, other: Place, fullLength: number, length: number): CheckFinding {
  const name = full.words.slice(-fullLength);
  const short = other.words.slice(-length);
  return findingAt(context, other.passage, other.to - length, other.to, {
    code: 'term-inconsistent',
    // 托养中心 for 托养服务中心 may be meant as a short name.
    severity: short.endsWith('中心') || short.endsWith('公司') ? 'note' : 'warning',
    message: `“${short}”与第 ${lineOf(full.passage)} 行的“${name}”像是同一个单位，名称不一致。请以机构全称为准统一。`,
    related: [relate(context, full.passage, full.to - fullLength, full.to)],
  });
}
