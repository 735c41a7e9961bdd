import type exceljs from 'exceljs';

/** A measure as a line of the ledger; dates and people as they are read. */
export interface LedgerMeasure {
  text: string;
  leader: string | null;
  department: string | null;
  owner: string | null;
  dueOn: string | null;
  status: string;
  progress: string | null;
}

export interface LedgerIssue {
  number: number | null;
  programme: string;
  inspectedUnit: string;
  category: string;
  text: string;
  nature: string;
  leadUnit: string;
  coUnits: string;
  dueOn: string | null;
  originalDueOn: string | null;
  status: string;
  light: string;
  /** 退回、延期、重新整改, where there were any. */
  turns: string;
  outcome: string | null;
  disclosure: string;
  measures: LedgerMeasure[];
}

export interface LedgerHead {
  title: string;
  /** Who took it, when, what of the ledger, and what may not be done with it: stands over the table and on every page. */
  lines: string[];
  /** What each printed page says at its top. */
  mark: string;
}

type Cell = string | number | null;
type Target = NonNullable<exceljs.stream.xlsx.WorkbookWriterOptions['stream']>;

interface Column {
  title: string;
  width: number;
  ofIssue?: (issue: LedgerIssue) => Cell;
  ofMeasure?: (measure: LedgerMeasure, place: number) => Cell;
}

const COLUMNS: readonly Column[] = [
  { title: '序号', width: 6, ofIssue: ({ number }) => number },
  { title: '轮次', width: 14, ofIssue: ({ programme }) => programme },
  { title: '被巡察单位', width: 14, ofIssue: ({ inspectedUnit }) => inspectedUnit },
  { title: '问题分类', width: 20, ofIssue: ({ category }) => category },
  { title: '反馈问题', width: 40, ofIssue: ({ text }) => text },
  { title: '整改性质', width: 9, ofIssue: ({ nature }) => nature },
  { title: '牵头单位', width: 14, ofIssue: ({ leadUnit }) => leadUnit },
  { title: '配合单位', width: 12, ofIssue: ({ coUnits }) => coUnits },
  { title: '措施序号', width: 6, ofMeasure: (_, place) => place },
  { title: '整改措施', width: 40, ofMeasure: ({ text }) => text },
  { title: '责任领导', width: 10, ofMeasure: ({ leader }) => leader },
  { title: '责任部门', width: 12, ofMeasure: ({ department }) => department },
  { title: '责任人', width: 10, ofMeasure: ({ owner }) => owner },
  { title: '完成时限', width: 12, ofMeasure: ({ dueOn }) => dueOn },
  { title: '措施状态', width: 9, ofMeasure: ({ status }) => status },
  { title: '进展情况', width: 36, ofMeasure: ({ progress }) => progress },
  { title: '整改成效', width: 30, ofIssue: ({ outcome }) => outcome },
  { title: '整改时限', width: 12, ofIssue: ({ dueOn }) => dueOn },
  { title: '原定时限', width: 12, ofIssue: ({ originalDueOn }) => originalDueOn },
  { title: '状态', width: 11, ofIssue: ({ status }) => status },
  { title: '灯', width: 14, ofIssue: ({ light }) => light },
  { title: '退回延期', width: 12, ofIssue: ({ turns }) => turns },
  { title: '公开级别', width: 9, ofIssue: ({ disclosure }) => disclosure },
];

const THIN = { style: 'thin', color: { argb: 'FF8A929A' } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const WRAP = { vertical: 'top', wrapText: true } as const;
const A3 = 8;
/** More than that Excel does not take into one cell. */
const CELL_LIMIT = 32_000;

/** Spreadsheets take what begins like a formula for one, at the latest when it is saved as text. */
const harmless = (value: Cell): Cell => {
  if (typeof value !== 'string') return value;
  const text = value.length > CELL_LIMIT ? `${value.slice(0, CELL_LIMIT)}…` : value;
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
};

/** In a page's head, & begins a command. */
const inHead = (text: string) => text.replaceAll('&', '&&');

export interface LedgerWriter {
  /** Adds an issue, its measures line by line beside it; what was added before is already on its way. */
  add(issue: LedgerIssue): void;
  finish(): Promise<void>;
}

function addHead(sheet: exceljs.Worksheet, head: LedgerHead): void {
  for (const [index, text] of [head.title, ...head.lines].entries()) {
    const row = sheet.addRow([harmless(text)]);
    row.font = index === 0 ? { bold: true, size: 16 } : { size: 10 };
    row.commit();
  }
  const titles = sheet.addRow(COLUMNS.map(({ title }) => title));
  titles.eachCell((cell) => {
    cell.font = { bold: true };
    cell.border = BORDER;
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  });
  titles.commit();
}

function addIssue(sheet: exceljs.Worksheet, issue: LedgerIssue): void {
  const measures: (LedgerMeasure | null)[] = issue.measures.length > 0 ? issue.measures : [null];
  const rows = measures.map((measure, index) => {
    const values = COLUMNS.map(({ ofIssue, ofMeasure }) => {
      if (ofIssue) return index === 0 ? ofIssue(issue) : null;
      return measure && ofMeasure ? ofMeasure(measure, index + 1) : null;
    });
    const row = sheet.addRow(values.map(harmless));
    for (let place = 1; place <= COLUMNS.length; place += 1)
      Object.assign(row.getCell(place), { border: BORDER, alignment: WRAP });
    return row;
  });
  const [first, last] = [rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0];
  if (last > first)
    COLUMNS.forEach(({ ofIssue }, index) => {
      if (ofIssue) sheet.mergeCells(first, index + 1, last, index + 1);
    });
  for (const row of rows) row.commit();
}

/** Writes a 整改台账 into a stream while its issues are still being read; prints on A3 across, the head on every page. */
export async function writeLedgerXlsx(stream: Target, head: LedgerHead): Promise<LedgerWriter> {
  // Loaded with the first export: it is large.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const headRows = head.lines.length + 2;
  const sheet = workbook.addWorksheet('整改台账', {
    pageSetup: {
      paperSize: A3 as exceljs.PaperSize,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.7, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddHeader: `&L${inHead(head.mark)}`,
      oddFooter: '&C第 &P 页，共 &N 页',
    },
    views: [{ state: 'frozen', ySplit: headRows }],
  });
  sheet.pageSetup.printTitlesRow = `${headRows}:${headRows}`;
  COLUMNS.forEach(({ width }, index) => (sheet.getColumn(index + 1).width = width));
  addHead(sheet, head);
  return {
    add: (issue) => addIssue(sheet, issue),
    async finish() {
      sheet.commit();
      await workbook.commit();
    },
  };
}
