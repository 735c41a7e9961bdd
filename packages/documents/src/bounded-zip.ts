import { Inflate, strFromU8 } from 'fflate';

import { UnreadableFile } from './unreadable-file.ts';

const DAMAGED = '文件已损坏，无法读取，请重新导出后再试。';
const TOO_LARGE = '文件解压后过大，无法读取。';
/** What is given to the inflater at once; it can come out a thousand times larger. */
const CHUNK = 8 * 1024;
const ENTRY_LIMIT = 5000;

/** Whether the bytes begin as an archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

interface Entry {
  name: string;
  method: number;
  offset: number;
  packed: number;
}

/** Unpacks the wanted parts of an archive; stops at so many bytes of them all, whatever sizes the archive names. */
export function unzipBounded(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  limit: number,
): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let left = limit;
  for (const entry of readDirectory(bytes)) {
    if (!isWanted(entry.name)) continue;
    if (parts.has(entry.name)) throw new UnreadableFile(DAMAGED);
    const part = unpack(bytes, entry, left);
    left -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

/** A part as text; refused where the archive has none of that name. */
export function partText(parts: ReadonlyMap<string, Uint8Array>, name: string): string {
  const part = parts.get(name);
  if (!part) throw new UnreadableFile(DAMAGED);
  return strFromU8(part);
}

/** The archive's own list of its parts, from its end. */
function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < first) throw new UnreadableFile(DAMAGED);
  const count = view.getUint16(end + 10, true);
  if (count > ENTRY_LIMIT) throw new UnreadableFile(TOO_LARGE);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new UnreadableFile(DAMAGED);
    const nameLength = view.getUint16(at + 28, true);
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameLength));
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    if (isEncrypted) throw new UnreadableFile('文件有密码，请去掉密码后再上传。');
    const method = view.getUint16(at + 10, true);
    entries.push({ name, method, offset: view.getUint32(at + 42, true), packed: view.getUint32(at + 20, true) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function unpack(bytes: Uint8Array, { method, offset, packed }: Entry, limit: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw new UnreadableFile(DAMAGED);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) throw new UnreadableFile(DAMAGED);
  const data = bytes.subarray(from, from + packed);
  if (method === 0) {
    if (data.length > limit) throw new UnreadableFile(TOO_LARGE);
    return data.slice();
  }
  if (method !== 8) throw new UnreadableFile(DAMAGED);
  return inflateBounded(data, limit);
}

function inflateBounded(data: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > limit) throw new UnreadableFile(TOO_LARGE);
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < data.length || at === 0; at += CHUNK)
      inflate.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(DAMAGED);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
