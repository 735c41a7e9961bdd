import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

/** What a written unit is worth in the smallest one of its kind. */
const units: Readonly<Partial<Record<string, readonly [kind: string, factor: number]>>> = {
  元: ['元', 1],
  万元: ['元', 1e4],
  亿元: ['元', 1e8],
  吨: ['吨', 1],
  万吨: ['吨', 1e4],
  亩: ['亩', 1],
  万亩: ['亩', 1e4],
  平方米: ['平方米', 1],
  万平方米: ['平方米', 1e4],
  公里: ['公里', 1],
};
const amount = /(?<![\d.])(\d{1,9}(?:\.\d{1,4})?) ?((?:万|亿)?(?:元|吨|亩|平方米)|公里)(?!以上|左右|\/|每)/g;
const split = /,(其中)?([^,;\d]{0,40}?)分别(?:为|是|用于|安排|投入|拨付)/;

interface Amount {
  value: number;
  /** What rounding may hide. */
  slack: number;
  kind: string;
  from: number;
  to: number;
}

/** 资金2300万元,分别用于…1500万元、…600万元: all parts, in units of one kind, against the amount right before them. */
export function respectiveFindings(context: CheckContext): CheckFinding[] {
  return context.passages.flatMap((passage) => {
    const norm = passage.norm.slice(0, paragraphLimit);
    if (!norm.includes('分别')) return [];
    return sentencesOf(norm).flatMap(({ from, text }) =>
      text.length > 400 ? [] : judge(context, passage, text, from),
    );
  });
}

function judge(context: CheckContext, passage: Passage, text: string, offset: number): CheckFinding[] {
  const found = split.exec(text);
  if (!found) return [];
  const [words, among, names = ''] = found;
  const total = amounts(text.slice(0, found.index)).at(-1);
  const start = found.index + words.length;
  const parts = amounts(text.slice(start));
  // The total stands right before its parts, and nothing but parts behind it.
  if (!total || found.index - total.to > 4 || /约|余|近|超/.test(text.slice(Math.max(0, total.from - 3), total.from)))
    return [];
  if (parts.length < 2 || parts.some((each) => each.kind !== total.kind)) return [];
  if (names.includes('、') && names.split(/[、和与]/).length !== parts.length) return [];
  const sum = parts.reduce((all, each) => all + each.value, 0);
  const slack = parts.reduce((all, each) => all + each.slack, total.slack);
  // 其中 may leave some out, but never names more than there is.
  if (sum - total.value <= slack && (among !== undefined || total.value - sum <= slack)) return [];
  const end = offset + start + (parts.at(-1)?.to ?? 0);
  return [
    findingAt(context, passage, offset + total.from, end, {
      code: 'sum-mismatch',
      severity: 'warning',
      message: `合计写“${text.slice(total.from, total.to)}”，分别列出的 ${parts.length} 项相加与它不符。请核对分项和合计。`,
    }),
  ];
}

function amounts(text: string): Amount[] {
  return [...text.matchAll(amount)].flatMap((found): Amount[] => {
    const [whole, written = '', name = ''] = found;
    const unit = units[name];
    if (!unit) return [];
    const [kind, factor] = unit;
    const decimals = written.split('.')[1]?.length ?? 0;
    const slack = (factor * 0.5) / 10 ** decimals;
    return [{ value: Number(written) * factor, slack, kind, from: found.index, to: found.index + whole.length }];
  });
}
