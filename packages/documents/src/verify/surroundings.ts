import { normaliseLine, writtenLine } from '@rectify/report-text/canonical';

import { Leads } from './leads.ts';
import { furnitureOf } from './page-furniture.ts';
import type { Page } from './page-furniture.ts';

/** Elements that part no sentence; every other one begins a text of its own. */
const INLINE = new Set(['a', 'span', 'strong', 'em']);
/** What is read out or shown though it stands in no text. */
const SPOKEN = [
  'placeholder',
  'title',
  'alt',
  'value',
  'label',
  'aria-label',
  'aria-description',
  'aria-roledescription',
];
/** Their attributes are for programs. */
const SILENT = new Set(['link', 'meta']);
const MOST = 20;

/** Collects what a saved page says outside of the report, and where it leads. */
export class Surroundings {
  private readonly texts = new Set<string>();
  private readonly leads = new Leads();
  private text = '';
  private tag = '';

  onopentag(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (!INLINE.has(tag)) this.endText();
    this.tag = tag;
    this.leads.onopentag(tag, attributes);
    if (SILENT.has(tag)) return;
    for (const name of SPOKEN) if (name !== 'value' || tag !== 'option') this.add(attributes[name] ?? '');
  }

  ontext(words: string): void {
    if (this.tag !== 'script' && this.tag !== 'style') this.text += words;
  }

  onclosetag(tag: string): void {
    if (!INLINE.has(tag)) this.endText();
    this.tag = '';
  }

  /** The texts that no published page of this report has, and where none leads. */
  foreign(page: Page): string[] {
    this.endText();
    const isFurniture = furnitureOf(page);
    const texts = [...this.texts].filter((text) => !isFurniture(text)).slice(0, MOST);
    return [...texts, ...this.leads.foreign(page.entry.slug, this.texts)];
  }

  private endText(): void {
    // The title of the tab is written as the draft had it, before invisible characters were taken out of drafts.
    this.add(this.tag === 'title' ? normaliseLine(this.text) : this.text);
    this.text = '';
  }

  private add(words: string): void {
    const text = writtenLine(words);
    if (text !== '') this.texts.add(text);
  }
}
