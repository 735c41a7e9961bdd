import { foldWidth } from '../characters.ts';
import { findOrdinals, ordinalAt } from '../ordinals.ts';
import { hanNumber, withStop, writtenDay } from './chinese.ts';
import type { ComposeMeasure } from './types.ts';

/** A measure as a report words it; `ordinal` null where it is not counted. */
export interface MeasureWords {
  ordinal: number | null;
  text: string;
}

/**
 * What a report says of a measure: the ledger's words, without a number of their own that says the same as the
 * ordinal, and behind them the latest progress with its day. Without progress the words stay as they are.
 */
export function measureWords(measure: ComposeMeasure): MeasureWords {
  const { ordinal, text } = withoutOwnNumber(measure);
  const { progress } = measure;
  if (progress === null || progress.text.trim() === '') return { ordinal, text };
  const said = progress.text.trim();
  const day = /^(?:截[至止]|目前)/u.test(said) ? '' : `截至${writtenDay(progress.asOf)}，`;
  return { ordinal, text: `${withStop(text)}${day}${withStop(said)}` };
}

function withoutOwnNumber({ ordinal, text }: ComposeMeasure): MeasureWords {
  const trimmed = text.trim();
  const own = ordinalAt(foldWidth(trimmed));
  if (own?.value == null || (ordinal !== null && own.value !== ordinal)) return { ordinal, text: trimmed };
  return { ordinal: own.value, text: trimmed.slice(own.textFrom).trim() };
}

/** How the measures of one issue are counted on paper: 一是, 第一，, 其一，. */
const countings = ['shi', 'di', 'qi'] as const;
export type Counting = (typeof countings)[number];

/** The usual 一是、二是, unless measures themselves run on with 二是…: then one by which a reader can tell the two apart. */
export function countingOf(measures: readonly MeasureWords[]): Counting {
  const taken = new Set<string>();
  for (const { ordinal, text } of measures) {
    const norm = foldWidth(`一是${text}`);
    for (const { style, value } of findOrdinals(norm, 2, norm.length))
      if (value === (ordinal ?? 0) + 1) taken.add(style);
  }
  return countings.find((counting) => !taken.has(counting)) ?? 'shi';
}

/** The number in front of a measure; nothing where it is not counted. */
export function countedBy(counting: Counting, ordinal: number | null): string {
  if (ordinal === null) return '';
  const number = hanNumber(ordinal);
  return { shi: `${number}是`, di: `第${number}，`, qi: `其${number}，` }[counting];
}
