import type { Paragraph } from '../report-types.ts';
import { shownText, type FigureIndex } from './figure-text.ts';
import type { Marks } from './paragraph-row.tsx';
import { isHeading } from './paragraph-words.ts';

export interface OutlineRow {
  id: string;
  kind: Paragraph['kind'];
  level: number;
  text: string;
  /** Of the heading and of all that stands below it up to the next one. */
  marks: Marks;
  /** The paragraphs it stands for, itself first. */
  paragraphIds: string[];
}

const none = (): Marks => ({ errors: 0, warnings: 0, notes: 0, comments: 0 });

function add(sum: Marks, marks: Marks | undefined): void {
  if (!marks) return;
  sum.errors += marks.errors;
  sum.warnings += marks.warnings;
  sum.notes += marks.notes;
  sum.comments += marks.comments;
}

/** Headings and issues of the text in their order, each with the marks of what stands below it. */
export function outlineOf(
  paragraphs: readonly Paragraph[],
  figures: FigureIndex,
  marks: ReadonlyMap<string, Marks>,
): OutlineRow[] {
  const rows: OutlineRow[] = [];
  for (const paragraph of paragraphs) {
    const { id, kind, level, text } = paragraph;
    let row = rows.at(-1);
    if (!row || isHeading(paragraph)) {
      row = { id, kind, level, text: shownText(text, figures), marks: none(), paragraphIds: [] };
      rows.push(row);
    }
    row.paragraphIds.push(id);
    add(row.marks, marks.get(id));
  }
  return rows;
}

/** How many findings and open comments each paragraph has. */
export function marksOf(
  findings: readonly { paragraphId: string | null; severity: 'error' | 'warning' | 'note'; tick: unknown }[],
  comments: readonly { paragraphId: string; resolvedBy: string | null }[],
): Map<string, Marks> {
  const byId = new Map<string, Marks>();
  const marksFor = (id: string) => {
    const marks = byId.get(id) ?? none();
    byId.set(id, marks);
    return marks;
  };
  for (const { paragraphId, severity, tick } of findings) {
    if (paragraphId === null || (severity === 'warning' && tick !== null)) continue;
    marksFor(paragraphId)[`${severity}s`] += 1;
  }
  for (const { paragraphId, resolvedBy } of comments) if (resolvedBy === null) marksFor(paragraphId).comments += 1;
  return byId;
}
