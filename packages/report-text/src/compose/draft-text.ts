import type { DraftParagraph, FigureValues } from '../report-document.ts';
import { FIGURE_REFERENCE } from '../report-document.ts';

/** A draft as plain text, one paragraph after the other, figures written out; an unknown figure stays as it is. */
export function draftText(paragraphs: readonly Pick<DraftParagraph, 'text'>[], figures: FigureValues): string {
  const written = (text: string) =>
    text.replaceAll(FIGURE_REFERENCE, (reference) => figures.get(reference.slice(2, -2))?.text ?? reference);
  return paragraphs.map(({ text }) => `${written(text)}\n`).join('');
}
