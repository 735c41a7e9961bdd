import { decodeText } from '@rectify/report-text/decode-text';

import { isZip } from '../bounded-zip.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { extractDocx } from './extract-docx.ts';
import { extractHtml } from './extract-html.ts';
import { extractJson } from './extract-json.ts';
import { extractPlain } from './extract-plain.ts';
import type { ExtractedReport } from './types.ts';

/** No published report has a tenth of this. */
const FILE_LIMIT = 30 * 1024 * 1024;

/** Reads the lines of a report from a saved page, JSON, docx or txt; throws UnreadableFile when it is none of ours. */
export function extractReport(bytes: Uint8Array, fileName: string): ExtractedReport {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。');
  if (bytes.length > FILE_LIMIT) throw new UnreadableFile('文件过大，不是本系统发布的通报。');
  // What a file is shows in its bytes; its name may have been changed on the way.
  if (isZip(bytes)) return extractDocx(bytes);
  const text = decodeText(bytes).replace(/^\ufeff/u, '');
  const found = /^\s*\{/u.test(text) ? extractJson(text) : /^\s*</u.test(text) ? extractHtml(text) : extractPlain(text);
  if (found) return found;
  throw new UnreadableFile(`“${fileName}”不是本系统发布的通报文件（网页、JSON、Word 或文本），无法核对。`);
}
