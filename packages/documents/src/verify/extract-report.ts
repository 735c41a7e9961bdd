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

const PACKED =
  '这是浏览器存成单个文件的网页（.mhtml），样式等也打包在里面，无法核验。请打开发布页面，另存时把保存类型选为“网页，仅 HTML”，再核验存下的 .html 文件；也可以从发布页面下载 Word、纯文本或 JSON 文件来核验。';

/** Whether a text is a page with all its parts in one file, in the form of a letter. */
function isPacked(text: string): boolean {
  const head = text.slice(0, 5000);
  return /^[A-Za-z-]+: /u.test(head) && /^content-type:\s*multipart\/related/imu.test(head);
}

/** Reads the lines of a report from a saved page, JSON, docx or txt; throws UnreadableFile when it is none of ours. */
export function extractReport(bytes: Uint8Array, fileName: string): ExtractedReport {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。');
  if (bytes.length > FILE_LIMIT) throw new UnreadableFile('文件过大，不是本系统发布的通报。');
  // What a file is shows in its bytes; its name may have been changed on the way.
  if (isZip(bytes)) return extractDocx(bytes);
  const text = decodeText(bytes).replace(/^\ufeff/u, '');
  if (isPacked(text)) throw new UnreadableFile(PACKED);
  const found = /^\s*\{/u.test(text) ? extractJson(text) : /^\s*</u.test(text) ? extractHtml(text) : extractPlain(text);
  if (found) return found;
  throw new UnreadableFile(`“${fileName}”不是本系统发布的通报文件（网页、JSON、Word 或文本），无法核对。`);
}
