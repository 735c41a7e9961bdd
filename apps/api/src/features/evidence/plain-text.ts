import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** The marks that texts of Windows begin with, and what each says of the bytes after it. */
const MARKS = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;
const LONGEST_MARK = 3;

// Every control character but tab, line feed, form feed and carriage return.
const CONTROL = new Uint8Array(256).map((_, byte) => (byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0));
const CONTROL_CHARACTER = /(?![\t\n\f\r])\p{Cc}/u;

const chunksOf = (path: string) => createReadStream(path) as AsyncIterable<Buffer>;

/** Whether the file has no control characters: then it is a text in whatever encoding, GBK among them. */
export async function isPlainText(path: string): Promise<boolean> {
  for await (const chunk of chunksOf(path)) {
    if (chunk.some((byte) => CONTROL[byte] === 1)) return false;
  }
  return true;
}

async function encodingOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(LONGEST_MARK), 0, LONGEST_MARK, 0);
    return MARKS.find(({ bytes }) => bytes.every((byte, at) => buffer[at] === byte))?.encoding;
  } finally {
    await file.close();
  }
}

/** Whether the file begins with a byte-order mark and is, to its end, a text in the encoding that the mark names. */
export async function isMarkedText(path: string): Promise<boolean> {
  const encoding = await encodingOf(path);
  if (encoding === undefined) return false;
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunksOf(path)) {
      if (CONTROL_CHARACTER.test(decoder.decode(chunk, { stream: true }))) return false;
    }
    // Throws where the last character is only begun.
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
