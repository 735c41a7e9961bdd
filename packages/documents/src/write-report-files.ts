import type { Edition, ReportContent } from '@rectify/report-text';

/** A published report as JSON with its digest and the check code of every line. */
export function writeReportJson(content: ReportContent, edition: Edition): string {
  throw new Error(`not written: ${content.title} ${edition.slug}`);
}

/** A published report as plain text: its lines, then how to verify them. */
export function writeReportText(content: ReportContent, edition: Edition, url?: string): string {
  throw new Error(`not written: ${content.title} ${edition.slug} ${url ?? ''}`);
}
