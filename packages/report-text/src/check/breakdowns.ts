import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { countedOf } from './counted.ts';
import type { Counted } from './counted.ts';
import { respectiveFindings } from './respective.ts';
import { sentencesOf } from './sentences.ts';
import { shareFindings } from './shares.ts';
import { sumFindings } from './sums.ts';
import type { CheckFinding } from './types.ts';

/** A total and the parts that a sentence names of it. */
interface Breakdown {
  total: Counted;
  parts: Counted[];
  /** Whether the words say that the parts are all there is: …合计, …43个:… */
  isWhole: boolean;
}

/** Parts and totals, in whatever words: what the narrower rules have found is not said twice. */
export function breakdownFindings(context: CheckContext): CheckFinding[] {
  const known = [...sumFindings(context), ...respectiveFindings(context)];
  const more = [...context.passages.flatMap((each) => passageFindings(context, each)), ...shareFindings(context)];
  return [...known, ...more.filter((each) => !known.some((other) => other.from < each.to && other.to > each.from))];
}

function passageFindings(context: CheckContext, passage: Passage): CheckFinding[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  if (!/其中|[合共总]计|共处理|\d[个项条件处][:(]/.test(norm)) return [];
  return sentencesOf(norm).flatMap((sentence) => {
    if (sentence.text.length > 400) return [];
    const counted = countedOf(sentence);
    if (counted.length < 3) return [];
    return [...among(sentence.text, counted), ...summedUp(sentence.text, counted), ...listed(sentence.text, counted)]
      .flatMap((each) => {
        const severity = doubtOf(each);
        return severity === null ? [] : [finding(context, passage, sentence.from, each, severity)];
      })
      .slice(0, 1);
  });
}

/** What is no part of the whole any more: how far it is, whom it reached, another sum. */
const noPart =
  /^(?:目前|现|已|均|都|全部|剩(?!余)|尚|未|整改|完成|办结|解决|处置|销号|化解|占(?!用|道|地|压))|^共(?!享|建|同)|合计|总计|累计|共计|涉及|惠及|覆盖|同比|下降|上升|增[长加]|减少|提高|每|人均|户均/;
const vagueNumber = /[约近超逾达]$|(?<![剩其])余$/;

/** …25人,其中…19人、…4人: the parts behind 其中, as long as they are of one unit. */
function among(text: string, counted: readonly Counted[]): Breakdown[] {
  return [...text.matchAll(/其中/g)].flatMap(({ index }): Breakdown[] => {
    const total = counted.findLast((each) => each.to <= index);
    if (!total || !/^[^,、:()\d]{0,16}[,(:]?$/.test(text.slice(total.to, index)) || vagueNumber.test(total.label))
      return [];
    const parts: Counted[] = [];
    for (const part of counted.filter((each) => each.from > index)) {
      const label = part.label.replace(/^其中[,:]?/, '');
      if (part.kind !== total.kind || label === '' || noPart.test(label)) break;
      // 其中党员12名。 and then, after other words, 8名: no row any more.
      const last = parts.at(-1);
      if (last && !/^(?:[^,、:()\d]{0,6})[,、和及]?$/.test(text.slice(last.to, part.labelFrom))) break;
      parts.push({ ...part, label });
    }
    return parts.length < 2 || parts.some((each) => vagueNumber.test(each.label))
      ? []
      : [{ total, parts, isWhole: false }];
  });
}

const sumUp =
  /(?:^|[,(])(?:(?!涉及|惠及|覆盖|服务|受益)[^,、:()\d]{0,6}(?:[合共总]计)|共(?=\d|处理|计))[^,、:()\d]{0,6}$/;

/** …21条、…27条、…8条,合计52条: what stands before the sum, in one unit. */
function summedUp(text: string, counted: readonly Counted[]): Breakdown[] {
  return counted.flatMap((total, order): Breakdown[] => {
    if (!sumUp.test(text.slice(Math.max(0, total.from - 14), total.from)) || vagueNumber.test(total.label)) return [];
    const parts: Counted[] = [];
    for (const part of counted.slice(0, order).toReversed()) {
      if (part.kind !== total.kind || part.label === '' || noPart.test(part.label)) break;
      parts.unshift(part);
    }
    // 检查30家,发现…3家、…4家,共计7家: the first number may be of something else.
    const fits = parts.some((_, from) => isEqual(total, parts.slice(from)));
    const isRow = parts.length >= 2 && parts.every((each) => each.value < total.value || each.value === 0);
    return fits || !isRow ? [] : [{ total, parts, isWhole: true }];
  });
}

/** 问题43个:上沟村8个、下沟村7个、…: three at least, and nothing else up to the end. */
function listed(text: string, counted: readonly Counted[]): Breakdown[] {
  const order = counted.findIndex((each) => /[:(]/.test(text[each.to] ?? ''));
  const total = counted[order];
  if (!total || vagueNumber.test(total.label)) return [];
  const isBracket = text[total.to] === '(';
  const close = isBracket ? text.indexOf(')', total.to) : text.length;
  const parts = counted.filter((each) => each.from > total.to && each.to <= close);
  const isRow =
    parts.length >= 3 &&
    parts.every(({ kind, label }) => kind === total.kind && label !== '' && !noPart.test(label)) &&
    /^[,、)\s]*$/.test(text.slice(parts.at(-1)?.to ?? 0, close));
  return isRow ? [{ total, parts, isWhole: true }] : [];
}

const sumOf = (parts: readonly Counted[]): number =>
  Number(parts.reduce((all, each) => all + each.value, 0).toFixed(4));
const slackOf = (total: Counted, parts: readonly Counted[]): number => {
  // Numbers of one unit are added as they stand; only what is rounded to different places may differ.
  const places = new Set([total, ...parts].map((each) => each.slack));
  return places.size === 1 ? 0.0001 : parts.reduce((all, each) => all + each.slack, total.slack);
};
const isEqual = (total: Counted, parts: readonly Counted[]): boolean =>
  Math.abs(sumOf(parts) - total.value) <= slackOf(total, parts);

/** One person may be warned and talked to, one house be poor and let: their marks overlap. */
const ofPersons = /^[人名户家]$/;
/** One thing may bear several of these. */
const overlapping =
  /党员|女|男|重点|骨干|优秀|以上|以下|少数民族|含|贫困|低保|残疾|干部|本科|硕士|博士|研究生|高级|规上|规模|民营/;
/** Marks of which each thing bears exactly one. */
const exclusive = /(?:第?[一二三四]种形态|[类级型批期档]|[高中低]风险|[高中低]危)$/;
const grade = /^(?:高|中|低)/;
const remainder = /其余|其他|其它|剩余|余下|另外/;
/** Who pays the rest names the last source. */
const ownShare = /自筹|配套|自有资金/;

/** How sure it is that parts and total do not belong together; null where they may. */
function doubtOf({ total, parts, isWhole }: Breakdown): 'warning' | 'note' | null {
  if (total.value === 0 || isEqual(total, parts)) return null;
  if (isWhole) return 'warning';
  const labels = parts.map((each) => each.label.replace(/(?:有|为|共)$/, ''));
  const isExclusive = labels.every((each) => exclusive.test(each)) || isGraded(labels);
  if (sumOf(parts) > total.value) return isExclusive || !mayOverlap(total, labels) ? 'warning' : null;
  // Parts that leave much out are chosen ones.
  if (sumOf(parts) < total.value * 0.7) return null;
  if (remainder.test(labels.at(-1) ?? '')) return 'warning';
  if (total.kind === '元' && ownShare.test(labels.at(-1) ?? '')) return 'warning';
  if (parts.length >= 3 && (isExclusive || sharedEnding(labels) >= 2)) return 'warning';
  if (isOpposed(labels)) return 'warning';
  return isSlip(total, parts) || isShortByFew(total, parts) ? 'note' : null;
}

/** Two marks of which each thing bears one or the other. */
const opposed: readonly (readonly [RegExp, RegExp])[] = [
  [/重点/, /一般|普通|非重点/],
  [/住院/, /门诊/],
  [/城[镇区市]/, /农村|乡[村镇]/],
  [/公办/, /民办/],
  [/国有/, /民营|私营/],
  [/室内/, /室外|户外/],
  [/^(?:本[市区县省校院])/, /^(?:外[市区县省校]|跨[市区县省]|市外|区外)/],
];
const isOpposed = ([first = '', second = '', ...more]: readonly string[]): boolean =>
  more.length === 0 &&
  opposed.some(([a, b]) => (a.test(first) && !b.test(first) && b.test(second)) || (a.test(second) && b.test(first)));

/** Three parts or more that fall short of the whole by hardly anything: one of them may be miscounted. */
const isShortByFew = (total: Counted, parts: readonly Counted[]): boolean =>
  parts.length >= 3 && !ofPersons.test(total.kind) && sumOf(parts) >= total.value * 0.95;

const isGraded = (labels: readonly string[]): boolean =>
  labels.length === 3 && labels.every((each) => grade.test(each)) && new Set(labels.map((each) => each[0])).size === 3;

const mayOverlap = (total: Counted, labels: readonly string[]): boolean =>
  ofPersons.test(total.kind) || labels.some((each) => overlapping.test(each));

/** How many signs all labels end in alike: 中央资金, 省级资金, 市级资金. */
function sharedEnding(labels: readonly string[]): number {
  const [first = ''] = labels;
  let length = 0;
  while (length < first.length && labels.every((each) => each.at(-1 - length) === first.at(-1 - length))) length += 1;
  return labels.some((each) => each.length === length) ? 0 : length;
}

/** The sum and the total differ in one figure of three or more: a slip of the pen rather than a part left out. */
function isSlip(total: Counted, parts: readonly Counted[]): boolean {
  if (ofPersons.test(total.kind)) return false;
  // 560.0 is written to the last place, 560 may be round.
  const significant = total.written.includes('.') ? total.written.replace('.', '') : total.written.replace(/0+$/, '');
  if (significant.length < 3) return false;
  const [a, b] = [total.value.toFixed(4), sumOf(parts).toFixed(4)];
  return a.length === b.length && [...a].filter((each, at) => each !== b[at]).length === 1;
}

function finding(
  context: CheckContext,
  passage: Passage,
  offset: number,
  { total, parts }: Breakdown,
  severity: 'warning' | 'note',
): CheckFinding {
  const places = [total, ...parts];
  const from = offset + Math.min(...places.map((each) => each.from));
  const to = offset + Math.max(...places.map((each) => each.to));
  const written = passage.norm.slice(offset + total.from, offset + total.to);
  const shown = parts.map((each) => passage.norm.slice(offset + each.from, offset + each.to)).join(' + ');
  return findingAt(context, passage, from, to, {
    code: 'sum-mismatch',
    severity,
    message: `合计写“${written}”，分项（${shown}）相加与它不符。${severity === 'note' ? '没有列全的不用改；列全的请核对。' : '请核对分项和合计。'}`,
  });
}
