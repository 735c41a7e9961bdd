import type { CheckFinding } from '../report-types.ts';
import { replaceShown, shownText, type FigureIndex } from './figure-text.ts';

/** Words of a paragraph to be marked; `at` is where they began in the stored text when they were found. */
export interface Mark {
  quote: string;
  at?: number | undefined;
}

/** Where the marked words stand among the shown ones now; null when they are gone. */
export function shownPlace(
  text: string,
  figures: FigureIndex,
  { quote, at }: Mark,
): { from: number; to: number } | null {
  if (quote === '') return null;
  const whole = shownText(text, figures);
  const noted = at === undefined ? -1 : shownText(text.slice(0, at), figures).length;
  const from = noted >= 0 && whole.startsWith(quote, noted) ? noted : whole.indexOf(quote);
  return from < 0 ? null : { from, to: from + quote.length };
}

type Found = Pick<CheckFinding, 'quote' | 'from' | 'repair'>;

/** The paragraph with the finding mended; null when it was rewritten since and no longer has what was found. */
export function repairParagraph(text: string, figures: FigureIndex, { quote, from, repair }: Found): string | null {
  const place = shownPlace(text, figures, { quote, at: from });
  if (!repair || !place) return null;
  const begin = place.from + repair.from - from;
  return replaceShown(text, figures, {
    from: begin,
    to: begin + repair.to - repair.from,
    replacement: repair.replacement,
  });
}
