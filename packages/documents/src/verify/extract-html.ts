import { Parser } from 'htmlparser2';
import { normaliseLine } from '@rectify/report-text/canonical';

import { PageInspector } from './inspect-page.ts';
import { FOREIGN, LineCollector } from './line-collector.ts';
import { Nesting } from './nesting.ts';
import { Surroundings } from './surroundings.ts';
import type { ExtractedReport } from './types.ts';

const parted = new Set([
  'p',
  'div',
  'li',
  'tr',
  'td',
  'th',
  'br',
  'ul',
  'ol',
  'table',
  'section',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dt',
  'dd',
]);
/** What shows something else than its text, or may change what is shown; a button shows its text. */
const foreign = new Set([
  'img',
  'svg',
  'canvas',
  'object',
  'embed',
  'iframe',
  'video',
  'audio',
  'input',
  'textarea',
  'select',
  'script',
  'style',
  'link',
  'base',
  'del',
  's',
  'strike',
  'ruby',
  'math',
  'meter',
  'progress',
]);

/** Reads the article that a published page marks as the report; null when the page has none. */
export function extractHtml(html: string): ExtractedReport | null {
  const reader = new ArticleReader();
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  parser.end(html);
  return reader.result;
}

class ArticleReader {
  result: ExtractedReport | null = null;
  private readonly collector = new LineCollector();
  /** Open elements inside the article; true where one is a line. */
  private readonly stack: boolean[] = [];
  private silent = 0;
  private readonly nesting = new Nesting();
  private readonly inspector = new PageInspector();
  private readonly surroundings = new Surroundings();

  onopentag(name: string, attributes: Record<string, string>): void {
    this.nesting.open();
    this.inspector.onopentag(name, attributes);
    if (this.stack.length === 0 && !(name === 'article' && attributes['data-slug'] !== undefined))
      return this.surroundings.onopentag(name, attributes);
    if (this.stack.length === 0) this.result ??= claimOf(attributes);
    const isLine = attributes['data-line'] !== undefined;
    if (isLine) this.collector.open();
    if (parted.has(name)) this.collector.text(' ');
    if (foreign.has(name)) this.collector.text(FOREIGN);
    if (name === 'script' || name === 'style') this.silent += 1;
    this.stack.push(isLine);
  }

  ontext(words: string): void {
    this.inspector.ontext(words);
    if (this.stack.length === 0) this.surroundings.ontext(words);
    else if (this.silent === 0) this.collector.text(words);
  }

  onclosetag(name: string, isImplied: boolean): void {
    this.nesting.close();
    this.inspector.onclosetag(name);
    if (this.stack.length === 0) return this.surroundings.onclosetag(name);
    if (name === 'script' || name === 'style') this.silent -= 1;
    if (parted.has(name)) this.collector.text(' ');
    if (this.stack.pop() === true) this.collector.close();
    // No page of ours leaves the article to be ended by what comes behind it.
    if (this.stack.length === 0 && isImplied && this.result) this.result.isCut = true;
  }

  oncomment(words: string): void {
    this.inspector.oncomment(words);
  }

  onend(): void {
    if (!this.result) return;
    const lines = this.collector.lines();
    this.result.lines = lines;
    this.result.findings = this.inspector.findings;
    this.result.besides = (page) => [...this.surroundings.foreign(page), ...this.inspector.otherSummaries(page.lines)];
    this.result.contradictions = (entry) => this.inspector.contradictions(entry, lines.map(normaliseLine));
  }
}

function claimOf(attributes: Record<string, string>): ExtractedReport {
  const version = Number(attributes['data-version']);
  const codes = attributes['data-lines']?.trim() ?? '';
  return {
    ...{ format: 'html', isCut: false, findings: [], contradictions: () => [], besides: () => [] },
    edition: {
      slug: attributes['data-slug'] ?? null,
      version: Number.isInteger(version) ? version : null,
      publishedAt: attributes['data-published-at'] ?? null,
    },
    lines: [],
    digestClaimed: attributes['data-digest'] ?? null,
    codes: codes === '' ? null : codes.split(/\s+/u),
  };
}
