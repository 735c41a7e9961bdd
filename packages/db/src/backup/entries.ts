import { createHash } from 'node:crypto';
import { ByteReader } from './bytes.ts';
import { altered } from './fault.ts';

// The inner form of a backup: a row of records. A record is a letter, a length and its bytes.
//   M  what the backup was made of, first           S  what it holds, last
//   B  beginning of a table, sequence list or file  D  a piece of its content    E  its size and hash

const PIECE_LIMIT = 1024 * 1024;
const JSON_LIMIT = 64 * 1024 * 1024;

/** What an entry is: a table's rows, a file of the store, or a small file kept beside the data. */
export type EntryHead =
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'file'; sha256: string }
  | { kind: 'kept'; name: string };

export interface EntryEnd {
  bytes: number;
  /** Hex, over the content. */
  sha256: string;
  /** Rows of a table; 0 for a file. */
  rows: number;
}

export interface Entry {
  head: EntryHead;
  content: AsyncIterable<Buffer>;
  /** Known once the content was read to its end. */
  end(): EntryEnd;
}

/** One record in its written form. */
export function encode(letter: string, value: unknown): Buffer {
  const body = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(5);
  head.write(letter, 0, 'latin1');
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Writes one entry; `rows` is asked for after the content has flown. */
export async function* encodeEntry(
  head: EntryHead,
  content: AsyncIterable<Buffer>,
  rows: () => number = () => 0,
): AsyncGenerator<Buffer, EntryEnd> {
  yield encode('B', head);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    for (let start = 0; start < chunk.length; start += PIECE_LIMIT)
      yield encode('D', chunk.subarray(start, start + PIECE_LIMIT));
  }
  const end = { bytes, sha256: hash.digest('hex'), rows: rows() };
  yield encode('E', end);
  return end;
}

async function next(reader: ByteReader): Promise<{ letter: string; body: Buffer }> {
  const head = await reader.take(5);
  if (!head) throw altered();
  const letter = head.toString('latin1', 0, 1);
  const size = head.readUInt32BE(1);
  if (size > (letter === 'D' ? PIECE_LIMIT : JSON_LIMIT)) throw altered();
  const body = size === 0 ? Buffer.alloc(0) : await reader.take(size);
  if (!body) throw altered();
  return { letter, body };
}

function parse<T>(body: Buffer): T {
  try {
    return JSON.parse(body.toString('utf8')) as T;
  } catch (error) {
    throw altered(error);
  }
}

function openEntry(reader: ByteReader, head: EntryHead): Entry {
  const hash = createHash('sha256');
  let bytes = 0;
  let end: EntryEnd | null = null;
  async function* content(): AsyncGenerator<Buffer> {
    while (!end) {
      const { letter, body } = await next(reader);
      if (letter === 'D') {
        hash.update(body);
        bytes += body.length;
        yield body;
      } else {
        const said = parse<EntryEnd>(body);
        if (letter !== 'E' || said.bytes !== bytes || said.sha256 !== hash.digest('hex')) throw altered();
        end = said;
      }
    }
  }
  return {
    head,
    content: content(),
    end() {
      if (!end) throw new Error('an entry of a backup was not read to its end');
      return end;
    },
  };
}

async function readOut(content: AsyncIterable<Buffer>): Promise<void> {
  const rest = content[Symbol.asyncIterator]();
  while (!(await rest.next()).done);
}

/** Reads the records of a backup: what it was made of, every entry, and what it should hold. */
export async function readRecords<M, S>(
  source: AsyncIterable<Buffer>,
  take: { made(of: M): void | Promise<void>; entry(entry: Entry): Promise<void>; sealed(as: S): void | Promise<void> },
): Promise<void> {
  const reader = new ByteReader(source);
  const first = await next(reader);
  if (first.letter !== 'M') throw altered();
  await take.made(parse<M>(first.body));
  for (;;) {
    const { letter, body } = await next(reader);
    if (letter === 'S') {
      await take.sealed(parse<S>(body));
      if ((await reader.take(1)) !== null) throw altered();
      return;
    }
    if (letter !== 'B') throw altered();
    const entry = openEntry(reader, parse<EntryHead>(body));
    await take.entry(entry);
    // What nobody wanted is read all the same, for its hash.
    await readOut(entry.content);
  }
}
