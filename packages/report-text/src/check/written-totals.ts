import { readNumber } from '../characters.ts';
import type { Sentence } from './sentences.ts';

const formal = '零壹贰叁肆伍陆柒捌玖拾佰仟';
const common = '零一二三四五六七八九十百千';
// The unit follows at once, so that a surname or 收拾 is none.
const formalNumber = /[零壹贰叁肆伍陆柒捌玖拾佰仟]{1,7}(?= ?(?:[余多] ?)?(?:[个项条件]|[万亿]?元))/g;

/** 陆拾贰个 as 六十二个, sign for sign; 叁万伍仟元 is left. */
export function plainNumerals(norm: string): string {
  return norm.replaceAll(formalNumber, (written, at: number) =>
    /[万亿\d]/.test(norm.charAt(at - 1)) || !/[壹贰叁肆伍陆柒捌玖]/.test(written)
      ? written
      : [...written].map((sign) => common[formal.indexOf(sign)] ?? sign).join(''),
  );
}

/** The same sentence, sign for sign, in words that are read; only the numbers at these places are to be taken from it. */
export interface Rewording {
  text: string;
  /** By place: 60余项 is sixty or up to ten more, 62件 no more than that. */
  ranges: ReadonlyMap<number, number>;
}

const numeral = '(?:\\d{1,4}|[一二两三四五六七八九十百千]{1,7})';
const rounded = new RegExp(`(?<![\\d.第一二两三四五六七八九十百千])(${numeral})([余多])(?= ?[个项条件])`, 'g');
const units = '(?:局|委|办|院|校|镇|街道|公司|集团|中心|学校|学院|医院)';
const takenOn = new RegExp(
  `(?<=(?:^|,)(?:目前|截至[^,]{0,14})?(?:[我本全](?:单位|${units})|[\u4e00-\u9fff]{0,8}${units}(?:党组|党委|党总支)|党组|党委)(?:共|共计|全部|主动)?)认领(?=(?:了|的|巡察|反馈|整改)*问题(?:共|共计|合计|有|为)?(${numeral}) ?[个项条件]|了?(${numeral}) ?[个项条件](?:巡察|反馈|整改|的)*问题)`,
  'g',
);

/** How far a round number may be exceeded: 60余 by ten, 100余 by a hundred; null where it is not round. */
function rangeOf(written: string): number | null {
  const value = readNumber(written) ?? 0;
  return [1000, 100, 10].find((each) => value > 0 && value % each === 0) ?? null;
}

/** 60余项, 六十多个, 我局认领问题62件: totals that are not written as such. */
export function rewordings({ text }: Sentence): Rewording[] {
  const round = new Map<number, number>();
  const rounds = text.replaceAll(rounded, (words, written: string, _: string, at: number) => {
    const range = rangeOf(written);
    if (range === null) return words;
    round.set(at, range);
    return `${written} `;
  });
  const taken = new Map<number, number>();
  const ours = text.replaceAll(takenOn, (words, behind: string | undefined, before: string | undefined, at: number) => {
    taken.set(text.indexOf(behind ?? before ?? '', at + words.length), 0);
    return '指出';
  });
  return [
    { text: rounds, ranges: round },
    { text: ours, ranges: taken },
  ].filter(({ ranges }) => ranges.size > 0);
}

const labelled = new RegExp(
  `(?:^|,)\\s*(?<label>(?:巡察)?(?:反馈)?的?问题总数|整改措施总数)\\s{0,2}[:为是]?\\s{0,2}(?<n>${numeral})(?=\\s*(?:$|[,、(]))`,
  'g',
);

/** 反馈问题总数:62, a label with its bare number. */
export function labelledTotals({ from, text }: Sentence) {
  return [...text.matchAll(labelled)].flatMap(({ 0: words, groups, index }) => {
    const written = groups?.['n'] ?? '';
    const value = readNumber(written);
    const to = from + index + words.length;
    const kind = groups?.['label']?.includes('措施') ? ('measures' as const) : ('issues' as const);
    return value === null
      ? []
      : [{ kind, value, unit: kind === 'issues' ? '个' : '条', from: to - written.length, to }];
  });
}
