import { zipSync } from 'fflate';
import { decodeText } from '@rectify/report-text/decode-text';

import { isZip, unzipBounded } from './bounded-zip.ts';
import { htmlText } from './html-text.ts';
import { demandReadable } from './reading-bounds.ts';
import { UnreadableFile } from './unreadable-file.ts';

export interface ReadLimits {
  /** Bytes of the file itself. */
  fileBytes: number;
  /** Bytes that an archive may unpack to. */
  unpackedBytes: number;
}

export const READ_LIMITS: ReadLimits = { fileBytes: 20 * 1024 * 1024, unpackedBytes: 12 * 1024 * 1024 };

/** Kinds that people upload and that hold no text for us, by their first bytes. */
const REFUSED: readonly (readonly [number[], string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], '这是旧版 Office 文档（.doc、.wps 等），请用 Word 或 WPS 另存为 .docx 后再上传。'],
  [[0x25, 0x50, 0x44, 0x46], '这是 PDF 文件，无法直接读取，请复制其中的文字粘贴进来，或上传 Word 文档。'],
  [[0x89, 0x50, 0x4e, 0x47], '这是图片，无法读取文字。'],
  [[0xff, 0xd8, 0xff], '这是图片，无法读取文字。'],
  [[0x52, 0x61, 0x72, 0x21], '这是压缩包，请解压后上传其中的文档。'],
];

/** The text of a txt, docx or html file; throws UnreadableFile with a sentence for the reader. */
export async function readText(bytes: Uint8Array, fileName: string, limits: ReadLimits = READ_LIMITS): Promise<string> {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。');
  if (bytes.length > limits.fileBytes)
    throw new UnreadableFile(`文件过大，最大 ${Math.floor(limits.fileBytes / 1024 / 1024)} MB。`);
  for (const [magic, message] of REFUSED)
    if (magic.every((byte, at) => bytes[at] === byte)) throw new UnreadableFile(message);
  // What a file is shows in its bytes; its name may say otherwise.
  if (isZip(bytes)) return readDocx(bytes, limits);
  if (/\.docx$/iu.test(fileName)) throw new UnreadableFile('文件扩展名是 .docx，但内容不是 Word 文档。');
  if (isBinary(bytes)) throw new UnreadableFile('无法识别这个文件，请上传 txt、docx 或网页文件。');
  const text = decodeText(bytes);
  return isHtml(text, fileName) ? htmlText(text) : text;
}

function isHtml(text: string, fileName: string): boolean {
  const head = text.slice(0, 2000);
  if (/\.x?html?$/iu.test(fileName)) return true;
  return /^\s*<(?:!doctype html|html|head|body|meta|div|p|table|article|section|span|h[1-6])[\s>]/iu.test(head);
}

/** No text has zero bytes, save in the two-byte encodings that begin with a mark. */
function isBinary(bytes: Uint8Array): boolean {
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isMarked && bytes.subarray(0, 4096).includes(0);
}

const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes|comments)\.xml|word\/_rels\/document\.xml\.rels)$/u;

/** Only the parts that hold text, each unpacked within bounds, go to the reader of Word files. */
async function readDocx(bytes: Uint8Array, { unpackedBytes }: ReadLimits): Promise<string> {
  const parts = unzipBounded(bytes, (name) => NEEDED.test(name), unpackedBytes);
  if (!parts.has('word/document.xml')) throw new UnreadableFile('这不是 Word 文档，无法读取。');
  demandReadable(parts.values());
  const buffer = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
  // Loaded once somebody brings a Word file: it is large.
  const { default: mammoth } = await import('mammoth');
  // Pictures hold no text and are not even unpacked.
  const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  try {
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: noPicture });
    return htmlText(value);
  } catch {
    throw new UnreadableFile('文件已损坏，无法读取，请用 Word 或 WPS 重新保存后再试。');
  }
}
