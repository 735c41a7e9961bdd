import { UnreadableFile } from './unreadable-file.ts';

// The readers of Word files and pages build a tree of all that is in one, and slow down with the square of its depth: a
// file of some kilobytes can unpack to more than the process has memory for. So what they get is counted first.

const TAG = 0x3c;
const EQUALS = 0x3d;
const QUOTES: ReadonlySet<number | undefined> = new Set([0x22, 0x27]);

/** About what each takes in memory, measured: an element some 1.3 KB, an attribute a quarter of that. */
const ELEMENT_COST = 4;
/** Several times what a long report has; two such files at once fit into the memory of one process. */
const MOST_COST = 300_000;

/** Refuses the parts of a Word file that hold more elements and attributes than can be read. */
export function demandReadable(parts: Iterable<Uint8Array>): void {
  let left = MOST_COST;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      if (part[at] === TAG) left -= part[at + 1] === 0x2f ? 0 : ELEMENT_COST;
      else if (part[at] === EQUALS && QUOTES.has(part[at + 1])) left -= 1;
    }
    if (left < 0) throw new UnreadableFile('文件的结构太复杂，无法读取。请把其中的文字粘贴进来检查。');
  }
}

/** Pages with forgotten end tags nest some hundred deep; nobody writes ten times that. */
const DEEPEST = 3000;

/** Refuses a page with more elements inside each other than any honest one has. */
export function demandShallow(depth: number): void {
  if (depth > DEEPEST) throw new UnreadableFile('网页的结构不正常（嵌套太深），无法读取。请把其中的文字粘贴进来检查。');
}
