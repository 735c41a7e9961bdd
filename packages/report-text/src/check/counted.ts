import type { Sentence } from './sentences.ts';

/** A number with its unit, and the words that say what it counts. */
export interface Counted {
  /** In the smallest unit of its kind: 1.2万元 is 12000 元. */
  value: number;
  /** What rounding may hide. */
  slack: number;
  kind: string;
  written: string;
  label: string;
  /** Offsets in the sentence. */
  labelFrom: number;
  from: number;
  to: number;
}

const factors: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };
const number =
  /(?<![\d.第])(\d{1,9}(?:\.\d{1,4})?) ?(?:(万|亿)?(元|吨|亩|平方米|立方米|户次|人次)|(公里|台次|场次|个|项|件|条|处|人|份|家|名|户|起|次|辆|台|宗|笔|张|所|栋|套|篇|期|批|轮))(?!以上|左右|\/|多(?!个))/g;

/** Every counted thing of a sentence; its label begins behind the sign or the number before it. */
export function countedOf({ text }: Sentence): Counted[] {
  const all: Counted[] = [];
  for (const found of text.matchAll(number)) {
    const [whole, figures = '', power = '', amount = '', counter = ''] = found;
    // 1.7个党支部 at the head of a line is the first point, about seven.
    const written = found.index === 0 ? figures.replace(/^\d{1,2}\./, '') : figures;
    const before = text.slice(Math.max(all.at(-1)?.to ?? 0, found.index - 40), found.index);
    const label = /[^,、:()/]*$/.exec(before)?.[0] ?? '';
    const factor = factors[power] ?? 1;
    const decimals = written.split('.')[1]?.length ?? 0;
    all.push({
      value: Number((Number(written) * factor).toFixed(4)),
      slack: decimals === 0 && factor === 1 ? 0 : (factor * 0.5) / 10 ** decimals,
      kind: amount || counter,
      written,
      label: label.trim(),
      labelFrom: found.index - label.length,
      from: found.index,
      to: found.index + whole.length,
    });
  }
  return all;
}
