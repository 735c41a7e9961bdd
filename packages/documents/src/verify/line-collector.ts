import { writtenLine } from '@rectify/report-text/canonical';

import { UnreadableFile } from '../unreadable-file.ts';

interface Open {
  index: number;
}

/** The longest report has a tenth of this. */
const LINES_MOST = 20_000;

/** Throws UnreadableFile where a file has more lines than any report. */
export function demandBounded(lines: number): void {
  if (lines > LINES_MOST) throw new UnreadableFile('文件的行数太多，不是本系统发布的通报。');
}

/** Collects lines that may lie inside each other; text belongs to the innermost one that is open. */
export class LineCollector {
  private readonly pieces: string[][] = [];
  private readonly stack: Open[] = [];
  private stray: number | null = null;

  open(): void {
    this.stray = null;
    demandBounded(this.pieces.length);
    this.stack.push({ index: this.pieces.push([]) - 1 });
  }

  close(): void {
    this.stray = null;
    this.stack.pop();
  }

  get isOpen(): boolean {
    return this.stack.length > 0;
  }

  /** Text outside every line becomes a line of its own, unless it is nothing but space. */
  text(words: string): void {
    const open = this.stack.at(-1);
    if (open) this.pieces[open.index]?.push(words);
    else if (this.stray !== null) this.pieces[this.stray]?.push(words);
    else if (writtenLine(words) !== '') this.stray = this.pieces.push([words]) - 1;
  }

  /** The lines in the order in which they began, with their invisible characters and without those that hold nothing. */
  lines(): string[] {
    return this.pieces.map((words) => writtenLine(words.join(''))).filter((line) => line !== '');
  }
}

/** Stands for what can be seen and is no text: a picture, a struck-out word, a number of the program's own. */
export const FOREIGN = '\u25a1';
