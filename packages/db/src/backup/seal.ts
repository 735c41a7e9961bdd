import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { altered, BackupFault, wrongPassphrase } from './fault.ts';

// The outer form of a backup: one line of JSON that says what this is, then frames. A frame is its length (the highest
// bit marks the last one), its bytes and a tag of 16 bytes. With a passphrase the bytes are AES-256-GCM and the tag is
// GCM's; without one the tag is a chained SHA-256, which shows damage but not a deliberate forgery.

export const MAGIC = 'rectify-backup';
export const FORMAT = 1;
export const TAG_BYTES = 16;
export const FRAME_BYTES = 256 * 1024;
const LAST = 0x8000_0000;
/** 64 MB and a fifth of a second for each guess at the passphrase. */
const SCRYPT = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

/** What anyone may read of a backup without its passphrase. */
export interface Header {
  magic: typeof MAGIC;
  format: number;
  /** Version of the program that wrote it. */
  program: string;
  madeAt: string;
  isEncrypted: boolean;
  /** Hex; makes the key of every backup another one. */
  salt: string;
  /** Hex; by it a wrong passphrase is told from a damaged file. */
  check: string;
}

interface Keys {
  cipher: Buffer | null;
  check: string;
}

async function deriveKeys(passphrase: string | null, salt: string): Promise<Keys> {
  if (passphrase === null) return { cipher: null, check: '' };
  const bytes = await new Promise<Buffer>((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'hex'), 64, SCRYPT, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
  return { cipher: bytes.subarray(0, 32), check: bytes.subarray(32, 48).toString('hex') };
}

/** Turns frames into their sealed form, one after the other. */
export interface Sealer {
  /** The first line of the file. */
  head: Buffer;
  seal(frame: Buffer, isLast: boolean): Buffer;
}

/** Turns sealed frames back; throws where a tag does not fit. */
export interface Opener {
  open(length: Buffer, body: Buffer, tag: Buffer): Buffer;
}

/** Begins a backup: its header and the key that goes with it. */
export async function createSealer(
  passphrase: string | null,
  about: Pick<Header, 'program' | 'madeAt'>,
): Promise<Sealer> {
  const salt = randomBytes(16).toString('hex');
  const keys = await deriveKeys(passphrase, salt);
  const header: Header = {
    ...{ magic: MAGIC, format: FORMAT, program: about.program, madeAt: about.madeAt },
    ...{ isEncrypted: passphrase !== null, salt, check: keys.check },
  };
  const head = Buffer.from(`${JSON.stringify(header)}\n`);
  const tagger = createTagger(keys, head);
  return {
    head,
    seal(frame, isLast) {
      const length = lengthOf(frame.length, isLast);
      const { body, tag } = tagger.seal(length, frame);
      return Buffer.concat([length, body, tag]);
    },
  };
}

/** Opens a backup by its first line. */
export async function createOpener(passphrase: string | null, head: Buffer): Promise<Opener> {
  const header = parseHeader(head);
  if (header.isEncrypted && passphrase === null)
    throw new BackupFault('这份备份有口令。请设置 BACKUP_PASSPHRASE，或加上 --ask 后按提示输入口令。');
  const keys = await deriveKeys(header.isEncrypted ? passphrase : null, header.salt);
  if (keys.check !== header.check) throw wrongPassphrase();
  return createTagger(keys, Buffer.concat([head, Buffer.from('\n')]));
}

/** Reads what the first line says; throws where it is no backup of ours or one of a later form. */
export function parseHeader(head: Buffer): Header {
  let header: Header;
  try {
    header = JSON.parse(head.toString('utf8')) as Header;
  } catch {
    throw noBackup();
  }
  if (header?.magic !== MAGIC) throw noBackup();
  if (!Number.isInteger(header.format) || header.format < 1) throw altered();
  if (header.format > FORMAT)
    throw new BackupFault(
      `这份备份由更新版本的程序（${String(header.program).slice(0, 40)}）制作，本程序读不懂。请先升级程序，再恢复。`,
    );
  const isHex = (value: unknown) => typeof value === 'string' && /^[0-9a-f]*$/.test(value);
  if (typeof header.isEncrypted !== 'boolean' || !isHex(header.salt) || !isHex(header.check)) throw altered();
  return header;
}

export const noBackup = () => new BackupFault('这不是整改通的备份文件。请核对文件名；备份文件以 .rbk 结尾。');

/** The length and whether it is the last, as they stand before a frame. */
export function parseLength(length: Buffer): { size: number; isLast: boolean } {
  const value = length.readUInt32BE(0);
  return { size: value & ~LAST, isLast: (value & LAST) !== 0 };
}

function lengthOf(size: number, isLast: boolean): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE((size | (isLast ? LAST : 0)) >>> 0);
  return length;
}

function createTagger(keys: Keys, head: Buffer) {
  const headHash = createHash('sha256').update(head).digest();
  return keys.cipher ? cipherTagger(keys.cipher, headHash) : hashTagger(headHash);
}

/** Frames are numbered by their nonce, so that none can be left out, doubled or put elsewhere. */
function cipherTagger(key: Buffer, headHash: Buffer) {
  let number = 0n;
  const nonce = () => {
    const bytes = Buffer.alloc(12);
    bytes.writeBigUInt64BE(number++, 4);
    return bytes;
  };
  return {
    seal(length: Buffer, frame: Buffer) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce()).setAAD(Buffer.concat([headHash, length]));
      const body = Buffer.concat([cipher.update(frame), cipher.final()]);
      return { body, tag: cipher.getAuthTag() };
    },
    open(length: Buffer, body: Buffer, tag: Buffer): Buffer {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.concat([headHash, length])).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]);
      } catch (error) {
        throw altered(error);
      }
    },
  };
}

function hashTagger(headHash: Buffer) {
  let previous = headHash;
  const tagOf = (length: Buffer, body: Buffer) => {
    previous = createHash('sha256').update(previous).update(length).update(body).digest();
    return previous.subarray(0, TAG_BYTES);
  };
  return {
    seal: (length: Buffer, frame: Buffer) => ({ body: frame, tag: tagOf(length, frame) }),
    open(length: Buffer, body: Buffer, tag: Buffer): Buffer {
      if (!timingSafeEqual(tagOf(length, body), tag)) throw altered();
      return body;
    },
  };
}
