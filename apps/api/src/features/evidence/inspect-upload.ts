import type { Draft } from '../../file-store.ts';
import { Fault } from '../../http/errors.ts';
import { checkImage } from './check-image.ts';
import { checkZip } from './check-zip.ts';
import { extensionOf, nameFor } from './file-name.ts';
import { isMarkedText, isPlainText } from './plain-text.ts';

/** What is taken, with the extensions that go with it; the first is given to a file that has another. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/bmp': ['bmp'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic', 'heif'],
  'video/mp4': ['mp4', 'm4v'],
  'audio/mpeg': ['mp3'],
  'text/plain': ['txt'],
  'application/zip': ['zip'],
};
/** Files that are a ZIP inside: by what must be among the names in it. */
const ZIPPED: readonly { extension: string; mediaType: string; holds: RegExp }[] = [
  {
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    holds: /^word\//,
  },
  {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    holds: /^xl\//,
  },
  {
    extension: 'pptx',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    holds: /^ppt\//,
  },
  { extension: 'ofd', mediaType: 'application/ofd', holds: /^OFD\.xml$/ },
];
/** Files of older office programs, alike from outside: only the name tells them apart. */
const COMPOUND: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
};
/** Known by two bytes, which other files have as well: taken only where the name says the same. */
const THINLY_KNOWN = 'audio/mpeg';
const DETECTION_MS = 5_000;

const strange = () =>
  new Fault('unsupported', '这种文件不能作为佐证材料。请上传 PDF、图片、Word、Excel、WPS、OFD、TXT 或 ZIP 文件。');

export interface Inspected {
  mediaType: string;
  fileName: string;
}

/** What the first bytes say; undefined also where they keep the reader busy for too long. */
async function detect(path: string): Promise<string | undefined> {
  const { fileTypeFromFile } = await import('file-type');
  const late = AbortSignal.timeout(DETECTION_MS);
  const given = fileTypeFromFile(path, { signal: late } as object).catch(() => undefined);
  const found = await Promise.race([
    given,
    new Promise<undefined>((resolve) => late.addEventListener('abort', () => resolve(undefined), { once: true })),
  ]);
  return found?.mime;
}

async function inspectZip(draft: Draft, fileName: string): Promise<Inspected> {
  const names = await checkZip(draft.path, draft.size);
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name)))
    throw new Fault('unsupported', '这个文件里有宏程序，不能作为佐证材料。请另存为不含宏的格式后上传。');
  const extension = extensionOf(fileName);
  const kind = ZIPPED.find((each) => each.extension === extension && names.some((name) => each.holds.test(name)));
  if (kind) return { mediaType: kind.mediaType, fileName };
  return { mediaType: 'application/zip', fileName: nameFor(fileName, ['zip']) };
}

/** What the file is by its content, and the name that goes with that; throws where it is not taken. */
export async function inspectUpload(draft: Draft, fileName: string): Promise<Inspected> {
  const extension = extensionOf(fileName);
  // The mark of a text in UTF-16 is taken for the beginning of an MP3 too.
  if (extension === 'txt' && (await isMarkedText(draft.path))) return { mediaType: 'text/plain', fileName };
  const detected = await detect(draft.path);
  if (detected === undefined) {
    if (extension !== 'txt' || !(await isPlainText(draft.path))) throw strange();
    return { mediaType: 'text/plain', fileName };
  }
  if (detected === 'application/x-cfb') {
    const mediaType = Object.hasOwn(COMPOUND, extension) ? COMPOUND[extension] : undefined;
    if (!mediaType) throw strange();
    return { mediaType, fileName };
  }
  if (detected === 'application/zip' || ZIPPED.some(({ mediaType }) => mediaType === detected))
    return inspectZip(draft, fileName);
  const extensions = TYPES[detected];
  if (!extensions || (detected === THINLY_KNOWN && !extensions.includes(extension))) throw strange();
  await checkImage(draft.path, detected);
  return { mediaType: detected, fileName: nameFor(fileName, extensions) };
}
