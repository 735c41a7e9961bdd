import { normaliseLine } from '@rectify/report-text/canonical';

import { summaryOf } from './page-furniture.ts';
import * as rules from './page-rules.ts';
import type { RegistryEntry } from './types.ts';

type Attributes = Readonly<Record<string, string>>;
interface Open {
  tag: string;
  attributes: Attributes;
}

const FINDINGS_MOST = 100;
const SUMMARIES_MOST = 20;
const NOTES_BEGIN = '附：数字说明';
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
const asTag = (tag: string, name: string, value: string) =>
  `<${tag} ${name}${value === '' ? '' : `="${short(value)}"`}>`;

const RESULT = /(已完成整改|阶段性完成|正在整改)[^\d，]* (\d+) 项/gu;

/** Whether a summary counts the issues otherwise than the report's line of totals. */
function isOtherwise(summary: string, lines: readonly string[]): boolean {
  const totals = lines.find((line) => line.startsWith('共反馈问题 '));
  const told = new Map([...(totals ?? '').matchAll(RESULT)].map(([, name, count]) => [name, count] as const));
  return [...summary.matchAll(RESULT)].some(([, name, count]) => told.has(name) && told.get(name) !== count);
}

/** Goes through a whole saved page, for what changes how its words are seen and what contradicts them. */
export class PageInspector {
  private readonly found = new Set<string>();
  private readonly open: Open[] = [];
  private articleDepth = 0;
  private title = '';
  private data = '';
  private isData = false;
  private isClose = false;
  private outside = '';
  private readonly named: string[] = [];
  private readonly descriptions: string[] = [];
  private areNotesBegun = false;
  private lastWords = '';

  onopentag(tag: string, attributes: Attributes): void {
    if (!rules.PAGE_TAGS.has(tag)) this.add(`<${tag}>`);
    for (const [name, value] of Object.entries(attributes)) this.anywhere(tag, name, value);
    if (tag === 'base' && !rules.isOwnFolder(attributes)) this.add(asTag('base', 'href', attributes['href'] ?? ''));
    if (tag === 'script') this.script(attributes);
    if (tag === 'link') this.link(attributes);
    if (tag === 'meta') this.meta(attributes);
    if (this.articleDepth > 0) this.within(tag, attributes);
    else if (tag === 'article' && attributes['data-slug'] !== undefined) {
      this.articleDepth = this.open.length + 1;
      for (const each of this.open) this.around(each);
      this.within(tag, attributes);
    }
    this.open.push({ tag, attributes });
  }

  ontext(words: string): void {
    const tag = this.open.at(-1)?.tag;
    if (tag === 'title') this.title += words;
    else if (tag === 'script' && this.isData) this.data += words;
    else if (tag === 'script' || tag === 'style') {
      if (words.trim() !== '') this.add(`<${tag}>${short(words.trim())}`);
    } else if (this.articleDepth === 0) this.outside += words;
    else {
      this.lookForNotes(words);
      if (tag === 'button' && this.isClose && words.trim() !== '') this.add('关闭按钮里的文字');
    }
  }

  onclosetag(tag: string): void {
    this.open.pop();
    if (this.open.length < this.articleDepth) this.articleDepth = 0;
    if (tag === 'script') this.isData = false;
    if (tag === 'button') this.isClose = false;
  }

  /** Browsers end comments at other places than parsers do, where these hold markup. */
  oncomment(words: string): void {
    if (/[<>]/u.test(words)) this.add(`<!--${short(words)}-->`);
  }

  private add(what: string): void {
    if (this.found.size < FINDINGS_MOST) this.found.add(`网页里加入了会改变显示的内容：${what}`);
  }

  private anywhere(tag: string, name: string, value: string): void {
    const isAction = name.startsWith('on') || (name === 'style' && !rules.isDragged(tag, value)) || name === 'srcdoc';
    if (isAction || /^\s*(?:javascript|vbscript)\s*:/iu.test(value)) this.add(asTag(tag, name, value));
  }

  private script(attributes: Attributes): void {
    const { src } = attributes;
    this.isData = src === undefined && attributes['type']?.trim().toLowerCase() === 'application/ld+json';
    if (src !== undefined && !rules.isOwnScript(src)) this.add(asTag('script', 'src', src));
    if (src === undefined && !this.isData) this.add('<script>');
  }

  private link({ rel = '', href = '' }: Attributes): void {
    const kind = rel.trim().toLowerCase();
    const isOurs = kind === 'stylesheet' ? rules.isOwnStyle(href) : /^(?:canonical|alternate|icon)$/u.test(kind);
    if (!isOurs) this.add(asTag('link', 'href', href));
  }

  private meta(attributes: Attributes): void {
    const event = attributes['http-equiv']?.trim().toLowerCase();
    if (event !== undefined && event !== 'content-type') this.add(asTag('meta', 'http-equiv', event));
    if (attributes['name'] === 'ArticleTitle' || attributes['property'] === 'og:title')
      this.named.push(attributes['content'] ?? '');
    if (attributes['name'] === 'Description' || attributes['property'] === 'og:description')
      this.descriptions.push(attributes['content'] ?? '');
  }

  /** Whatever the article lies in could hide it whole. */
  private around({ tag, attributes }: Open): void {
    if (!rules.AROUND_TAGS.has(tag)) this.add(`正文被放进 <${tag}>`);
    for (const [name, value] of Object.entries(attributes)) {
      const isPlain = rules.AROUND_ATTRIBUTES.has(name) || name.startsWith('data-') || rules.isOfExtension(name);
      const isKnown =
        name !== 'class' || value.split(/\s+/u).every((each) => each === '' || rules.AROUND_CLASSES.has(each));
      if (!isPlain || !isKnown) this.add(asTag(tag, name, value));
    }
  }

  /** Looks through each word once: a hostile page has a note behind every one. */
  private lookForNotes(words: string): void {
    const text = this.lastWords + words;
    this.areNotesBegun ||= text.includes(NOTES_BEGIN);
    this.lastWords = text.slice(1 - NOTES_BEGIN.length);
  }

  private within(tag: string, attributes: Attributes): void {
    if (!rules.ARTICLE_TAGS.has(tag)) this.add(`<${tag}>`);
    for (const [name, value] of Object.entries(attributes))
      if (!rules.isArticleAttribute(tag, name, value)) this.add(asTag(tag, name, value));
    // A note opens at a press; until then it is hidden, so no other line may stand in one.
    if (tag === 'aside' && !this.areNotesBegun) this.add('<aside>');
    if (tag === 'button') this.isClose = attributes['class'] === 'close';
  }

  get findings(): string[] {
    return [...this.found];
  }

  /** What the page says of the report beside its lines, and says otherwise than the register. */
  contradictions({ digest }: RegistryEntry, lines: readonly string[]): string[] {
    const heading = lines[0] ?? '';
    const result: string[] = [];
    const printed = this.outside.replaceAll(/\s+/gu, '').match(/[0-9a-f]{64}/giu) ?? [];
    const isSaid = /内容指纹（SHA-256）/u.test(this.outside);
    if (printed.some((each) => each.toLowerCase() !== digest.toLowerCase()) || (isSaid && printed.length === 0))
      result.push(`网页上印的内容指纹与登记的不同：登记的为 ${digest}`);
    if (!normaliseLine(this.title).includes(heading)) result.push(`网页标题（title）被改为“${short(this.title)}”`);
    for (const name of this.named)
      if (normaliseLine(name) !== heading) result.push(`网页元数据里的标题被改为“${short(name)}”`);
    for (const each of this.descriptions)
      if (isOtherwise(each, lines)) result.push(`网页元数据里的摘要与正文不符：“${short(each)}”`);
    if (this.data !== '') result.push(...this.dataContradictions(heading));
    return result;
  }

  /** What search engines and previews would show in place of the report's own summary. */
  otherSummaries(lines: readonly string[]): string[] {
    const expected = normaliseLine(summaryOf(lines));
    const given = [...this.descriptions, ...this.dataDescriptions()];
    const other = [...new Set(given)].filter((each) => normaliseLine(each) !== expected);
    return other.slice(0, SUMMARIES_MOST).map((each) => `（网页说明）${each}`);
  }

  /** None where the data cannot be read, which is a contradiction of its own. */
  private dataDescriptions(): string[] {
    const found: string[] = [];
    try {
      JSON.parse(this.data, (key, value: unknown) => {
        if (key === 'description') found.push(typeof value === 'string' ? value : JSON.stringify(value));
        return value;
      });
    } catch {
      return [];
    }
    return found;
  }

  private dataContradictions(heading: string): string[] {
    // Markup in a data block makes browsers end it elsewhere.
    if (this.data.includes('<')) return ['网页的数据块（JSON-LD）里有网页标记'];
    try {
      const data: unknown = JSON.parse(this.data);
      const headline = typeof data === 'object' && data !== null && 'headline' in data ? data.headline : null;
      if (typeof headline === 'string' && normaliseLine(headline) === heading) return [];
      return [`网页的数据块（JSON-LD）里的标题被改为“${short(String(headline))}”`];
    } catch {
      return ['网页的数据块（JSON-LD）已被改动，无法读取'];
    }
  }
}
