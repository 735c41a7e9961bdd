import { maskQuotes } from '../characters.ts';
import { findingAt, lineOf, paragraphLimit, relate } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

/** What may be the name of a body: 区 + 市场监督管理 + 局. */
interface Name {
  words: string;
  passage: Passage;
  from: number;
  to: number;
}

/** More bodies than any report names: every two of them are compared. */
const most = 120;
const bureau = /局(?![长级部限面域])/g;
const levels = '省市区县';
const links = /[和与及暨]/g;

/** A bureau under its full name and under one that leaves out one or two signs and is nowhere declared: 市场监管局. */
export function shortNameFindings(context: CheckContext): CheckFinding[] {
  const passages = context.passages.filter((each) => each.section !== 'furniture');
  const names = new Map<string, Name[]>();
  for (const each of passages.flatMap(bureausOf)) {
    if (names.size < most || names.has(each.words)) names.set(each.words, [...(names.get(each.words) ?? []), each]);
  }
  const found = new Map<string, CheckFinding>();
  for (const [full, [first]] of names) {
    for (const [short, places] of names) {
      if (!first || !isShortOf(short, full) || isDeclared(passages, short)) continue;
      // 市场监管局 is what everybody calls it: told once, and left to the writer.
      const [place] = places;
      if (place && !found.has(short)) found.set(short, finding(context, place, first, 'note'));
    }
  }
  return [...found.values(), ...swappedFindings(context, passages)];
}

/** Every reading of what stands before 局: which sign begins the name is not written. */
function bureausOf(passage: Passage): Name[] {
  const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
  return [...norm.matchAll(bureau)].flatMap(({ index }): Name[] => {
    const before = /[\u4e00-\u9fff]*$/.exec(norm.slice(Math.max(0, index - 11), index))?.[0] ?? '';
    const starts = [...before].flatMap((sign, at) =>
      // 市场, 市政 and 市容 begin no name.
      levels.includes(sign) && before.length - at >= 5 && !/[场政容]/.test(before[at + 1] ?? '') ? [at] : [],
    );
    return starts.map((at) => ({
      words: `${before.slice(at)}局`,
      passage,
      from: index - before.length + at,
      to: index + 1,
    }));
  });
}

function isShortOf(short: string, full: string): boolean {
  const less = full.length - short.length;
  // One link word less is told of elsewhere.
  if (less < 1 || less > 2 || short[0] !== full[0] || short === full.replace(links, '')) return false;
  let at = 1;
  for (const sign of short.slice(1)) {
    at = full.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function isDeclared(passages: readonly Passage[], short: string): boolean {
  return passages.some(({ norm }) => new RegExp(`简?称[^)]{0,20}${short}`).test(norm.slice(0, paragraphLimit)));
}

function finding(context: CheckContext, place: Name, full: Name, severity: 'warning' | 'note'): CheckFinding {
  return findingAt(context, place.passage, place.from, place.to, {
    code: 'term-inconsistent',
    severity,
    message: `“${place.words}”与第 ${lineOf(full.passage)} 行的“${full.words}”像是同一个单位，名称不一致，也没有约定简称。请统一，或写明简称。`,
    // Told once of a name that may stand in many places, and perhaps right: one press would mend the first alone.
    ...(severity === 'warning' && { repair: { replacement: full.words, label: `改为“${full.words}”` } }),
    related: [relate(context, full.passage, full.from, full.to)],
  });
}

const endings = /中心|办公室|委员会|管理[部处]/g;

/** 集团招标采购中心 and 集团采购招标中心: the same words, changed over. */
function swappedFindings(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const known = new Map<string, Name>();
  return passages.flatMap((passage) => {
    const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
    return [...norm.matchAll(endings)].flatMap((end): CheckFinding[] => {
      const head = norm.slice(Math.max(0, end.index - 6), end.index);
      const words = head + end[0];
      if (!/^[\u4e00-\u9fff]{6}$/.test(head) || head.slice(2, 4) === head.slice(4)) return [];
      const place = { words, passage, from: end.index - 6, to: end.index + end[0].length };
      const other = known.get(head.slice(0, 2) + head.slice(4) + head.slice(2, 4) + end[0]);
      if (other) return [finding(context, place, other, 'warning')];
      if (known.size < 2000) known.set(words, known.get(words) ?? place);
      return [];
    });
  });
}
