import { memo } from 'react';
import { figureLabel, figureWords, segmentsOf, type FigureIndex } from './figure-text.ts';
import { shownPlace, type Mark } from './finding-place.ts';

interface ParagraphTextProps {
  text: string;
  figures: FigureIndex;
  /** Words to mark: what a finding speaks of. */
  mark?: Mark | undefined;
}

interface Piece {
  words: string;
  figure: string | null;
  isMarked: boolean;
}

/** The paragraph in pieces that are words or a figure, and wholly marked or not at all. */
function piecesOf(text: string, figures: FigureIndex, mark: Mark | undefined): Piece[] {
  const raw = segmentsOf(text).map((segment) =>
    typeof segment === 'string'
      ? { words: segment, figure: null }
      : { words: figureWords(segment.figure, figures), figure: segment.figure },
  );
  const { from, to } = (mark && shownPlace(text, figures, mark)) ?? { from: -1, to: -1 };
  let at = 0;
  return raw.flatMap(({ words, figure }): Piece[] => {
    const begin = at;
    at += words.length;
    if (figure !== null) return [{ words, figure, isMarked: begin < to && at > from }];
    const cuts = [0, from - begin, to - begin, words.length]
      .map((cut) => Math.min(words.length, Math.max(0, cut)))
      .sort((a, b) => a - b);
    return cuts.slice(1).flatMap((cut, index) => {
      const start = cuts[index] ?? 0;
      if (cut === start) return [];
      return [{ words: words.slice(start, cut), figure: null, isMarked: begin + start >= from && begin + cut <= to }];
    });
  });
}

/** A paragraph as it is read: words with figures in them. Clicks on a figure are heard by the list. */
export const ParagraphText = memo(function ParagraphText({ text, figures, mark }: ParagraphTextProps) {
  const pieces = piecesOf(text, figures, mark);
  if (pieces.length === 0) return <span className="paragraph-empty">（空段）</span>;
  return (
    <>
      {pieces.map(({ words, figure, isMarked }, index) => {
        if (figure !== null) {
          return (
            <span
              key={index}
              className={`figure-chip${figures.has(figure) ? '' : ' is-unknown'}${isMarked ? ' is-marked' : ''}`}
              data-figure={figure}
              data-label={figureLabel(figure, figures)}
            >
              {words}
            </span>
          );
        }
        return isMarked ? <mark key={index}>{words}</mark> : <span key={index}>{words}</span>;
      })}
    </>
  );
});
