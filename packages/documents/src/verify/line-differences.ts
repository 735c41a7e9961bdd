import { lineCode } from '../digest.ts';
import type { LineDifference } from './types.ts';

const CELLS = 4_000_000;

/** Lines that are not as published, by their words where those are at hand. */
export function differencesByWords(expected: readonly string[], found: readonly string[]): LineDifference[] {
  return differences(expected, found, (at) => expected[at] ?? '', found);
}

/** Lines that are not as published, by the check codes that the file itself carries. */
export function differencesByCodes(codes: readonly string[], found: readonly string[]): LineDifference[] {
  return differences(codes, found.map(lineCode), (at) => `核对码 ${codes[at]}`, found);
}

function differences(
  expected: readonly string[],
  found: readonly string[],
  wordsOf: (at: number) => string,
  foundWords: readonly string[],
): LineDifference[] {
  const result: LineDifference[] = [];
  for (const { from, to, foundFrom, foundTo } of unmatched(expected, found)) {
    for (let step = 0; step < Math.max(to - from, foundTo - foundFrom); step += 1) {
      const isExpected = from + step < to;
      const isFound = foundFrom + step < foundTo;
      result.push({
        // What was added has no place among the published lines: it comes behind the last of those before it.
        line: isExpected ? from + step + 1 : Math.max(1, to),
        expected: isExpected ? wordsOf(from + step) : null,
        found: isFound ? (foundWords[foundFrom + step] ?? null) : null,
      });
    }
  }
  return result;
}

interface Gap {
  from: number;
  to: number;
  foundFrom: number;
  foundTo: number;
}

/** Stretches between lines that both have in common. */
function unmatched(a: readonly string[], b: readonly string[]): Gap[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const whole = { from: start, to: a.length - end, foundFrom: start, foundTo: b.length - end };
  if (whole.from === whole.to && whole.foundFrom === whole.foundTo) return [];
  if ((whole.to - whole.from) * (whole.foundTo - whole.foundFrom) > CELLS) return [whole];
  return gapsOf(whole, commonPairs(a.slice(start, whole.to), b.slice(start, whole.foundTo)));
}

function gapsOf(whole: Gap, pairs: readonly (readonly [number, number])[]): Gap[] {
  const gaps: Gap[] = [];
  let from = whole.from;
  let foundFrom = whole.foundFrom;
  for (const [x, y] of [...pairs, [whole.to - whole.from, whole.foundTo - whole.foundFrom] as const]) {
    const to = whole.from + x;
    const foundTo = whole.foundFrom + y;
    if (to > from || foundTo > foundFrom) gaps.push({ from, to, foundFrom, foundTo });
    from = to + 1;
    foundFrom = foundTo + 1;
  }
  return gaps;
}

/** The longest common subsequence as pairs of places. */
function commonPairs(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (x: number, y: number) => lengths[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1)
      lengths[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const pairs: [number, number][] = [];
  let x = 0;
  let y = 0;
  while (x < a.length && y < b.length) {
    if (a[x] === b[y]) pairs.push([x++, y++]);
    else if (at(x + 1, y) >= at(x, y + 1)) x += 1;
    else y += 1;
  }
  return pairs;
}
