import { foldWidth } from '../characters.ts';
import { readMarker, usualRank } from '../markers.ts';
import type { HeadingStyle } from '../markers.ts';
import { hanNumber } from './chinese.ts';
import type { ComposeIssue } from './types.ts';

/** A heading of the ledger with the issues right below it and the headings below it. */
export interface CategoryNode {
  id: string;
  title: string;
  /** 1 for the outermost. */
  depth: number;
  issues: ComposeIssue[];
  children: CategoryNode[];
}

/** Issues below their headings in the ledger's order; those of a heading itself come before those of its parts. */
export function categoryTree(issues: readonly ComposeIssue[]): CategoryNode {
  const root: CategoryNode = { id: '', title: '', depth: 0, issues: [], children: [] };
  for (const issue of issues) {
    let node = root;
    for (const { id, title } of issue.categoryPath) node = childOf(node, id, title);
    node.issues.push(issue);
  }
  return root;
}

function childOf(node: CategoryNode, id: string, title: string): CategoryNode {
  const known = node.children.find((child) => child.id === id);
  if (known) return known;
  const child: CategoryNode = { id, title, depth: node.depth + 1, issues: [], children: [] };
  node.children.push(child);
  return child;
}

const markerOf = (title: string) => readMarker(foldWidth(title.trim()));

function stylesByDepth(node: CategoryNode, styles: Map<number, HeadingStyle> = new Map()): Map<number, HeadingStyle> {
  for (const child of node.children) {
    const marker = markerOf(child.title);
    if (marker && !styles.has(child.depth)) styles.set(child.depth, marker.style);
    stylesByDepth(child, styles);
  }
  return styles;
}

const written: Partial<Record<HeadingStyle, (value: number) => string>> = {
  part: (value) => `第${hanNumber(value)}部分 `,
  aspect: (value) => `第${hanNumber(value)}方面：`,
  han: (value) => `${hanNumber(value)}、`,
  'han-paren': (value) => `（${hanNumber(value)}）`,
  arabic: (value) => `${value}.`,
  'arabic-paren': (value) => `（${value}）`,
  'arabic-half': (value) => `${value}）`,
};

const usual: readonly HeadingStyle[] = ['han', 'han-paren', 'arabic', 'arabic-paren', 'arabic-half'];

/** How one report numbers its headings and issues, each below the one above it. */
export class Numbering {
  private readonly styles: Map<number, HeadingStyle>;
  private readonly deepest: number;
  /** The ledger's own first headings count 一、二、, so the report's parts go without. */
  readonly takesParts: boolean;

  constructor(root: CategoryNode) {
    this.styles = stylesByDepth(root);
    const depth = depthOf(root);
    for (let at = 1; at <= depth; at += 1) if (!this.styles.has(at)) this.styles.set(at, this.between(at));
    this.deepest = this.rankTo(depth);
    this.takesParts = usualRank[this.styles.get(1) ?? 'han-paren'] <= usualRank.han;
  }

  /** The heading as the ledger has it; one without a number gets that of its place. */
  headingText(node: CategoryNode, place: number): string {
    const title = node.title.trim();
    if (markerOf(title)) return title;
    const style = this.styles.get(node.depth) ?? 'han-paren';
    return `${(written[style] ?? written.arabic)?.(place) ?? ''}${title}`;
  }

  /** The number in front of an issue. */
  issueMark(number: number | null): string {
    const style = this.below(Math.max(this.deepest, usualRank['han-paren']));
    return number === null ? '' : (written[style]?.(number) ?? '');
  }

  private rankTo(depth: number): number {
    const ranks = [...this.styles].filter(([at]) => at <= depth).map(([, style]) => usualRank[style]);
    return Math.max(usualRank.han, ...ranks);
  }

  /** A way of counting for a depth that the ledger does not number, above the next one that it does. */
  private between(depth: number): HeadingStyle {
    const above = this.rankTo(depth - 1);
    const deeper = [...this.styles].filter(([at]) => at > depth).map(([, style]) => usualRank[style]);
    const next = Math.min(...deeper, Infinity);
    const fitting = usual.find((style) => usualRank[style] > above && usualRank[style] < next);
    return fitting ?? (depth === 1 && next > usualRank.han ? 'han' : this.below(above));
  }

  /** The first usual way of counting below a rank. */
  private below(rank: number): HeadingStyle {
    return usual.find((style) => usualRank[style] > rank) ?? 'arabic-half';
  }
}

function depthOf(node: CategoryNode): number {
  return Math.max(node.depth, ...node.children.map(depthOf));
}
