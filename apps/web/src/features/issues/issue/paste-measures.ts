import { parseDay } from '../../../ui/parse-day.ts';

/** A measure read from pasted cells; what the cells do not say is absent. */
export interface PastedMeasure {
  text: string;
  target?: string;
  leader?: string;
  department?: string;
  owner?: string;
  dueOn?: string;
}

type Column = keyof PastedMeasure | 'skip';

const HEADINGS: readonly (readonly [RegExp, Column])[] = [
  [/责任领导|分管领导|牵头领导/u, 'leader'],
  [/责任部门|责任科室|责任单位|牵头部门/u, 'department'],
  [/责任人|经办人|联系人/u, 'owner'],
  [/时限|期限|完成时间|完成日期/u, 'dueOn'],
  [/目标/u, 'target'],
  [/措施|整改内容|任务/u, 'text'],
  [/序号|编号/u, 'skip'],
];

/** What was pasted from Excel, WPS or Word, one measure per row; a plain text is one measure per paragraph. */
export function pasteMeasures(clipboard: string, today: string): PastedMeasure[] {
  const rows = cellsOf(clipboard.replaceAll('\r\n', '\n').replaceAll('\r', '\n')).filter((row) =>
    row.some((cell) => cell !== ''),
  );
  const [first, ...rest] = rows;
  if (!first) return [];
  const headings = headingsOf(first);
  const columns = headings ?? usualColumns(rows);
  return (headings ? rest : rows).map((row) => measureOf(row, columns, today)).filter(({ text }) => text !== '');
}

/** Cells of tab-separated text; Excel puts a cell with line breaks or quotes between quotes. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"(?=\t|\n|$)/u.exec(rest);
    const raw = quoted ? quoted[0] : (/^[^\t\n]*/u.exec(rest)?.[0] ?? '');
    rows.at(-1)?.push((quoted ? (quoted[1] ?? '').replaceAll('""', '"') : raw).trim());
    rest = rest.slice(raw.length);
    if (rest.startsWith('\n')) rows.push([]);
    rest = rest.slice(1);
  }
  return rows;
}

function headingsOf(row: readonly string[]): Column[] | null {
  const columns = row.map((cell): Column =>
    cell.length > 12 ? 'skip' : (HEADINGS.find(([pattern]) => pattern.test(cell))?.[1] ?? 'skip'),
  );
  return columns.includes('text') && (row.length === 1 || columns.filter((column) => column !== 'skip').length > 1)
    ? columns
    : null;
}

// Without headings the measure is the column with most words, and what follows it stands in the order of the official table.
function usualColumns(rows: readonly (readonly string[])[]): Column[] {
  const width = Math.max(...rows.map((row) => row.length));
  const words = Array.from({ length: width }, (_, index) =>
    rows.reduce((sum, row) => sum + (row[index]?.length ?? 0), 0),
  );
  const text = words.indexOf(Math.max(...words));
  const dates = words.map((_, index) => rows.some((row) => readDay(row[index] ?? '', '2000-01-01') !== null));
  const people: Column[] = ['leader', 'department', 'owner'];
  return words.map((_, index): Column => {
    if (index === text) return 'text';
    if (index < text) return 'skip';
    return dates[index] ? 'dueOn' : (people.shift() ?? 'skip');
  });
}

function measureOf(row: readonly string[], columns: readonly Column[], today: string): PastedMeasure {
  const measure: PastedMeasure = { text: '' };
  for (const [index, column] of columns.entries()) {
    const cell = row[index] ?? '';
    if (column === 'skip' || cell === '') continue;
    if (column !== 'dueOn') measure[column] = cell;
    else {
      const day = readDay(cell, today);
      if (day) measure.dueOn = day;
    }
  }
  return measure;
}

/** A day as tables write it; a bare 6.30 may as well be a number, so it is none. */
export function readDay(cell: string, today: string): string | null {
  const text = cell
    .normalize('NFKC')
    .replaceAll(/\s/gu, '')
    .replace(/底?前$/u, '');
  return /^\d{1,2}[./-]/u.test(text) ? null : parseDay(text, today);
}
