import type { CallReply } from '../../lib/call.ts';

export type Checked = CallReply<'checkText'>;
export type Finding = Checked['findings'][number];

/** The text and what was found in it, as it stands after repairs. */
export interface CheckedText {
  text: string;
  findings: readonly Finding[];
}

/** Where a line begins, for each line. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Mends one finding; the others keep their places, and those that the mended words were part of are done with. */
export function repairText({ text, findings }: CheckedText, { repair, key }: Finding): CheckedText {
  if (!repair) return { text, findings };
  const { from, to, replacement } = repair;
  const mended = text.slice(0, from) + replacement + text.slice(to);
  const shift = replacement.length - (to - from);
  const starts = lineStarts(mended);
  const moved = (offset: number) => (offset >= to ? offset + shift : offset);
  return {
    text: mended,
    findings: findings
      .filter((each) => each.key !== key && (each.to <= from || each.from >= to))
      .map((each) => ({
        ...each,
        from: moved(each.from),
        to: moved(each.to),
        line: lineAt(starts, moved(each.from)),
        // A repair that reaches into the mended words no longer fits.
        repair:
          each.repair && (each.repair.to <= from || each.repair.from >= to)
            ? { ...each.repair, from: moved(each.repair.from), to: moved(each.repair.to) }
            : null,
      })),
  };
}

interface LinePiece {
  text: string;
  /** What is found here, the worst first; null for plain words. */
  finding: Finding | null;
}

export interface Line {
  number: number;
  pieces: LinePiece[];
}

const WEIGHT = { error: 0, warning: 1, note: 2 } as const;

/** The text in lines, each in pieces that carry a finding or not; where findings overlap, the worst is shown. */
export function linesWithFindings({ text, findings }: CheckedText): Line[] {
  const starts = lineStarts(text);
  const byLine = new Map<number, Finding[]>();
  for (const finding of findings) {
    const last = lineAt(starts, Math.max(finding.from, finding.to - 1));
    for (let line = lineAt(starts, finding.from); line <= last; line += 1) {
      byLine.set(line, [...(byLine.get(line) ?? []), finding]);
    }
  }
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const words = text.slice(start, end).replace(/[\r\n]+$/, '');
    return { number: index + 1, pieces: piecesOf(words, start, byLine.get(index + 1) ?? []) };
  });
}

function piecesOf(words: string, start: number, findings: readonly Finding[]): LinePiece[] {
  const within = (offset: number) => Math.min(words.length, Math.max(0, offset - start));
  const cuts = new Set([0, words.length, ...findings.flatMap(({ from, to }) => [within(from), within(to)])]);
  const sorted = [...cuts].sort((a, b) => a - b);
  const worst = [...findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  return sorted.slice(1).map((to, index) => {
    const from = sorted[index] ?? 0;
    const finding = worst.find((each) => within(each.from) <= from && within(each.to) >= to && each.to > each.from);
    return { text: words.slice(from, to), finding: finding ?? null };
  });
}
