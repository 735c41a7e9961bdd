import { readNumber } from './characters.ts';
import { locate } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Claim, ClaimKind } from './types.ts';

const count = '(?<n>\\d{1,6}|[一二两三四五六七八九十百]{1,6})';
const gap = (length: number): string => `[^,。;:\\d]{0,${length}}?`;

interface Rule {
  kind: ClaimKind;
  pattern: RegExp;
}

const rule = (kind: ClaimKind, source: string): Rule => ({ kind, pattern: new RegExp(source, 'g') });

// Each total has its own pattern; what a number counts is decided by the words beside it.
const rules: readonly Rule[] = [
  rule(
    'issues-total',
    `(?:反馈|指出|提出|交办|巡察发现|巡视发现|查摆|共有|共计|涉及|梳理|细化|分解|归纳|汇总)${gap(26)}${count} ?(?<u>个|项|条|件)(?:方面)?的?(?:具体|主要|突出|重点|整改|反馈|共性){0,2}的?问题`,
  ),
  rule(
    'issues-total',
    `(?<=(?:个方面|大类|类|方面)(?:的)?[,、]?(?:共|共计|合计|计)?)${count} ?(?<u>个|项|条|件)(?:具体|主要|突出|重点|整改|反馈){0,2}的?问题`,
  ),
  // 共反馈问题5个: the number behind the word.
  rule('issues-total', `共(?:反馈|指出)(?:具体|主要)?问题(?:共|共计|合计)?${count} ?(?<u>个|项|条|件)(?=[,。;(]|$)`),
  rule(
    'issue-categories',
    `(?:反馈|指出|提出|发现|梳理|归纳|涉及|存在|明确)${gap(22)}${count} ?(?<u>个方面|类|大类|方面)(?=的?(?:[,、]?(?:共)?(?:\\d{1,4}|[一二三四五六七八九十]{1,3})|具体|主要|突出)?${gap(6)}问题)`,
  ),
  rule('suggestions', `${count} ?(?<u>条|项|个|点|方面)(?:具体)?(?:的)?(?:整改|工作)?(?:意见(?:和|及|、)?建议|建议)`),
  rule('immediate-items', `${count} ?(?<u>个|项|件|条)(?:需|的)?立行立改(?:的)?(?:事项|问题|任务)?`),
  rule('immediate-items', `立行立改(?:的)?(?:事项|问题|任务)${gap(4)}${count} ?(?<u>个|项|件|条)`),
  rule('named-items', `${count} ?(?<u>个|项|件|条)(?:点人点事|点事|点人)(?:的)?(?:事项|问题)?`),
  rule('named-items', `点人点事(?:的)?(?:事项|问题)${gap(4)}${count} ?(?<u>个|项|件|条)`),
  rule(
    'issues-done',
    `(?:已|均|全部)?(?:整改完成|完成整改|整改到位|整改完毕|完成销号|办结)(?:销号|的)?(?:问题)?${gap(2)}${count} ?(?<u>个|项|条)(?!措施|整改措施|制度)`,
  ),
  rule(
    'issues-ongoing',
    `(?:正在(?:推进|整改)|尚未完成|持续推进|持续整改|长期整改|阶段性完成)(?:整改)?(?:的)?(?:问题)?${gap(2)}${count} ?(?<u>个|项|条|件)`,
  ),
  rule(
    'measures-total',
    `(?:制定|明确|提出|细化|形成|采取|落实)${gap(14)}${count} ?(?<u>条|项|个)(?:具体)?(?:的)?(?:整改)?(?:措施|举措|任务(?![,、和]?\\d))`,
  ),
  rule('measures-total', `(?<=[,、个条项题务和及])${count} ?(?<u>条|项|个)(?:具体)?(?:的)?整改(?:措施|举措)`),
  rule('measures-total', `(?:整改措施|整改举措)${gap(3)}${count} ?(?<u>条|项|个)`),
  rule(
    'systems-established',
    `(?:建立|完善|修订|制定|制订|健全|出台|新建|印发|建章立制)${gap(24)}(?:制度|机制|办法|规定|规章|文件|方案)(?:性文件)?(?:共|共计|等)?${count} ?(?<u>余?(?:项|个|件|条|份|部))`,
  ),
  rule(
    'systems-established',
    `(?:建立|完善|修订|制定|制订|健全|出台|新建|印发)(?:了|完善|健全|各类|相关)?${count} ?(?<u>余?(?:项|个|件|条|份|部))${gap(8)}(?:制度|机制|办法|规定|规章)`,
  ),
  rule(
    'completion-rate',
    `(?:整改)?(?:完成率|整改率|办结率|销号率)(?:为|达到?|达|是)?(?:了)?(?<n>\\d{1,3}(?:\\.\\d{1,3})?) ?(?<u>%)`,
  ),
  rule(
    'people',
    `(?:问责|处理|谈话提醒|提醒谈话|批评教育|诫勉(?:谈话)?|约谈|党纪政务处分|党纪处分|政务处分|组织处理|组织调整|移送|立案|函询)(?:了)?${gap(8)}${count} ?(?<u>人次|人|名)`,
  ),
  rule(
    'meetings',
    `(?:召开|开展|组织|举办)${gap(20)}(?:会议|会|培训|研究|学习)(?:共|共计)?${count} ?(?<u>余?(?:次|场|期))`,
  ),
];

const money = (verbs: string): RegExp =>
  new RegExp(`(?:${verbs})[^。;\\d]{0,24}?(?<n>\\d{1,9}(?:,\\d{3}){0,3}(?:\\.\\d{1,6})?) ?余?(?<u>亿元|万元|元)`, 'g');
const moneyRules: readonly Rule[] = [
  { kind: 'money-returned', pattern: money('退还|清退|退缴|退回|退赔|退款|退出') },
  { kind: 'money-recovered', pattern: money('追缴|收缴|追回|挽回|上缴|收回|追收|补缴') },
];

function toValue(text: string): number | null {
  const plain = text.replaceAll(',', '');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : readNumber(plain);
}

/** The clause around a claim, as written, for the reader to compare. */
function quoteAround(paragraph: Paragraph, from: number, to: number): string {
  const before = paragraph.norm.slice(Math.max(0, from - 40), from);
  const cut = Math.max(
    before.lastIndexOf(','),
    before.lastIndexOf('。'),
    before.lastIndexOf(';'),
    before.lastIndexOf('、'),
    before.lastIndexOf(':'),
  );
  const after = /^[^,。;:、\n]{0,16}/.exec(paragraph.norm.slice(to))?.[0].length ?? 0;
  return paragraph.text.slice(from - before.length + cut + 1, to + after).trim();
}

/** A claim in a folded text: where its words and where its number stand. */
export interface ClaimMatch {
  kind: ClaimKind;
  value: number;
  unit: string;
  from: number;
  to: number;
  numberAt: number;
}

/** Reads the totals that a folded text states, in the order of their numbers. */
export function matchClaims(norm: string): ClaimMatch[] {
  const matches: ClaimMatch[] = [];
  if (!/\d|[一二两三四五六七八九十]/.test(norm)) return matches;
  for (const { kind, pattern } of [...rules, ...moneyRules]) {
    for (const found of norm.matchAll(pattern)) {
      const written = found.groups?.['n'] ?? '';
      const value = toValue(written);
      const numberAt = found.index + found[0].lastIndexOf(written + (found[0].includes(`${written} `) ? ' ' : ''));
      if (value === null || matches.some((each) => each.kind === kind && each.numberAt === numberAt)) continue;
      const unit = found.groups?.['u'] ?? '';
      matches.push({ kind, value, unit, from: found.index, to: found.index + found[0].length, numberAt });
    }
  }
  return matches.sort((a, b) => a.numberAt - b.numberAt);
}

/** Reads the totals that a paragraph states about the whole rectification. */
export function readClaims(paragraph: Paragraph): Claim[] {
  return matchClaims(paragraph.norm.slice(0, 6000)).map(({ kind, value, unit, from, to }) => ({
    kind,
    value,
    unit,
    line: locate(paragraph, from).line,
    quote: quoteAround(paragraph, from, to),
  }));
}
