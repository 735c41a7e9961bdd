import type { PublicContent } from '@rectify/contract';

export type PublishedIssue = PublicContent['categories'][number]['issues'][number];

/** A report as a sequence of headings and issues; levels count from 1 below the page's own title. */
export type Block =
  | { kind: 'heading'; id: string; level: number; text: string }
  | { kind: 'issue'; id: string; level: number; issue: PublishedIssue };

const REST = '其他问题';

/** Lays the categories out in reading order: a heading stands wherever the path changes. */
export function outlineOf(categories: PublicContent['categories']): Block[] {
  const blocks: Block[] = [];
  const hasHeadings = categories.some((category) => category.path.length > 0);
  let headings = 0;
  let issues = 0;
  let present: readonly string[] = [];
  for (const category of categories) {
    const path = category.path.length === 0 && hasHeadings ? [REST] : category.path;
    const shared = path.findIndex((text, depth) => present[depth] !== text);
    for (const [depth, text] of path.entries()) {
      if (shared === -1 || depth < shared) continue;
      headings += 1;
      blocks.push({ kind: 'heading', id: `c${headings}`, level: depth + 1, text });
    }
    present = path;
    for (const issue of category.issues) {
      issues += 1;
      blocks.push({ kind: 'issue', id: `i${issues}`, level: path.length + 1, issue });
    }
  }
  return blocks;
}

/** What the contents list names: headings down to the second level, or the issues where there are no headings. */
export function contentsOf(blocks: readonly Block[]): { id: string; level: number; text: string }[] {
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level <= 2 ? [block] : []));
  if (headings.length > 0) return headings.map(({ id, level, text }) => ({ id, level, text }));
  return blocks.flatMap((block) =>
    block.kind === 'issue' ? [{ id: block.id, level: 1, text: issueHeading(block.issue) }] : [],
  );
}

/** Quotation marks inside quotation marks are single ones. */
const inner = (text: string) => text.replaceAll('“', '‘').replaceAll('”', '’');

/** The heading of an issue as reports write it: 3. 针对“…”问题 */
export function issueHeading({ number, title }: Pick<PublishedIssue, 'number' | 'title'>): string {
  const name = inner(title.replace(/[。；，、：]+$/u, '').replace(/问题$/u, '') || title);
  return `${number === null ? '' : `${number}. `}针对“${name}”问题`;
}

const bare = (text: string) => text.replaceAll(/[\s“”‘’"'。，；：、]|^针对|问题[。]?$/gu, '');

/** What the feedback says beyond the title that stands above it; null when it says no more. */
export function furtherText({ title, text }: Pick<PublishedIssue, 'title' | 'text'>): string | null {
  if (bare(text) === bare(title)) return null;
  const rest = text.startsWith(title) ? text.slice(title.length).replace(/^[。；，、：\s]+/u, '') : text;
  return rest === '' ? null : rest;
}

const DIGITS = '零一二三四五六七八九';

/** 一是, 十二是: how documents count measures. */
export function ordinalWord(ordinal: number): string {
  if (ordinal < 1 || ordinal > 99) return `第${ordinal}项`;
  const tens = Math.floor(ordinal / 10);
  const ones = ordinal % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${head}${ones === 0 ? '' : DIGITS[ones]}是`;
}

const HAS_ORDINAL = /^(?:[一二三四五六七八九十]{1,3}是|首先|其次|再次|最后|第[一二三四五六七八九十]+)/u;

/** A measure with its ordinal, unless its own words begin with one or it stands alone. */
export function measureText({ ordinal, text }: { ordinal: number; text: string }, count: number): string {
  return count === 1 || HAS_ORDINAL.test(text) ? text : `${ordinalWord(ordinal)}${text}`;
}
