import type { Edition, ReportContent } from '@rectify/report-text';

export interface DocxOptions {
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
  throw new Error(`not written: ${content.title} ${edition?.slug ?? ''} ${options.digest ?? ''}`);
}
