import { readNumber } from './characters.ts';
import { isContactLine } from './contact.ts';
import { dateLine } from './dates.ts';
import { looksLikeSignatory } from './lexicon.ts';
import { readMarker } from './markers.ts';
import { ordinalAt } from './ordinals.ts';
import type { Paragraph } from './paragraphs.ts';
import { addRow, columnOf } from './tables.ts';
import type { Cell, Column, TableIssues } from './tables.ts';

const headerName =
  /^(?:序号|编号|(?:问题|整改)?(?:类别|类型|分类|时限|目标|责任人?)|.{0,6}(?:问题|反馈意见|措施|举措|情况|进展|成效|结果|状态|领导|单位|部门|科室|责任人|时限|时间|备注))$/;

/** Reads tables whose cells were pasted one to a line: 序号, 反馈问题, 整改措施 … and then 1, … 2, … */
export function readStackedTables(paragraphs: readonly Paragraph[]): TableIssues {
  const result: TableIssues = { found: [], covered: new Set(), header: new Set() };
  const lines = paragraphs.flatMap((each, index) => (each.text === '' || each.isUnread ? [] : [index]));
  const normAt = (order: number): string => paragraphs[lines[order] ?? -1]?.norm.replaceAll(' ', '') ?? '';
  for (let order = 0; order < lines.length; order += 1) {
    const columns = readStackedHeader(order, normAt);
    if (!columns || rowNumber(normAt(order + columns.length)) !== 1) continue;
    const end = readRows(result, columns, lines, order + columns.length, paragraphs);
    for (const index of lines.slice(order, order + columns.length)) result.header.add(index);
    for (const index of lines.slice(order, end)) result.covered.add(index);
    order = end - 1;
  }
  return result;
}

function readStackedHeader(start: number, normAt: (order: number) => string): Column[] | null {
  if (!/^(?:序号|编号)$/.test(normAt(start))) return null;
  const columns: Column[] = [];
  for (let order = start; order < start + 12; order += 1) {
    const norm = normAt(order);
    if (norm.length > 12 || !headerName.test(norm)) break;
    columns.push(columnOf(norm));
  }
  const answers = columns.includes('measures') || columns.includes('status');
  return columns.length >= 3 && columns.includes('problem') && answers ? columns : null;
}

function rowNumber(norm: string): number | null {
  return norm.length <= 4 ? readNumber(norm.replace(/[.、]$/, '')) : null;
}

/** Reads row after row from the line with the number 1; returns where the table ends. */
function readRows(
  result: TableIssues,
  columns: readonly Column[],
  lines: readonly number[],
  start: number,
  paragraphs: readonly Paragraph[],
): number {
  const width = columns.length - 1;
  let order = start;
  for (let number = 1; order < lines.length; number += 1) {
    const first = toCell(lines[order] as number, paragraphs);
    const next = nextRow(lines, order + 1, number + 1, paragraphs);
    const cells = joinLines(lines.slice(order + 1, next ?? tableEnd(lines, order + 1, paragraphs)), paragraphs);
    if (next === null && cells.length > width + 3) cells.length = width;
    const groups = new Map<Column, Cell[]>([[columns[0] as Column, [first]]]);
    for (const [at, cell] of squeeze(cells, columns).entries()) {
      const column = columns[at + 1] ?? 'other';
      groups.set(column, [...(groups.get(column) ?? []), ...cell]);
    }
    addRow(result, columns, groups, first, paragraphs);
    const used = cells.reduce((sum, cell) => sum + cell.length, 0);
    order = next ?? order + 1 + used;
    if (next === null) break;
  }
  return order;
}

/** The line that is only the next number, within the length a row can have. */
function nextRow(
  lines: readonly number[],
  from: number,
  number: number,
  paragraphs: readonly Paragraph[],
): number | null {
  for (let order = from + 1; order < Math.min(lines.length, from + 40); order += 1) {
    const { norm } = paragraphs[lines[order] as number] as Paragraph;
    if (norm.length <= 4 && rowNumber(norm.trim()) === number) return order;
  }
  return null;
}

/** The last row ends where the closing block begins. */
function tableEnd(lines: readonly number[], from: number, paragraphs: readonly Paragraph[]): number {
  const normAt = (order: number): string => paragraphs[lines[order] ?? -1]?.norm ?? '';
  let order = from;
  while (order < Math.min(lines.length, from + 40)) {
    const norm = normAt(order);
    const isSigned = looksLikeSignatory(norm) && dateLine(normAt(order + 1)) !== null;
    if (isSigned || isContactLine(norm) || dateLine(norm) !== null) break;
    order += 1;
  }
  return order;
}

function toCell(index: number, paragraphs: readonly Paragraph[]): Cell {
  return { index, from: 0, to: paragraphs[index]?.norm.length ?? 0 };
}

/** A line that counts on (2. …, 二是…) belongs to the cell of the line above it. */
function joinLines(indexes: readonly number[], paragraphs: readonly Paragraph[]): Cell[][] {
  const cells: Cell[][] = [];
  for (const index of indexes) {
    const { norm } = paragraphs[index] as Paragraph;
    const number = ordinalAt(norm)?.value ?? readMarker(norm)?.number ?? 0;
    const last = cells.at(-1);
    if (last && number > 1 && number < 100) last.push(toCell(index, paragraphs));
    else cells.push([toCell(index, paragraphs)]);
  }
  return cells;
}

/** More lines than columns: the surplus are further paragraphs of the measures. */
function squeeze(cells: readonly Cell[][], columns: readonly Column[]): Cell[][] {
  const surplus = cells.length - (columns.length - 1);
  if (surplus <= 0) return [...cells];
  const wide = columns.indexOf(columns.includes('measures') ? 'measures' : 'status') - 1;
  return [...cells.slice(0, wide), cells.slice(wide, wide + surplus + 1).flat(), ...cells.slice(wide + surplus + 1)];
}
