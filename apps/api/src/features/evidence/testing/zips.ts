import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  data?: Buffer;
  /** What the list says it unpacks to, where that is a lie. */
  claimed?: number;
  /** Already packed; else `data` is. */
  packed?: Buffer;
  isEncrypted?: boolean;
  method?: number;
  /** Points at the bytes of the first part instead of its own. */
  isOverlapping?: boolean;
  /** Its data is the path that it stands for. */
  isLink?: boolean;
}

function localOf(part: ZipPart, packed: Buffer): Buffer {
  const name = Buffer.from(part.name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(0x0800 | (part.isEncrypted ? 1 : 0), 6);
  head.writeUInt16LE(part.method ?? 8, 8);
  head.writeUInt32LE(part.data ? crc32(part.data) : 0, 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(part.claimed ?? part.data?.length ?? 0, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name, packed]);
}

function listed(part: ZipPart, packed: Buffer, offset: number): Buffer {
  const name = Buffer.from(part.name);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(0x0800 | (part.isEncrypted ? 1 : 0), 8);
  head.writeUInt16LE(part.method ?? 8, 10);
  head.writeUInt32LE(part.data ? crc32(part.data) : 0, 16);
  head.writeUInt32LE(packed.length, 20);
  head.writeUInt32LE(part.claimed ?? part.data?.length ?? 0, 24);
  head.writeUInt16LE(name.length, 28);
  if (part.isLink) head.writeUInt32LE(0xa1ff_0000, 38);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

/** A ZIP file as one wishes it to be, honest or not. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed =
      part.packed ??
      (part.method === 0 ? (part.data ?? Buffer.alloc(0)) : deflateRawSync(part.data ?? Buffer.alloc(0)));
    list.push(listed(part, packed, part.isOverlapping ? 0 : offset));
    if (part.isOverlapping) continue;
    const body = localOf(part, packed);
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(parts.length & 0xffff, 8);
  end.writeUInt16LE(parts.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const TYPES = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
);

/** An Office file in as few parts as it takes to be seen as one. */
export function makeOffice(folder: 'word' | 'xl' | 'ppt', ...more: ZipPart[]): Buffer {
  const main = { word: 'document', xl: 'workbook', ppt: 'presentation' }[folder];
  return makeZip([
    { name: '[Content_Types].xml', data: TYPES },
    { name: `${folder}/${main}.xml`, data: Buffer.from('<x/>') },
    ...more,
  ]);
}

/** So many zeros, packed a thousandfold. */
export const packedZeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes), { level: 9 });
