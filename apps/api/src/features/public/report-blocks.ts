import { figureAnchor, type ReportContent, type ReportLine } from '@rectify/report-text';

/** Lines of a report that stand together on its page. */
export type Block = { id: string } & (
  | { kind: 'head'; title: ReportLine | null; facts: ReportLine[] }
  | { kind: 'heading'; line: ReportLine; depth: number; className: string }
  | { kind: 'line'; line: ReportLine }
  | { kind: 'units'; title: ReportLine | null; rows: ReportLine[] }
  | { kind: 'note'; note: ReportLine; items: ReportLine[] }
);

const DEEPEST = 6;
const HEADINGS: ReadonlySet<ReportLine['kind']> = new Set(['heading', 'issue', 'units-heading', 'notes-heading']);

/** Depths of the page's headings: none skips a level, whatever levels the report has. */
function depthAfter(before: number, level: number): number {
  return Math.max(2, Math.min(level + 1, before + 1, DEEPEST));
}

/** Takes the lines of a kind that follow the given place, and moves past them. */
function takeWhile(lines: readonly ReportLine[], from: number, kind: ReportLine['kind']): ReportLine[] {
  const end = lines.findIndex((line, index) => index >= from && line.kind !== kind);
  return lines.slice(from, end === -1 ? undefined : end);
}

function headingOf(line: ReportLine, depth: number): Block {
  const className = line.kind === 'heading' ? `heading-${Math.min(line.level, 4)}` : `${line.kind}-title`;
  return { id: line.id, kind: 'heading', line, depth, className };
}

/** Brings the lines together in the order in which they stand. */
export function groupLines(lines: readonly ReportLine[]): Block[] {
  const blocks: Block[] = [];
  let depth = 1;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) break;
    if (line.kind === 'title' && at === 0) {
      const facts = takeWhile(lines, at + 1, 'fact');
      blocks.push({ id: line.id, kind: 'head', title: line, facts });
      at += facts.length;
    } else if (line.kind === 'units-heading' || line.kind === 'units-row') {
      const isTitled = line.kind === 'units-heading';
      const rows = takeWhile(lines, at + (isTitled ? 1 : 0), 'units-row');
      blocks.push({ id: line.id, kind: 'units', title: isTitled ? line : null, rows });
      at += rows.length - (isTitled ? 0 : 1);
    } else if (line.kind === 'note') {
      const items = takeWhile(lines, at + 1, 'note-item');
      blocks.push({ id: line.id, kind: 'note', note: line, items });
      at += items.length;
    } else if (HEADINGS.has(line.kind)) {
      depth = depthAfter(depth, line.kind === 'notes-heading' ? 1 : line.level);
      blocks.push(headingOf(line, depth));
    } else {
      blocks.push({ id: line.id, kind: 'line', line });
    }
  }
  return blocks;
}

/** Anchor of the note that tells what a figure counts, by the figure's key. */
export function notesOf({ figures }: ReportContent): Map<string, string> {
  return new Map(figures.map(({ key }) => [key, figureAnchor(key)]));
}

export interface ContentsEntry {
  anchor: string;
  level: number;
  text: string;
}

/** What the contents list names: headings down to the second level, or the issues where there are no headings. */
export function contentsOf(lines: readonly ReportLine[]): ContentsEntry[] {
  const entries = (kind: ReportLine['kind']) =>
    lines.flatMap((line) =>
      line.kind === kind && line.anchor ? [{ anchor: line.anchor, level: line.level, text: line.text }] : [],
    );
  const headings = entries('heading').filter(({ level }) => level <= 2);
  return headings.length > 0 ? headings : entries('issue');
}

/** The issues that a reader can name, in the words of the report. */
export const issueChoices = (lines: readonly ReportLine[]): { id: string; name: string }[] =>
  lines.flatMap(({ kind, anchor, text }) => (kind === 'issue' && anchor ? [{ id: anchor, name: text }] : []));
