import { canonicalLines, joinLines } from '@rectify/report-text/canonical';
import type { Edition, ReportContent } from '@rectify/report-text/report-document';

import { digestOf, lineCode } from './digest.ts';
import { noticeLines, TEXT_NOTICE_START } from './notice.ts';

/** The digest of a report's lines and the check code of each. */
export function reportCodes(content: ReportContent, edition: Edition | null): { digest: string; codes: string[] } {
  const lines = canonicalLines(content, edition).map(({ text }) => text);
  return { digest: digestOf(joinLines(lines)), codes: lines.map(lineCode) };
}

/** A published report as JSON with its digest and the check code of every line. */
export function writeReportJson(content: ReportContent, edition: Edition): string {
  const { slug, version, publishedAt } = edition;
  return `${JSON.stringify({ slug, version, publishedAt, ...reportCodes(content, edition), content }, null, 2)}\n`;
}

/** The digest of everything in a report's content, whether a line shows it or not. */
export const contentDigestOf = (content: ReportContent): string => digestOf(JSON.stringify(inOrder(content)));

/** The same value with its fields in the order of their names. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, each]) => [name, inOrder(each)]));
}

/** A published report as plain text: its lines, then how to verify them. */
export function writeReportText(content: ReportContent, edition: Edition, url?: string): string {
  const { digest, codes } = reportCodes(content, edition);
  const claims = [`编号：${edition.slug}`, `版本：${edition.version}`, `发布时刻：${edition.publishedAt}`];
  return joinLines([
    ...canonicalLines(content, edition).map(({ text }) => text),
    '',
    TEXT_NOTICE_START,
    ...claims,
    ...noticeLines({ digest, url }),
    `逐行核对码：${codes.join(' ')}`,
  ]);
}
