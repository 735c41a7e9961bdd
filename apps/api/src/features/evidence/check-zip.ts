import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { Fault } from '../../http/errors.ts';

// Archives are never unpacked here, but reviewers will unpack them: one that would fill their disk, write outside its
// folder or cannot be opened without a password is not taken.

const MEGABYTE = 1024 * 1024;
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY = 16 * MEGABYTE;
const MOST_UNPACKED = 1024 * MEGABYTE;
const HARMLESS_UNPACKED = 100 * MEGABYTE;
const MOST_RATIO = 100;
const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x0201_4b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** In what Unix keeps of a file, which kind it is. */
const KIND_OF_FILE = 0o170_000;
const LINK = 0o120_000;
const STORED = 0;
const DEFLATED = 8;

interface ZipEntry {
  name: string;
  /** Not a file, but a path that stands for another. */
  isLink: boolean;
  isEncrypted: boolean;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const broken = () => new Fault('unsupported', '这个压缩包已损坏或不完整，打不开。请重新压缩后上传。');
const bomb = () =>
  new Fault('unsupported', '这个压缩包解开后大得不正常，没有保存。请确认内容，去掉无关文件后重新压缩上传。');

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw broken();
  return buffer;
}

/** Where the list of entries lies: the last record of the file says so. */
async function findDirectory(
  file: FileHandle,
  size: number,
): Promise<{ count: number; offset: number; length: number }> {
  const length = Math.min(size, 0xffff + END_BYTES);
  const tail = await readAt(file, size - length, length);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const found = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    if (found.offset + found.length > size - length + at || found.length > MOST_DIRECTORY) throw broken();
    return found;
  }
  throw broken();
}

function parseEntries(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw broken();
    const nameBytes = directory.readUInt16LE(at + 28);
    const end = at + ENTRY_BYTES + nameBytes;
    entries.push({
      name: directory.toString('utf8', at + ENTRY_BYTES, end),
      isLink: ((directory.readUInt32LE(at + 38) >>> 16) & KIND_OF_FILE) === LINK,
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) !== 0,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at = end + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

const leadsOutside = (name: string) =>
  /^(?:[\\/]|[a-z]:)/i.test(name) || name.includes('\0') || name.split(/[\\/]/).includes('..');

function judgeEntries(entries: readonly ZipEntry[]): void {
  if (entries.some(({ isEncrypted }) => isEncrypted))
    throw new Fault('unsupported', '这个压缩包有密码，审核人打不开。请去掉密码后重新压缩上传。');
  if (entries.some(({ name, isLink }) => isLink || leadsOutside(name)))
    throw new Fault('unsupported', '这个压缩包里有会写到别处的文件路径，没有保存。请重新压缩后上传。');
  if (entries.some(({ method }) => method !== STORED && method !== DEFLATED))
    throw new Fault('unsupported', '这个压缩包用了不常见的压缩方式，有人会打不开。请用普通 ZIP 方式重新压缩后上传。');
}

/** Entries that share bytes are how a small file claims to be an endless one. */
function judgeLayout(entries: readonly ZipEntry[], directoryAt: number): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, { offset, packed }] of ordered.entries()) {
    const next = ordered[index + 1]?.offset ?? directoryAt;
    if (offset + LOCAL_BYTES + packed > next) throw bomb();
  }
}

/** What an entry really unpacks to: what it says of itself may be a lie. */
async function measure(path: string, file: FileHandle, { offset, packed }: ZipEntry, most: number): Promise<number> {
  const local = await readAt(file, offset, LOCAL_BYTES);
  const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (packed === 0) return 0;
  let size = 0;
  const counter = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > most ? bomb() : null);
    },
  });
  const source = createReadStream(path, { start, end: start + packed - 1 });
  await pipeline(source, createInflateRaw({ chunkSize: 64 * 1024 }), counter).catch((error: unknown) => {
    throw error instanceof Fault ? error : broken();
  });
  return size;
}

async function judgeUnpacked(
  path: string,
  file: FileHandle,
  entries: readonly ZipEntry[],
  size: number,
): Promise<void> {
  const most = Math.min(MOST_UNPACKED, Math.max(HARMLESS_UNPACKED, size * MOST_RATIO));
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > most) throw bomb();
  let left = most;
  for (const entry of entries) {
    const unpacked = entry.method === STORED ? entry.packed : await measure(path, file, entry, left);
    left -= unpacked;
    if (left < 0) throw bomb();
  }
}

/** Reads through a ZIP file, or an Office file, which is one; answers the names in it, throws where it is not taken. */
export async function checkZip(path: string, size: number): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    if (size < END_BYTES) throw broken();
    const { count, offset, length } = await findDirectory(file, size);
    if (count > MOST_ENTRIES)
      throw new Fault('unsupported', `压缩包里的文件超过 ${MOST_ENTRIES} 个，没有保存。请分成几个上传。`);
    const entries = parseEntries(await readAt(file, offset, length), count);
    judgeEntries(entries);
    judgeLayout(entries, offset);
    await judgeUnpacked(path, file, entries, size);
    return entries.map(({ name }) => name);
  } finally {
    await file.close();
  }
}
