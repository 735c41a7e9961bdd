import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { reportLines } from '@rectify/report-text/canonical';
import type { ReportLine } from '@rectify/report-text/canonical';
import type { Edition, ReportContent } from '@rectify/report-text/report-document';

import { FONTS, GRID, LINE_PITCH, PAGE, paragraphLayout, runLayout, SIZES } from './docx-layout.ts';
import { fixPackage } from './fix-package.ts';
import { CLAIMS, noticeLines } from './notice.ts';
import { reportCodes } from './write-report-files.ts';

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
  const lines = reportLines(content, edition);
  const document = new Document({
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
        headers: markHeaders(options.draftMark),
        footers: { default: pageFooter(AlignmentType.RIGHT), even: pageFooter(AlignmentType.LEFT) },
        children: [...body(lines), ...notice(options)],
      },
    ],
  });
  const bytes = await Packer.toArrayBuffer(document);
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
function body(lines: readonly ReportLine[]): (Paragraph | Table)[] {
  const rows = lines.filter(({ cells }) => cells !== null);
  return lines.flatMap((line): (Paragraph | Table)[] => {
    if (line.cells === null) return [paragraphOf(line, line.text)];
    return line === rows[0] ? [tableOf(rows)] : [];
  });
}

function paragraphOf(line: ReportLine, text: string): Paragraph {
  return new Paragraph({ ...paragraphLayout(line), children: [new TextRun({ ...runLayout(line), text })] });
}

const columns = [2244, 1650, 1650, 1650, 1650];

function tableOf(rows: readonly ReportLine[]): Table {
  return new Table({
    width: { size: columns.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    columnWidths: columns,
    rows: rows.map((row, at) => new TableRow({ tableHeader: at === 0, cantSplit: true, children: cellsOf(row) })),
  });
}

function cellsOf(row: ReportLine): TableCell[] {
  return (row.cells ?? []).map(
    (text, at) =>
      new TableCell({
        width: { size: columns[at] ?? 1650, type: WidthType.DXA },
        children: [
          new Paragraph({
            alignment: at === 0 ? AlignmentType.LEFT : AlignmentType.CENTER,
            spacing: { line: 440, lineRule: 'exact' },
            children: [new TextRun({ ...runLayout(row), text })],
          }),
        ],
      }),
  );
}

function notice({ digest, url }: DocxOptions): Paragraph[] {
  if (digest === undefined) return [];
  return noticeLines({ digest, url }).map(
    (text, at) =>
      new Paragraph({
        spacing: { line: 320, lineRule: 'exact', before: at === 0 ? LINE_PITCH : 0 },
        children: [new TextRun({ text, font: FONTS.page, size: 18 })],
      }),
  );
}

/** — 1 — in 4号 宋体, one character in from the outer edge: right on odd pages, left on even ones. */
function pageFooter(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  const run = { font: FONTS.page, size: SIZES.small };
  const indent = alignment === AlignmentType.LEFT ? { left: 280 } : { right: 280 };
  const number = new TextRun({ ...run, children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] })] });
}

function markHeaders(mark: string | undefined): { default?: Header; even?: Header } {
  if (mark === undefined) return {};
  const run = { text: mark, font: FONTS.bold, size: SIZES.small };
  const header = () =>
    new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(run)] })] });
  return { default: header(), even: header() };
}
