import type * as docxModule from 'docx';
import type { Footer, Header, Paragraph, Table, TableCell } from 'docx';
import { reportLines } from '@rectify/report-text/canonical';
import type { ReportLine } from '@rectify/report-text/canonical';
import type { Edition, ReportContent } from '@rectify/report-text/report-document';

import { FONTS, GRID, LINE_PITCH, PAGE, paragraphLayout, runLayout, SIZES } from './docx-layout.ts';
import { fixPackage } from './fix-package.ts';
import { CLAIMS, noticeLines } from './notice.ts';
import { reportCodes } from './write-report-files.ts';

type Docx = typeof docxModule;

export interface DocxOptions {
  /** Printed at the end, with the check codes of the lines in the file's properties. */
  digest?: string | undefined;
  /** Where the report can be read and verified. */
  url?: string | undefined;
  /** Words that mark a draft on every page, e.g. 征求意见稿. */
  draftMark?: string | undefined;
}

/** Writes a report as a Word file after GB/T 9704-2012; the same input gives the same bytes. */
export async function writeReportDocx(
  content: ReportContent,
  edition: Edition | null,
  options: DocxOptions = {},
): Promise<Uint8Array> {
  // Loaded with the first file that is asked for: it is large.
  const docx = await import('docx');
  const lines = reportLines(content, edition);
  const document = new docx.Document({
    title: content.title,
    creator: content.unitName,
    lastModifiedBy: content.unitName,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: FONTS.body, size: SIZES.body, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: LINE_PITCH, lineRule: 'exact' } },
        },
      },
    },
    customProperties: edition === null ? [] : claims(content, edition),
    sections: [
      {
        properties: { page: PAGE, grid: GRID },
        headers: markHeaders(docx, options.draftMark),
        footers: { default: pageFooter(docx, 'right'), even: pageFooter(docx, 'left') },
        children: [...body(docx, lines), ...notice(docx, options)],
      },
    ],
  });
  const bytes = await docx.Packer.toArrayBuffer(document);
  return fixPackage(new Uint8Array(bytes), edition?.publishedAt ?? '2000-01-01T00:00:00Z');
}

/** What the file claims to be, so that it can be verified without a network. */
function claims(content: ReportContent, edition: Edition): { name: string; value: string }[] {
  const { digest, codes } = reportCodes(content, edition);
  const chunks: string[] = [];
  for (let at = 0; at < codes.length; at += 25) chunks.push(codes.slice(at, at + 25).join(' '));
  return [
    { name: CLAIMS.slug, value: edition.slug },
    { name: CLAIMS.version, value: String(edition.version) },
    { name: CLAIMS.publishedAt, value: edition.publishedAt },
    { name: CLAIMS.digest, value: digest },
    ...chunks.map((value, at) => ({ name: `${CLAIMS.codes}${at + 1}`, value })),
  ];
}

/** Every line as a paragraph of its own, except that rows of the units' table are one table. */
function body(docx: Docx, lines: readonly ReportLine[]): (Paragraph | Table)[] {
  const rows = lines.filter(({ cells }) => cells !== null);
  return lines.flatMap((line): (Paragraph | Table)[] => {
    if (line.cells === null) return [paragraphOf(docx, line, line.text)];
    return line === rows[0] ? [tableOf(docx, rows)] : [];
  });
}

function paragraphOf(docx: Docx, line: ReportLine, text: string): Paragraph {
  return new docx.Paragraph({ ...paragraphLayout(line), children: [new docx.TextRun({ ...runLayout(line), text })] });
}

const columns = [2244, 1650, 1650, 1650, 1650];

function tableOf(docx: Docx, rows: readonly ReportLine[]): Table {
  return new docx.Table({
    width: { size: columns.reduce((sum, each) => sum + each, 0), type: docx.WidthType.DXA },
    columnWidths: columns,
    rows: rows.map(
      (row, at) => new docx.TableRow({ tableHeader: at === 0, cantSplit: true, children: cellsOf(docx, row) }),
    ),
  });
}

function cellsOf(docx: Docx, row: ReportLine): TableCell[] {
  return (row.cells ?? []).map(
    (text, at) =>
      new docx.TableCell({
        width: { size: columns[at] ?? 1650, type: docx.WidthType.DXA },
        children: [
          new docx.Paragraph({
            alignment: at === 0 ? 'left' : 'center',
            spacing: { line: 440, lineRule: 'exact' },
            children: [new docx.TextRun({ ...runLayout(row), text })],
          }),
        ],
      }),
  );
}

function notice(docx: Docx, { digest, url }: DocxOptions): Paragraph[] {
  if (digest === undefined) return [];
  return noticeLines({ digest, url }).map(
    (text, at) =>
      new docx.Paragraph({
        spacing: { line: 320, lineRule: 'exact', before: at === 0 ? LINE_PITCH : 0 },
        children: [new docx.TextRun({ text, font: FONTS.page, size: 18 })],
      }),
  );
}

/** — 1 — in 4号 宋体, one character in from the outer edge: right on odd pages, left on even ones. */
function pageFooter(docx: Docx, alignment: 'left' | 'right'): Footer {
  const run = { font: FONTS.page, size: SIZES.small };
  const indent = alignment === 'left' ? { left: 280 } : { right: 280 };
  const number = new docx.TextRun({ ...run, children: ['— ', docx.PageNumber.CURRENT, ' —'] });
  return new docx.Footer({ children: [new docx.Paragraph({ alignment, indent, children: [number] })] });
}

function markHeaders(docx: Docx, mark: string | undefined): { default?: Header; even?: Header } {
  if (mark === undefined) return {};
  const run = { text: mark, font: FONTS.bold, size: SIZES.small };
  const header = () =>
    new docx.Header({ children: [new docx.Paragraph({ alignment: 'center', children: [new docx.TextRun(run)] })] });
  return { default: header(), even: header() };
}
