import { readNumber } from './characters.ts';
import type { Cut } from './issue-body.ts';
import { issueTitle } from './issue-title.ts';
import type { FoundIssue } from './issues.ts';
import { findOrdinals, pickSeries } from './ordinals.ts';
import { locate } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Measure, ReportIssue } from './types.ts';

export type Column = 'number' | 'category' | 'problem' | 'measures' | 'status' | 'other';

export interface Cell {
  index: number;
  from: number;
  to: number;
}

/** The issues of a pasted table, and the paragraphs it covers. */
export interface TableIssues {
  found: FoundIssue[];
  covered: Set<number>;
  header: Set<number>;
}

/** What a column holds, by the words of its header. */
export function columnOf(words: string): Column {
  const name = words.replace(/\s/g, '');
  if (/^(?:序号|编号|号|No\.?)$/i.test(name)) return 'number';
  if (/类别|类型|分类|方面/.test(name)) return 'category';
  // 问题数, 反馈问题(个): how many there are, not which.
  if (/数量?$|[(][个项条件][)]$/.test(name)) return 'other';
  if (/目标|时限|领导|责任|单位|部门|时间|备注/.test(name)) return 'other';
  if (/措施|举措|做法/.test(name)) return 'measures';
  if (/整改.*情况|完成情况|进展|成效|结果|落实情况|状态/.test(name)) return 'status';
  return /问题|反馈意见|表现/.test(name) ? 'problem' : 'other';
}

function cellsOf(paragraph: Paragraph, index: number): Cell[] {
  const cells: Cell[] = [];
  const separator = paragraph.norm.startsWith('|') ? '|' : '\t';
  let from = separator === '|' ? 1 : 0;
  while (from <= paragraph.norm.length) {
    const found = paragraph.norm.indexOf(separator, from);
    const to = found < 0 ? paragraph.norm.length : found;
    if (found >= 0 || separator === '\t') cells.push({ index, from, to });
    if (found < 0) break;
    from = to + 1;
  }
  return cells;
}

function readHeader(paragraph: Paragraph, index: number): Column[] | null {
  const { norm } = paragraph;
  if (norm.length > 200 || !norm.includes('问题') || !/\t|^\|/.test(norm)) return null;
  const cells = cellsOf(paragraph, index).map((cell) => norm.slice(cell.from, cell.to).trim());
  // A row that speaks of 问题 is no further header: its first cell counts it, or a cell is a sentence.
  if (/^\d/.test(cells[0] ?? '') || cells.some((each) => /[,。;]/.test(each))) return null;
  const columns = cells.map(columnOf);
  return columns.length >= 2 && columns.includes('problem') ? columns : null;
}

/** Reads tables pasted as text: columns parted by tabs (Word) or bars, below a header with a 问题 column. */
export function readTables(paragraphs: readonly Paragraph[]): TableIssues {
  const result: TableIssues = { found: [], covered: new Set(), header: new Set() };
  let columns: Column[] | null = null;
  let row: { cells: Cell[]; count: number } | null = null;
  for (const [index, paragraph] of paragraphs.entries()) {
    const header = readHeader(paragraph, index);
    if (header) {
      finishRow(result, columns, row, paragraphs);
      columns = header;
      row = null;
      result.header.add(index);
      result.covered.add(index);
      continue;
    }
    if (!columns || paragraph.text === '' || paragraph.isUnread) continue;
    if (!/\t/.test(paragraph.norm) && !paragraph.norm.startsWith('|')) {
      // A break inside a cell: the line goes on with the last cell while the row is not complete.
      if (row && row.count < columns.length) {
        row.cells.push({ index, from: 0, to: paragraph.norm.length });
        result.covered.add(index);
      } else {
        finishRow(result, columns, row, paragraphs);
        [columns, row] = [null, null];
      }
      continue;
    }
    const cells = cellsOf(paragraph, index);
    if (/^\|?[ :|-]+$/.test(paragraph.norm)) {
      result.covered.add(index);
    } else if (row && row.count < columns.length && !startsRow(paragraph, cells)) {
      row.cells.push(...cells.slice(0, 50));
      row.count += cells.length - 1;
    } else {
      finishRow(result, columns, row, paragraphs);
      row = { cells, count: cells.length };
    }
    result.covered.add(index);
  }
  finishRow(result, columns, row, paragraphs);
  return result;
}

function startsRow(paragraph: Paragraph, cells: readonly Cell[]): boolean {
  const [first] = cells;
  return first !== undefined && readNumber(paragraph.norm.slice(first.from, first.to).trim()) !== null;
}

function finishRow(
  result: TableIssues,
  columns: Column[] | null,
  row: { cells: Cell[] } | null,
  paragraphs: readonly Paragraph[],
): void {
  if (!columns || !row || row.cells.length === 0) return;
  addRow(result, columns, groupCells(columns, row.cells, paragraphs), row.cells[0] as Cell, paragraphs);
}

/** Makes an issue of the cells of one row, given by their columns. */
export function addRow(
  result: TableIssues,
  columns: readonly Column[],
  groups: Map<Column, Cell[]>,
  first: Cell,
  paragraphs: readonly Paragraph[],
): void {
  const words = (column: Column): string =>
    (groups.get(column) ?? [])
      .map((cell) => textOf(cell, paragraphs))
      .filter(Boolean)
      .join('\n');
  const problem = words('problem');
  // A row of figures tells how many issues there are, as the row of totals does.
  if (/^[\d.\s-]+$/.test(problem)) return;
  const cuts: Cut[] = [{ index: first.index, at: 0, kind: 'issue' }];
  const source = columns.includes('measures') ? 'measures' : 'status';
  const measures = (groups.get(source) ?? []).flatMap((cell) => cellMeasures(cell, paragraphs, cuts));
  const last = result.found.at(-1);
  // A merged cell of the table leaves its first columns empty in the rows below it.
  if (problem === '') {
    last?.issue.measures.push(...measures.slice(0, 200));
    last?.cuts.push(...cuts.slice(1, 200));
    return;
  }
  const status = source === 'measures' ? words('status') : '';
  const { line } = locate(paragraphs[first.index] as Paragraph, 0);
  const category = words('category');
  const issue: ReportIssue = {
    kind: 'problem',
    number: readNumber(words('number').replace(/[.、()（）]/g, '')),
    categoryPath: category === '' ? (words('number') === '' ? (last?.issue.categoryPath ?? []) : []) : [category],
    title: issueTitle(problem),
    text: problem,
    line,
    measures,
    progress: status === '' ? [] : [{ text: status, line }],
    notes: [],
  };
  result.found.push({ issue, heading: null, doubts: [], cuts });
}

/** Puts the cells of a row, which line breaks may have parted, under their columns. */
function groupCells(
  columns: readonly Column[],
  cells: readonly Cell[],
  paragraphs: readonly Paragraph[],
): Map<Column, Cell[]> {
  const groups = new Map<Column, Cell[]>();
  let order = -1;
  let lastIndex = -1;
  for (const cell of cells) {
    // The first cell of a further line continues the cell that the break interrupted.
    const goesOn = lastIndex >= 0 && cell.index !== lastIndex;
    if (!goesOn) order += 1;
    lastIndex = cell.index;
    const column = columns[order] ?? 'other';
    if (textOf(cell, paragraphs) === '') continue;
    const group = groups.get(column);
    if (!group) groups.set(column, [cell]);
    else group.push(cell);
  }
  return groups;
}

function textOf(cell: Cell, paragraphs: readonly Paragraph[]): string {
  return (paragraphs[cell.index]?.text ?? '').slice(cell.from, cell.to).trim();
}

function cellMeasures(cell: Cell, paragraphs: readonly Paragraph[], cuts: Cut[]): Measure[] {
  const paragraph = paragraphs[cell.index] as Paragraph;
  const series = pickSeries(findOrdinals(paragraph.norm, cell.from, cell.to), 1, null);
  const own =
    series.length > 0
      ? series
      : findOrdinals(paragraph.norm, cell.from, cell.to).filter((each) => each.from === cell.from);
  if (own.length === 0) {
    cuts.push({ index: cell.index, at: cell.from, kind: 'measure' });
    return [{ ordinal: null, text: textOf(cell, paragraphs), line: locate(paragraph, cell.from).line }];
  }
  return own.map((each, order) => {
    cuts.push({ index: cell.index, at: each.from, kind: 'measure' });
    const text = paragraph.text.slice(each.textFrom, own[order + 1]?.from ?? cell.to).trim();
    return { ordinal: each.value, text, line: locate(paragraph, each.from).line };
  });
}
