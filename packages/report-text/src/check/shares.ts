import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { countedOf } from './counted.ts';
import type { Counted } from './counted.ts';
import { sentencesOf } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import type { CheckFinding } from './types.ts';

const written = '(?:约?为|达到?|是|达)?了?(\\d{1,3}(?:\\.\\d{1,3})?)%';
/** 规范率86.4% behind 750份,其中规范642份. */
const namedRate = new RegExp(`(?<=([\\u4e00-\\u9fff]{2}))率${written}`, 'g');
/** 占比61.3% right behind the two numbers that it follows from. */
const share = new RegExp(`,占(?:比|总数的?|全部的?)${written}`, 'g');

/** Rates and shares that do not follow from the two numbers right before them. */
export function shareFindings(context: CheckContext): CheckFinding[] {
  return context.passages.flatMap((passage) => {
    const norm = passage.norm.slice(0, paragraphLimit);
    if (!/%/.test(norm) || !/率|占/.test(norm)) return [];
    return sentencesOf(norm).flatMap((sentence) =>
      sentence.text.length > 400 || !sentence.text.includes('%') ? [] : judge(context, passage, sentence),
    );
  });
}

function judge(context: CheckContext, passage: Passage, sentence: Sentence): CheckFinding[] {
  const counted = countedOf(sentence);
  if (counted.length < 2) return [];
  const named = [...sentence.text.matchAll(namedRate)].flatMap((found): CheckFinding[] => {
    const [, core = '', percent = ''] = found;
    const before = counted.filter((each) => each.to <= found.index);
    const at = before.findLastIndex((each) => each.label.includes(core));
    const isNear = found.index - (before[at]?.to ?? 0) <= 24;
    return isNear
      ? compare(context, passage, sentence, { found, percent, before, total: before[at - 1], part: before[at] })
      : [];
  });
  const shares = [...sentence.text.matchAll(share)].flatMap((found): CheckFinding[] => {
    const before = counted.filter((each) => each.to <= found.index);
    const [total, part] = before;
    const isRight = before.length === 2 && found.index === part?.to;
    return isRight ? compare(context, passage, sentence, { found, percent: found[1] ?? '', before, total, part }) : [];
  });
  return [...named, ...shares];
}

interface Comparison {
  found: RegExpExecArray;
  percent: string;
  before: readonly Counted[];
  total: Counted | undefined;
  part: Counted | undefined;
}

function compare(
  context: CheckContext,
  passage: Passage,
  sentence: Sentence,
  { found, percent, before, total, part }: Comparison,
): CheckFinding[] {
  if (!total || !part || total.kind !== part.kind || total.value <= part.value) return [];
  const decimals = percent.split('.')[1]?.length ?? 0;
  // Rounded or cut off; and whatever else of that sentence it may follow from.
  const alike = before.filter((each) => each.kind === part.kind);
  const fits = (a: Counted, b: Counted): boolean =>
    b.value > 0 && Math.abs((a.value / b.value) * 100 - Number(percent)) < 10 ** -decimals;
  if (alike.some((a) => alike.some((b) => a !== b && (fits(a, b) || fitsRest(a, b, percent, decimals))))) return [];
  const exact = ((part.value / total.value) * 100).toFixed(Math.max(1, decimals));
  const words = found[0].replace(/^,/, '');
  const from = sentence.from + found.index + found[0].length - words.length;
  const shown = (each: Counted): string => sentence.text.slice(each.from, each.to);
  return [
    findingAt(context, passage, from, sentence.from + found.index + found[0].length, {
      code: 'sum-mismatch',
      severity: 'warning',
      message: `“${words}”与前文的数字不符：${shown(part)} ÷ ${shown(total)} 约为 ${exact}%。请核对。`,
    }),
  ];
}

/** 压减率87.3% of 71家 that came down to 9家. */
function fitsRest(a: Counted, b: Counted, percent: string, decimals: number): boolean {
  return b.value > a.value && Math.abs(((b.value - a.value) / b.value) * 100 - Number(percent)) < 10 ** -decimals;
}
