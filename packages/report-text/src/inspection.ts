import { findDates, inheritYears, isoOf } from './dates.ts';
import type { WrittenDate } from './dates.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Inspection } from './types.ts';

const ordinalGroup = '第?[一二三四五六七八九十\\d]{1,3}';
const groupPattern = new RegExp(
  `(?:中共)?(?<place>[\\u4e00-\\u9fff]{0,12}?)(?<level>中央|[省市区县旗州盟](?:委|直机关工委)|自治区党委|党委|党组|集团公司党委|工委)(?:${ordinalGroup}轮)?(?:${ordinalGroup})?(?:专项|常规|机动|提级|联合|交叉|政治|延伸|上下联动|联动)?(?:巡察|巡视)(?:${ordinalGroup})?(?:工作)?组`,
  'g',
);
/** Words that end before the name of a place begins. */
const beforePlace =
  /^.*(?:由|经|受|向|旬|日|月份?|接受|根据|按照|来自|被|配合|对照|在|年|落实)(?=[\u4e00-\u9fff])|^.*(?:由|经|受|向|接受|根据|按照|配合|对照|落实)$/;
const counted =
  /[一二三四五六七八九十\d](?:[\u4e00-\u9fff]{2}){0,2}(?:巡察|巡视)|(?:巡察|巡视)第?[一二三四五六七八九十\d]/;

/** The group that the opening names, rather by its number than as 市委巡察组 in passing. */
function findGroup(norm: string, text: string): { name: string; from: number; to: number } | null {
  const all = [...norm.matchAll(groupPattern)];
  for (const found of [...all.filter((each) => counted.test(each[0].slice(-12))), ...all]) {
    const cut = beforePlace.exec(found.groups?.['place'] ?? '')?.[0].length ?? 0;
    const prefix = found[0].startsWith('中共') ? 2 : 0;
    const from = found.index + (cut > 0 ? cut + prefix : 0);
    const to = found.index + found[0].length;
    return { name: text.slice(from, to), from, to };
  }
  return null;
}

/** 2022年4月至6月，…7月29日反馈: the first day without a year takes that of the months named before it. */
function yearsFromMonths(norm: string, dates: WrittenDate[]): WrittenDate[] {
  const [first, ...rest] = dates;
  if (!first || first.year !== null) return dates;
  const months = [
    ...norm.slice(0, first.from).matchAll(/(20\d{2}) ?年 ?(\d{1,2}) ?月(?:[^\d。]{0,3}(\d{1,2}) ?月)?/g),
  ].at(-1);
  if (!months) return dates;
  const last = Number(months[3] ?? months[2]);
  const isNext = first.month < last && last >= 9;
  if (first.month < last && !isNext) return dates;
  return [{ ...first, year: Number(months[1]) + (isNext ? 1 : 0) }, ...rest];
}

const rangeLink = /^ ?(?:起)?(?:至|到|-{1,2}|~|～|—)(?:同年|次年|当年)? ?$/;

interface Span {
  from: WrittenDate;
  to: WrittenDate;
}

/** 3月5日至18日 leaves out the month: read the second day in the month of the first. */
function shortRange(norm: string, first: WrittenDate): WrittenDate | null {
  const found = /^ ?(?:至|到|-{1,2}|~) ?(\d{1,2}) ?[日号]/.exec(norm.slice(first.to, first.to + 12));
  if (!found) return null;
  return { ...first, day: Number(found[1]), from: first.to, to: first.to + found[0].length };
}

function findRange(norm: string, dates: WrittenDate[]): Span | null {
  for (const [index, first] of dates.entries()) {
    const second = dates[index + 1];
    if (second && rangeLink.test(norm.slice(first.to, second.from))) return { from: first, to: second };
    const short = shortRange(norm, first);
    if (short) return { from: first, to: short };
  }
  return null;
}

/** The day on which the feedback was given: the last date before the word in the same sentence. */
function findFeedback(norm: string, dates: WrittenDate[], range: Span | null): WrittenDate | undefined {
  for (const found of norm.matchAll(/反馈/g)) {
    const sentence = norm.lastIndexOf('。', found.index) + 1;
    const before = dates.filter((date) => date.from >= sentence && date.to <= found.index && !isInRange(date, range));
    const date = before.at(-1);
    if (date && found.index - date.to <= 80) return date;
  }
  return undefined;
}

function isInRange(date: WrittenDate, range: Span | null): boolean {
  return range !== null && date.from >= range.from.from && date.to <= range.to.to;
}

function joinParagraphs(paragraphs: readonly Paragraph[]): { norm: string; text: string } {
  const some = paragraphs.slice(0, 12);
  const clip = (text: string): string => text.slice(0, 3000);
  return { norm: some.map((each) => clip(each.norm)).join('\n'), text: some.map((each) => clip(each.text)).join('\n') };
}

/** Reads group, on-site days and feedback day from the opening paragraphs. */
export function readInspection(paragraphs: readonly Paragraph[]): Inspection {
  const { norm, text } = joinParagraphs(paragraphs);
  const group = findGroup(norm, text);
  if (!group && !/巡察|巡视/.test(norm)) return { groupName: null, onSiteFrom: null, onSiteTo: null, feedbackOn: null };
  const dates = inheritYears(yearsFromMonths(norm, findDates(norm)));
  const range = findRange(norm, dates);
  const onSiteFrom = isoOf(range?.from);
  const onSiteTo = isoOf(range?.to);
  // A range that runs backwards is a slip of the pen: neither end can be trusted.
  const isOrdered = onSiteFrom === null || onSiteTo === null || onSiteFrom <= onSiteTo;
  return {
    groupName: group?.name ?? null,
    onSiteFrom: isOrdered ? onSiteFrom : null,
    onSiteTo: isOrdered ? onSiteTo : null,
    feedbackOn: isoOf(findFeedback(norm, dates, range)),
  };
}

/** Dates of the opening that no calendar has, such as 2月30日. */
export function impossibleDates(paragraph: Paragraph): string[] {
  return inheritYears(findDates(paragraph.norm.slice(0, 3000)))
    .filter((date) => date.year !== null && isoOf(date) === null)
    .map((date) => paragraph.text.slice(date.from, date.to));
}

const unitPatterns: readonly RegExp[] = [
  /组(?:于[^,。]{0,40}?)?(?:采取[^,。]{0,20}方式,?)?对([^,。;\n]{2,48}?)(?:党组织)?(?:开展|进行|实施)(?:了)?[^。\n]{0,24}(?:巡察|巡视|检查)/,
  /组(?:于[^,。]{0,20})?向([^,。;\n]{2,48}?)(?:领导班子|主要负责人|正式)?(?:进行了?|作了?)?反馈/,
  /(?:巡察|巡视)了([^,。;\n]{2,40}?(?:党组|党委|党工委|支部|总支))/,
];

/** The inspected unit as the opening names it (对…开展了巡察). */
export function readUnitName(paragraphs: readonly Paragraph[]): string | null {
  const { norm, text } = joinParagraphs(paragraphs);
  for (const pattern of unitPatterns) {
    const found = pattern.exec(norm);
    const name = found?.[1];
    if (!found || name === undefined) continue;
    const from = found.index + found[0].indexOf(name, 1);
    const written = text.slice(from, from + name.length).replace(/[(（](?:以下)?简称[^()（）]{1,40}[)）]/g, '');
    if (!/^(?:我|本|该|其|全|被|你|贵|各|\d)|等|及其/.test(written)) return written;
  }
  return null;
}

/** The unit in a title: 中共…党组关于巡察整改情况的通报, 关于…局党组巡察整改情况的报告. */
export function unitOfTitle(title: string | null): string | null {
  const words = (title ?? '').replace(/^关于(?:对|巡察(?!整改|反馈))?/, '');
  const found =
    /^([^\s，。、]{3,40}?(?:党组|党委|党工委|委员会|支部|总支|局|办公室|中心|公司|院|校|街道|镇|乡))(?=关于|落实|巡察|巡视|整改|对|市委|区委|县委|省委|审计|的(?:巡察|巡视|反馈))/.exec(
      words,
    );
  return found?.[1] ?? null;
}

/** The party organisation that a 反馈意见 is addressed to: 区商务局党组： */
export function readAddressee(paragraphs: readonly Paragraph[]): string | null {
  for (const { norm, text } of paragraphs.slice(0, 3)) {
    if (/^[^。,;:]{3,40}(?:党组|党委|党工委|委员会|支部|总支|局|街道|镇|乡|公司|集团|院|校|中心):$/.test(norm))
      return text.slice(0, -1).trim();
  }
  return null;
}
