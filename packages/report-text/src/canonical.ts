import type { Edition, ReportContent, Run } from './report-document.ts';

export type LineKind =
  | 'title'
  | 'fact'
  | 'totals'
  | 'hidden'
  | 'heading'
  | 'text'
  | 'issue'
  | 'state'
  | 'measure'
  | 'outcome'
  | 'contact'
  | 'signatory'
  | 'date'
  | 'units-heading'
  | 'units-row'
  | 'notes-heading'
  | 'note'
  | 'note-item';

/** One visible line of a report: pages and files show these and nothing else. */
export interface ReportLine {
  /** Unique within the report; the page's `data-line`. */
  id: string;
  kind: LineKind;
  /** As of the paragraph; 0 elsewhere. */
  level: number;
  runs: Run[];
  /** Of rows of the units' table: its cells, which together are the line; null elsewhere. */
  cells: string[] | null;
  /** Anchor that the line itself carries on a page, e.g. p12 or f-issues_total. */
  anchor: string | null;
  /** Anchor of the paragraph that the line points to, for items of the figure notes. */
  target: string | null;
  /** The line as it is hashed. */
  text: string;
}

/** Every visible line of a report in order; without an edition, as a draft that is not published. */
export function reportLines(content: ReportContent, edition: Edition | null): ReportLine[] {
  throw new Error(`not written: ${content.title} ${edition?.slug ?? ''}`);
}

/** The lines that are hashed, one for each visible line. */
export function canonicalLines(content: ReportContent, edition: Edition | null): { id: string; text: string }[] {
  return reportLines(content, edition).map(({ id, text }) => ({ id, text }));
}

/** The text whose SHA-256 over UTF-8 is the report's digest. */
export function canonicalText(content: ReportContent, edition: Edition | null): string {
  return canonicalLines(content, edition)
    .map(({ text }) => `${text}\n`)
    .join('');
}
