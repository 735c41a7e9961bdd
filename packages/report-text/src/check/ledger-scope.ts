import type { CheckContext, Passage } from './context.ts';
import type { LedgerSubtotal } from './types.ts';

/** Which part of the ledger a passage or a number speaks of: a named one, one that is not known, or the whole. */
export type Scope = { part: string | null } | null;

const marks = /^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+/;

export const plainName = (name: string): string =>
  name.replace(marks, '').replace(/(?:方面|类|领域|层面)?(?:的)?(?:问题|情况)?$/, '');

/** The names of parts that words can be held against. */
export function partNames(subtotals: readonly LedgerSubtotal[]): ReadonlySet<string> {
  return new Set(
    subtotals.flatMap(({ name }) => (name === null ? [] : [plainName(name)])).filter((each) => each.length > 1),
  );
}

/** The part that a heading names; 党的建设方面存在的问题 is 党的建设. */
function partOf(heading: string, names: ReadonlySet<string>): string | null {
  const words = heading.replace(marks, '').trim();
  const plain = plainName(words);
  if (names.has(plain)) return plain;
  return [...names].find((each) => words.startsWith(each) && words.length <= each.length + 14) ?? null;
}

/** Under which heading of the ledger each passage stands. */
export function scopesOf(context: CheckContext, names: ReadonlySet<string>): Map<Passage, Scope> {
  const frame = new Set(context.frame);
  const scopes = new Map<Passage, Scope>();
  let scope: Scope = null;
  for (const passage of context.passages) {
    // Behind an issue, what is said may still be about that issue.
    if (!frame.has(passage)) {
      scope = { part: null };
      continue;
    }
    const words = passage.norm.trim();
    if (words.length <= 40 && !/[。;,]/.test(words)) scope = underHeading(words, passage, names, scope);
    scopes.set(passage, scope);
  }
  return scopes;
}

function underHeading(words: string, passage: Passage, names: ReadonlySet<string>, before: Scope): Scope {
  const part = partOf(words, names);
  if (part !== null) return { part };
  if (/^[一二三四五六七八九十]{1,3}、/.test(words)) return null;
  if (/^\([一二三四五六七八九十]{1,3}\)/.test(words))
    return passage.section === 'rectification' ? { part: null } : null;
  return before;
}

/** The part that was named last before a place of a sentence. */
export function nearestPart(before: string, names: ReadonlySet<string>): string | null {
  let found: string | null = null;
  let at = -1;
  for (const name of names) {
    const place = before.lastIndexOf(name);
    if (place > at || (place === at && place >= 0 && name.length > (found?.length ?? 0))) [at, found] = [place, name];
  }
  return found;
}

/** 民生保障、队伍建设方面共7个: of both together, which the ledger does not count. */
export const namesSeveral = (words: string, names: ReadonlySet<string>): boolean =>
  [...names].filter((each) => words.includes(each)).length > 1;

const body =
  /(?:^|,)(?:[^,]{0,4}[对在])?([\u4e00-\u9fff]{2,14}?(?:局|街道办?|镇|乡|公司|集团|中心|学校|学院|医院|纪委监委|管委会|党支部|社区|大队))(?=党组|党委|已|共|反馈|完成|制定|整改|问题|未|正在|有|存在)/;
const ours = /[我本全该](?:局|委|办|镇|乡|公司|集团|中心|学校|学院|医院|街道|单位)/;

/** 区农业农村局已完成5项: a body that is neither the report's own nor one of the ledger's. */
export function namesAnother(clause: string, { parse }: CheckContext, names: ReadonlySet<string>): boolean {
  const [, name = ''] = body.exec(clause) ?? [];
  const title = `${parse.title ?? ''}${parse.unitName ?? ''}${parse.signatory ?? ''}`;
  if (name === '' || ours.test(name) || title.includes(name)) return false;
  return !/巡察|巡视|整改办/.test(name) && ![...names].some((each) => each.includes(name) || name.includes(each));
}
