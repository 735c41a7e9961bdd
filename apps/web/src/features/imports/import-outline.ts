import type { ReportParse } from '@rectify/contract';
import type { DraftIssue, ImportDraft } from './import-draft.ts';

export type Finding = ReportParse['findings'][number];
export type NodeKind = 'category' | 'issue' | 'measure';

/** One row of the tree at the left, in reading order. */
export interface OutlineRow {
  key: string;
  kind: NodeKind;
  /** Depth, from 0. */
  level: number;
  label: string;
  text: string;
  /** What follows the title in the text of an issue; tells issues of one title apart. */
  excerpt: string;
  line: number | null;
  /** Issues under a heading, measures under an issue. */
  issueCount: number;
  measureCount: number;
  isDropped: boolean;
  isOwnerDropped: boolean;
}

const CATEGORY_KEY = /^c(\d+):(.+)$/u;

/** The heading level and first issue that a category row stands for; null for other rows. */
export function readCategoryKey(key: string): { level: number; firstIssueKey: string } | null {
  const match = CATEGORY_KEY.exec(key);
  return match ? { level: Number(match[1]), firstIssueKey: match[2] ?? '' } : null;
}

/** The corrected tree as rows: a heading wherever it changes, its issues, their measures. */
export function outlineOf(draft: ImportDraft): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const open: OutlineRow[] = [];
  let path: readonly string[] = [];
  for (const issue of draft) {
    let level = 0;
    while (level < issue.categoryPath.length && level < path.length && issue.categoryPath[level] === path[level])
      level += 1;
    if (level === 0 && issue.categoryPath.length === 0) open.length = 0;
    open.length = Math.min(open.length, Math.max(level, 0));
    for (; level < issue.categoryPath.length; level += 1) {
      const row = categoryRow(issue, level);
      open.push(row);
      rows.push(row);
    }
    path = issue.categoryPath;
    const own = issueRows(issue);
    for (const heading of open) {
      heading.issueCount += issue.isDropped ? 0 : 1;
      heading.measureCount += issue.isDropped ? 0 : (own[0]?.measureCount ?? 0);
    }
    rows.push(...own);
  }
  return rows;
}

function categoryRow(issue: DraftIssue, level: number): OutlineRow {
  const text = issue.categoryPath[level] ?? '';
  return {
    key: `c${level}:${issue.key}`,
    kind: 'category',
    level,
    label: '',
    text,
    excerpt: '',
    line: issue.headingLines[level] ?? null,
    issueCount: 0,
    measureCount: 0,
    isDropped: false,
    isOwnerDropped: false,
  };
}

function excerptOf({ title, text }: DraftIssue): string {
  const rest = text.startsWith(title) ? text.slice(title.length) : text;
  return rest.replace(/^[\s。，；：,;:]+/u, '').slice(0, 200);
}

function issueRows(issue: DraftIssue): OutlineRow[] {
  const level = issue.categoryPath.length;
  const measureCount = issue.measures.filter((measure) => !measure.isDropped).length;
  const own: OutlineRow = {
    key: issue.key,
    kind: 'issue',
    level,
    label: issue.number === null ? '无序号' : String(issue.number),
    text: issue.title,
    excerpt: excerptOf(issue),
    line: issue.line,
    issueCount: 1,
    measureCount,
    isDropped: issue.isDropped,
    isOwnerDropped: false,
  };
  let place = 0;
  const measures = issue.measures.map((measure): OutlineRow => {
    if (!measure.isDropped) place += 1;
    return {
      key: measure.key,
      kind: 'measure',
      level: level + 1,
      label: measure.isDropped ? '' : `措施${place}`,
      text: measure.text,
      excerpt: '',
      line: measure.line,
      issueCount: 0,
      measureCount: 0,
      isDropped: measure.isDropped,
      isOwnerDropped: issue.isDropped,
    };
  });
  return [own, ...measures];
}

/** Which row a line of the text belongs to: the last one that begins at or before it. */
export function rowAtLine(rows: readonly OutlineRow[], line: number): OutlineRow | null {
  let best: OutlineRow | null = null;
  for (const row of rows) if (row.line !== null && row.line <= line && row.line >= (best?.line ?? 0)) best = row;
  return best;
}

/** The findings beside the rows they speak of. */
export function findingsByRow(rows: readonly OutlineRow[], findings: readonly Finding[]): Map<string, Finding[]> {
  const byRow = new Map<string, Finding[]>();
  for (const finding of findings) {
    const row = rows.find(({ line }) => line === finding.line) ?? rowAtLine(rows, finding.line);
    if (!row) continue;
    byRow.set(row.key, [...(byRow.get(row.key) ?? []), finding]);
  }
  return byRow;
}

/** What begins at each line, for the marks in the text. */
export function kindsByLine(rows: readonly OutlineRow[]): Map<number, OutlineRow> {
  const kinds = new Map<number, OutlineRow>();
  for (const row of rows) {
    if (row.line !== null && (!kinds.has(row.line) || kinds.get(row.line)?.kind === 'category'))
      kinds.set(row.line, row);
  }
  return kinds;
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/u);
}
