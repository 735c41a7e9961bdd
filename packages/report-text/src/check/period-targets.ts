import { findingAt, issueName, paragraphLimit, relate } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

/** So many times in a kind of period, promised or done. */
interface PeriodAmount {
  passage: Passage;
  from: number;
  to: number;
  period: string;
  value: number;
  unit: string;
  words: string;
}

const unit = '([次场期篇户家件轮])';
const promised = new RegExp(
  `(每(?:个)?学期|每(?:个)?季度|上半年|下半年)([^。;]{0,24}?)(?:不少于|不低于|至少)(?:组织|开展|召开|举办|进行)? ?(\\d{1,3}) ?${unit}([^,。;]{0,8})`,
  'g',
);
const done = new RegExp(
  `([春秋]季学期|第[一二三四]季度|上半年|1月?[-至到]6月|下半年|7月?[-至到]12月)[^,。;\\d]{0,4}(?:已|共|实际|仅|只)([^,。;\\d]{0,14}?)(\\d{1,3}) ?${unit}(?!次)([^,。;]{0,8})`,
  'g',
);

function periodOf(words: string): string {
  if (words.includes('学期')) return '学期';
  if (words.includes('季度')) return '季度';
  return /上半年|6月/.test(words) ? '上半年' : '下半年';
}

function read(passage: Passage, pattern: RegExp): PeriodAmount[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  if (!/学期|季度|半年|[61]2?月/.test(norm)) return [];
  return [...norm.matchAll(pattern)].map((found) => ({
    passage,
    from: found.index,
    to: found.index + found[0].length - (found[5] ?? '').length,
    period: periodOf(found[1] ?? ''),
    value: Number(found[3]),
    unit: found[4] ?? '',
    words: norm.slice(Math.max(0, found.index - 16), found.index) + (found[2] ?? '') + (found[5] ?? ''),
  }));
}

/** 每学期至少3轮, and in this term 2轮: the period is named on both sides, so that the numbers compare as they stand. */
export function periodTargetFindings(context: CheckContext, issue: IssuePassages): CheckFinding[] {
  const own = [...issue.problems, ...issue.measures, ...issue.progress, ...issue.notes];
  const promises = own.flatMap((each) => read(each, promised));
  if (promises.length === 0) return [];
  const deeds = own.flatMap((each) => read(each, done));
  for (const promise of promises) {
    const deed = deeds.find((each) => isShort(promise, each));
    if (deed) return [finding(context, issue, promise, deed)];
  }
  return [];
}

function isShort(promise: PeriodAmount, deed: PeriodAmount): boolean {
  const isBehind =
    deed.passage.index > promise.passage.index ||
    (deed.passage.index === promise.passage.index &&
      deed.passage.from + deed.from >= promise.passage.from + promise.to);
  if (!isBehind || deed.unit !== promise.unit || deed.period !== promise.period) return false;
  return deed.value < promise.value && shareWord(promise.words, deed.words);
}

/** Two signs in a row that both are about; nothing but the verb names no thing, and then the period must do. */
function shareWord(a: string, b: string): boolean {
  const words = b.replace(/开展|组织|召开|举办|进行|完成|[了共计]/g, '');
  if (words.length < 2) return true;
  for (let at = 0; at + 2 <= words.length; at += 1) if (a.includes(words.slice(at, at + 2))) return true;
  return false;
}

function finding(context: CheckContext, issue: IssuePassages, promise: PeriodAmount, deed: PeriodAmount): CheckFinding {
  const words = (each: PeriodAmount): string => each.passage.norm.slice(each.from, each.to);
  return findingAt(context, deed.passage, deed.from, deed.to, {
    code: 'target-shrunk',
    severity: 'warning',
    message: `${issueName(issue)}承诺“${words(promise)}”，落实只有“${words(deed)}”。请核实是否兑现，没有兑现的要说明。`,
    related: [relate(context, promise.passage, promise.from, promise.to)],
  });
}
