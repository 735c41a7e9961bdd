/** Lines of a text, counted from 1, as the parser counts them. */
export interface LineIndex {
  lineAt(offset: number): number;
  /** The words of a line without surrounding space, as offsets of the whole text. */
  wordsOf(line: number): { from: number; to: number };
}

/** Finds line breaks once, so that every later question is a binary search. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const wordsOf = (line: number): { from: number; to: number } => {
    let from = starts[line - 1] ?? text.length;
    let to = starts[line] ?? text.length;
    while (from < to && isSpace(text.charCodeAt(from))) from += 1;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
    return { from, to };
  };
  return { lineAt, wordsOf };
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200f);
}
