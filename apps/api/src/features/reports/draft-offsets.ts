import { FIGURE_REFERENCE } from '@rectify/report-text';

/** A stretch of a draft's paragraph and what it reads as once figures are written out. */
interface Segment {
  draftFrom: number;
  draftTo: number;
  from: number;
  to: number;
  isFigure: boolean;
}

/** A drafted paragraph beside its written form: where each stretch of the one stands in the other. */
export interface WrittenParagraph {
  text: string;
  segments: Segment[];
}

/** Writes a paragraph's figures out as its readers get them; an unknown figure is a dash. */
export function writeOut(draft: string, textOf: (key: string) => string | undefined): WrittenParagraph {
  const segments: Segment[] = [];
  let text = '';
  const add = (draftFrom: number, draftTo: number, words: string, isFigure: boolean) => {
    if (draftTo > draftFrom)
      segments.push({ draftFrom, draftTo, from: text.length, to: text.length + words.length, isFigure });
    text += words;
  };
  let at = 0;
  for (const found of draft.matchAll(FIGURE_REFERENCE)) {
    add(at, found.index, draft.slice(at, found.index), false);
    at = found.index + found[0].length;
    add(found.index, at, textOf(found[0].slice(2, -2)) ?? '—', true);
  }
  add(at, draft.length, draft.slice(at), false);
  return { text, segments };
}

/** A stretch of the written form as it stands in the draft; `isExact` where it holds no part of a figure. */
export function toDraft({ segments }: WrittenParagraph, from: number, to: number) {
  const touched = segments.filter((segment) => segment.from < to && segment.to > from);
  const [first] = touched;
  const last = touched.at(-1);
  if (!first || !last) return { from: 0, to: 0, isExact: false };
  return {
    from: first.isFigure ? first.draftFrom : first.draftFrom + Math.max(0, from - first.from),
    to: last.isFigure ? last.draftTo : last.draftFrom + Math.min(to, last.to) - last.from,
    isExact: touched.every(({ isFigure }) => !isFigure),
  };
}
