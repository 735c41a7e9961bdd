import { Parser } from 'htmlparser2';

import { demandShallow } from './reading-bounds.ts';

const BLOCKS = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'table',
  'section',
  'article',
  'header',
  'main',
  'aside',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dt',
  'dd',
  'dl',
  'blockquote',
  'pre',
  'figure',
  'figcaption',
  'form',
  'fieldset',
  'address',
  'hr',
  'br',
  'tr',
  'body',
  'center',
]);
/** What is no part of a text: programs, menus, what is there only for other programs. */
const DROPPED = new Set([
  'script',
  'style',
  'nav',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
  'select',
  'textarea',
  'button',
]);

/** The text of an HTML document or fragment: a line for each block, cells of a row parted by tabs, lists numbered. */
export function htmlText(html: string): string {
  const reader = new TextReader();
  new Parser(reader, { decodeEntities: true, lowerCaseTags: true }).end(html);
  return reader.text();
}

class TextReader {
  private readonly lines: string[] = [];
  private line = '';
  private dropped = 0;
  private cells = 0;
  private depth = 0;
  /** Counters of the open ordered lists; null for an unordered one. */
  private readonly lists: (number | null)[] = [];

  onopentag(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    demandShallow(this.depth);
    if (DROPPED.has(name)) this.dropped += 1;
    if (name === 'td' || name === 'th') {
      if (this.line.trim() !== '') this.line = `${this.line.trimEnd()}\t`;
      this.cells += 1;
    } else if (BLOCKS.has(name)) this.endLine();
    if (name === 'ol' || name === 'ul') this.lists.push(name === 'ol' ? Number(attributes['start'] ?? 1) || 1 : null);
    if (name === 'li') this.startItem();
  }

  ontext(words: string): void {
    if (this.dropped === 0) this.line += words.replaceAll(/[\r\n\t ]+/gu, ' ');
  }

  onclosetag(name: string): void {
    this.depth -= 1;
    if (DROPPED.has(name)) this.dropped = Math.max(0, this.dropped - 1);
    if (name === 'td' || name === 'th') this.cells = Math.max(0, this.cells - 1);
    else if (BLOCKS.has(name)) this.endLine();
    if (name === 'ol' || name === 'ul') this.lists.pop();
  }

  text(): string {
    this.endLine();
    return this.lines.map((line) => `${line}\n`).join('');
  }

  private startItem(): void {
    const number = this.lists.at(-1);
    if (number === null || number === undefined) return;
    this.line += `${number}.`;
    this.lists[this.lists.length - 1] = number + 1;
  }

  /** Paragraphs inside a cell stay in their row. */
  private endLine(): void {
    if (this.cells > 0) {
      if (this.line !== '' && !this.line.endsWith('\t')) this.line += ' ';
      return;
    }
    const line = this.line
      .replaceAll(/ {2,}/gu, ' ')
      .replaceAll(/ ?\t ?/gu, '\t')
      .trim();
    if (line !== '') this.lines.push(line);
    this.line = '';
  }
}
