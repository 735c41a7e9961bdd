import type { Layout } from './layout.ts';
import { namesFault, readsLikeMeasure, regionOf } from './lexicon.ts';
import { opensWithIssue } from './markers.ts';
import type { Heading, Outline } from './outline.ts';
import type { Paragraph } from './paragraphs.ts';

/** What kind of text it is: a rectification report, a feedback without measures, or something else. */
export type DocumentKind = 'report' | 'feedback' | 'other';

/** The words of a heading: its paragraph up to the first stop, without the number. */
export function headingWords(heading: Heading, paragraphs: readonly Paragraph[]): string {
  const norm = paragraphs[heading.at]?.norm.slice(heading.textFrom, heading.textFrom + 200) ?? '';
  const stop = norm.search(/[。:;]/);
  return (stop < 0 ? norm : norm.slice(0, stop)).trim();
}

/** Decides from title, opening and labels whether the text reports a rectification at all. */
export function documentKind(paragraphs: readonly Paragraph[], layout: Layout, outline: Outline): DocumentKind {
  const title = layout.title ?? '';
  const opening = outline.front
    .slice(0, 12)
    .map((at) => paragraphs[at]?.norm.slice(0, 1500) ?? '')
    .join('\n');
  const hasLabels = outline.headings.some((each) => each.hasLabel);
  const isAboutRectifying =
    /整改(?:落实|工作|进展|完成|任务)?(?:进展|落实|完成)?(?:情况|进展|结果|公示|通报|报告|台账|成效)/;
  if (isAboutRectifying.test(title)) return 'report';
  if (/反馈/.test(title) && !/整改/.test(title) && !hasLabels) return 'feedback';
  if (/(?:整改|落实)[^。]{0,30}(?:公布|通报|公开|公示|报告|汇报)/.test(opening)) return 'report';
  const answers = outline.headings.filter((each) => isAnswered(each, paragraphs)).length;
  if (hasLabels || answers >= 2) return answers > 0 || hasNumbers(outline) ? 'report' : 'other';
  if (
    outline.headings.some((each) => each.explicit === 'rectification') &&
    /巡察|巡视|整改|审计/.test(title + opening)
  ) {
    return /整改/.test(title + opening) && !/反馈如下|意见反馈/.test(opening) ? 'report' : 'feedback';
  }
  if (/(?:巡察|巡视)[^。]{0,120}(?:反馈|指出|发现)/.test(title + opening) && hasNumbers(outline)) return 'feedback';
  return 'other';
}

function isAnswered(heading: Heading, paragraphs: readonly Paragraph[]): boolean {
  if (!heading.hasLabel && !heading.hasOrdinals) return false;
  return opensWithIssue(paragraphs[heading.at]?.norm.slice(heading.textFrom) ?? '');
}

function hasNumbers(outline: Outline): boolean {
  return outline.headings.some((each) => each.number !== null);
}

/** Reads what each heading says of itself; must run before `documentKind`. */
export function readExplicit(outline: Outline, paragraphs: readonly Paragraph[]): void {
  for (const heading of outline.headings) {
    if (heading.isClosing) heading.explicit = 'next-steps';
    if (heading.isClosing) continue;
    const words = headingWords(heading, paragraphs);
    const isTop = heading.parent === null || heading.parent.parent === null;
    const region = words.length <= 60 ? regionOf(words, isTop) : null;
    // An entry with a measure label is an issue, whatever its words resemble.
    if (region && heading.hasLabel && heading.children.length === 0) continue;
    if (region === 'rectification' && isCategoryLike(heading, words)) continue;
    heading.explicit = region;
  }
}

/** (一)关于…方面问题整改情况 is a category below the part, not the part itself. */
function isCategoryLike(heading: Heading, words: string): boolean {
  return /方面|^针对|^关于/.test(words) || (heading.children.length === 0 && heading.hasOrdinals);
}

/** Between two headings of one kind that open issues, a third with 一是… below it opens one as well. */
function joinNeighbours(headings: readonly Heading[]): void {
  const top = headings.filter((each) => each.parent === null);
  for (const [order, heading] of top.entries()) {
    const around = [top[order - 1], top[order + 1]];
    const isBetween = around.every((each) => each?.region === 'rectification' && each.style === heading.style);
    if (heading.region === 'body' && heading.hasOrdinals && isBetween) heading.region = 'rectification';
  }
}

/** Gives every heading its part; parts are inherited and, where no heading names them, inferred. */
export function assignRegions(outline: Outline, paragraphs: readonly Paragraph[], kind: DocumentKind): void {
  for (const heading of outline.headings) {
    if (heading.parent) continue;
    heading.region = heading.explicit ?? inferRegion(heading, paragraphs, kind);
    if (kind === 'other') heading.region = 'body';
  }
  joinNeighbours(outline.headings);
  for (const heading of outline.headings) {
    if (heading.parent) heading.region = inheritedRegion(heading, heading.parent);
  }
}

function inheritedRegion(heading: Heading, parent: Heading): Heading['region'] {
  const { explicit } = heading;
  if (parent.region === 'body' || explicit === null) return parent.region;
  if (explicit === 'suggestions' || explicit === 'next-steps')
    return parent.region === 'overview' ? 'overview' : explicit;
  if (explicit === 'rectification' && parent.region === 'overview') return explicit;
  // 一、整改落实情况 may open with （一）组织领导 before the issues.
  if (explicit === 'overview' && parent.region === 'rectification' && parent.parent === null && !heading.hasLabel)
    return explicit;
  return parent.region;
}

function inferRegion(heading: Heading, paragraphs: readonly Paragraph[], kind: DocumentKind): Heading['region'] {
  if (kind === 'other') return 'body';
  if (hasEvidence(heading, paragraphs, kind)) return 'rectification';
  const words = headingWords(heading, paragraphs);
  return kind === 'report' && readsLikeMeasure(words) ? 'overview' : 'body';
}

/** (一)物业矛盾突出的问题。成立联盟3个…: what was done stands behind the title, without a label or a number. */
const isToldBehind = (rest: string): boolean => /^[。:]/.test(rest) && rest.length >= 12 && /\d/.test(rest);

function hasEvidence(heading: Heading, paragraphs: readonly Paragraph[], kind: DocumentKind): boolean {
  if (heading.hasLabel) return true;
  const norm = paragraphs[heading.at]?.norm.slice(heading.textFrom) ?? '';
  const words = headingWords(heading, paragraphs);
  const isFault = opensWithIssue(norm) || namesFault(words) || /方面$/.test(words);
  if (isFault && (kind === 'feedback' || heading.hasOrdinals || heading.children.length > 0 || opensWithIssue(norm)))
    return true;
  if (kind === 'report' && /问题$/.test(words) && isToldBehind(norm.slice(words.length))) return true;
  return heading.children.some((child) => hasEvidence(child, paragraphs, kind));
}
