import { readNumber } from '../characters.ts';
import { findingAt, issueName, paragraphLimit, relate } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import { periodTargetFindings } from './period-targets.ts';
import { levelFindings } from './rates.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

/** A number of times promised or delivered, with the words of its sentence. */
interface Amount {
  passage: Passage;
  from: number;
  to: number;
  value: number;
  counter: string;
  /** Times a year that the promise means; null when it names no period. */
  periods: number | null;
  nouns: ReadonlySet<string>;
  /** What is told as done, in the words between the verb and the number; null for a promise. */
  object: ReadonlySet<string> | null;
}

const promise =
  /(?:不少于|不低于|至少) ?(?:组织|开展|召开|举办|进行|安排)? ?(\d{1,4}|[一二两三四五六七八九十]{1,3}) ?([次场期篇节户家件人名个条轮处座]|公里)(?!次|月|工作日|百分|小时)/g;
const delivered =
  /(?:全年|实际|一年来|年内|截[至止](?:20\d\d年)?(?:年?底|年末|12月底|12月31日),?)(?:共|总共|累计|仅|只)?(?:开展|举办|组织|召开|完成|进行)?了?([^,。;\d]{0,16}?)(?:共)? ?(\d{1,4}) ?([次场期篇节户家件人名个轮处座]|公里)(?!次|月|工作日|百分|小时)/g;
/** 警示教育3次,…,本年度任务已完成: what is counted is said to be the whole of it. */
const fulfilled =
  /(?:组织|开展|举办|召开|进行|完成|讲|到)([^,。;\d]{0,24}?) ?(\d{1,4}) ?([次场期篇节])(?!次)(?=[^。;]{0,40}(?:任务|目标|计划)(?:已|均已|也已)(?:全部|如期|按期)?完成)/g;
const yearly: readonly (readonly [RegExp, number])[] = [
  [/每周|每星期/, 52],
  [/每月|每个月/, 12],
  [/每季度?|每个季度/, 4],
  [/每半年|每学期/, 2],
  [/每年|一年|年度|全年|每一年度/, 1],
];
/** 5月至10月共召开3次, right behind the promise itself: how many it should have been follows from the months. */
const span =
  /^[次场期篇户家件轮]?[^,。;\d]{0,12},(?:(20\d{2})年)?(\d{1,2})月?(?:至|到|-)(?:(20\d{2})年)?(\d{1,2})月(?:份|底)?,?(?:共|共计|累计|实际|仅|只)?(?:开展|举办|组织|召开|完成|进行)?了?(\d{1,3}|[一二两三四五六七八九十]{1,3}) ?([次场期篇])/;
const ofEach =
  /每(?:个|名|家|座|处)?(?:村|户|人|支部|单位|科室|班|社区|学校|企业|组|镇|街道|站|所|次|党员|干部|点位)[^,。;每]{0,12}$/;
/** Pairs of signs that say nothing about what is counted. */
const plain =
  /整改|情况|召开|会议|不少|少于|每年|每月|每季|季度|组织|开展|工作|按照|标准|一年|要求|实际|计划|制定|进行|积极|落实|方案|明确|全年|举办|至少|次数|人员|仅于|问题|我局|[的了于和与共每年月日次各]/;

/** Promises of an issue that came down, or that less was done than promised. */
export function targetFindings(context: CheckContext): CheckFinding[] {
  return context.issues.flatMap((issue) => {
    const [shrunk] = pairsOf(issue);
    if (shrunk) return [targetFinding(context, issue, ...shrunk)];
    const ofPeriod = periodTargetFindings(context, issue);
    return ofPeriod.length > 0 ? ofPeriod : levelFindings(context, issue);
  });
}

/** Promises of one issue that are compared with each other: more than anybody makes. */
const most = 120;

function pairsOf(issue: IssuePassages): [Amount, Amount, boolean][] {
  // 反馈指出,计划写明每月不少于8篇 stands among the measures, and is what they have to answer.
  const told = issue.measures.flatMap((each) => amounts(each, promise)).slice(0, most);
  const cites = told.filter(isCited);
  const stated = [...issue.problems.flatMap((each) => amounts(each, promise)).slice(0, most), ...cites];
  const renewed = told.filter((each) => !cites.includes(each));
  const done = [...issue.measures, ...issue.progress]
    .flatMap((each) => [...amounts(each, delivered), ...amounts(each, fulfilled)])
    .slice(0, most);
  const pairs: [Amount, Amount, boolean][] = [...stated, ...renewed].flatMap(shortfall);
  for (const before of stated) {
    for (const after of renewed) if (isLess(before, after)) pairs.push([before, after, false]);
  }
  for (const before of [...stated, ...renewed]) {
    // How much of a monthly promise a whole year held cannot be told from one number.
    const isWholeYear = before.periods === null || before.periods === 1;
    for (const after of done) {
      if (isWholeYear && isLess({ ...before, periods: null }, { ...after, periods: null }))
        pairs.push([before, after, true]);
      else if (
        isOfYear(after) &&
        isLess({ ...before, value: before.value * (before.periods ?? 1), periods: null }, { ...after, periods: null })
      )
        pairs.push([before, after, true]);
    }
  }
  return pairs;
}

/** 原承诺不少于10个,现按不少于6个推进: the one was put in place of the other. */
const lowered = /^[^。;]{0,20}(?:现(?:按|改|调整|降)|(?:调整|改|降|下调|压减)[为到至])[^。;,]{0,12}$/;
const cited = /反馈(?:意见)?(?:指出|提到|提出)|巡[察视](?:组)?指出|承诺|原(?:来)?(?:定|计划|要求)|规定每|计划写明/;

/** A number that the sentence gives as what was asked or promised before. */
function isCited({ passage, from }: Amount): boolean {
  const before = /[^。;]*$/.exec(passage.norm.slice(Math.max(0, from - 80), from))?.[0] ?? '';
  return cited.test(before) && !lowered.test(before.slice(-30).replace(/^[^,]*(?=,)/, ''));
}

const isOfYear = ({ passage, from }: Amount): boolean => /^(?:全年|一年来)/.test(passage.norm.slice(from, from + 3));

/** 每月至少1次,5月至10月共3次. */
function shortfall(before: Amount): [Amount, Amount, boolean][] {
  const rest = before.passage.norm.slice(before.to, before.to + 60);
  const [whole = '', year = '', first = '', nextYear = '', last = '', written = '', counter = ''] =
    span.exec(rest) ?? [];
  const value = readNumber(written);
  const years = year !== '' && nextYear !== '' ? Number(nextYear) - Number(year) : 0;
  const months = years * 12 + Number(last) - Number(first) + 1;
  if (value === null || counter !== before.counter || before.periods === null || months < 1) return [];
  if (value >= Math.floor((before.value * before.periods * months) / 12)) return [];
  const from = before.to + whole.indexOf(',') + 1;
  return [[before, { ...before, value, from, to: before.to + whole.length }, true]];
}

function isLess(before: Amount, after: Amount): boolean {
  if (before.counter !== after.counter) return false;
  // In one passage a second promise may explain the first; a deed told behind it answers it.
  const isSame = before.passage === after.passage;
  if (isSame && after.from < before.to) return false;
  if (isSame && after.object === null && !lowered.test(before.passage.norm.slice(before.to, after.from))) return false;
  if ((before.periods === null) !== (after.periods === null)) return false;
  if (after.value * (after.periods ?? 1) >= before.value * (before.periods ?? 1)) return false;
  // 全年不少于4次。实际开展2次: without an object of its own it is that of the promise.
  if (isSame && after.object === null) return true;
  const nouns = isSame ? (after.object ?? after.nouns) : after.nouns;
  return (isSame && nouns.size === 0) || [...nouns].some((each) => before.nouns.has(each));
}

/** Words without which a pattern need not be tried. */
function cueOf(pattern: RegExp): RegExp {
  if (pattern === promise) return /不少于|不低于|至少/;
  return pattern === fulfilled ? /(?:任务|目标|计划).{1,6}完成/ : /全年|实际|一年来|年内|截[至止]/;
}

function amounts(passage: Passage, pattern: RegExp): Amount[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  if (!cueOf(pattern).test(norm)) return [];
  const isDone = pattern !== promise;
  return sentencesOf(norm).flatMap(({ from, text }) =>
    [...text.matchAll(pattern)].flatMap((found): Amount[] => {
      const value = readNumber(found.at(-2) ?? '');
      const clause = text.slice(text.lastIndexOf(',', found.index) + 1, found.index + found[0].length);
      if (value === null || (isDone && /不少于|不低于|至少|上半年|季度|计划|目标|力争|确保/.test(clause))) return [];
      // 每村不少于2名 is said of each, and no total of the year answers it.
      if (!isDone && ofEach.test(text.slice(Math.max(0, found.index - 20), found.index))) return [];
      const before = text.slice(
        Math.max(0, found.index - 36),
        found.index + (pattern === promise ? 0 : found[0].length),
      );
      return [
        {
          passage,
          from: from + found.index,
          to: from + found.index + found[0].length,
          value,
          counter: found.at(-1) ?? '',
          periods: periodOf(before),
          nouns: nounsOf(text.slice(Math.max(0, found.index - 36), found.index + found[0].length + 30)),
          object: isDone ? nounsOf(found[1] ?? '') : null,
        },
      ];
    }),
  );
}

function periodOf(words: string): number | null {
  // 9月至次年6月共不少于10次: a sum over a span of its own, whatever is said of each month.
  if (/[共计](?:计)?$/.test(words)) return null;
  let nearest: { at: number; periods: number } | null = null;
  for (const [pattern, periods] of yearly) {
    const at = words.search(pattern);
    if (at >= 0 && (nearest === null || at > nearest.at)) nearest = { at, periods };
  }
  return nearest?.periods ?? null;
}

function nounsOf(words: string): Set<string> {
  const nouns = new Set<string>();
  for (let at = 0; at + 2 <= words.length; at += 1) {
    const pair = words.slice(at, at + 2);
    if (/^[\u4e00-\u9fff]{2}$/.test(pair) && !plain.test(pair)) nouns.add(pair);
  }
  return nouns;
}

function targetFinding(
  context: CheckContext,
  issue: IssuePassages,
  before: Amount,
  after: Amount,
  isDelivered: boolean,
): CheckFinding {
  const words = (each: Amount): string => each.passage.norm.slice(each.from, each.to);
  const message = isDelivered
    ? `${issueName(issue)}承诺“${words(before)}”，落实只有“${words(after)}”。请核实是否兑现，没有兑现的要说明。`
    : `${issueName(issue)}原来要求“${words(before)}”，整改措施降为“${words(after)}”。降低标准不等于整改，请核实。`;
  return findingAt(context, after.passage, after.from, after.to, {
    code: 'target-shrunk',
    severity: 'warning',
    message,
    related: [relate(context, before.passage, before.from, before.to)],
  });
}
