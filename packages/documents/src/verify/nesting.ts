import { UnreadableFile } from '../unreadable-file.ts';

/** No page and no Word file of ours nests a tenth as deep; the parser's time grows with the square of the depth. */
const DEEPEST = 500;

/** Counts the elements that are open; throws UnreadableFile where there are more than any honest file has. */
export class Nesting {
  private depth = 0;

  open(): void {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new UnreadableFile('文件的结构不正常（嵌套太深），不是本系统发布的通报。');
  }

  close(): void {
    this.depth -= 1;
  }
}
