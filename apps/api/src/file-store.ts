import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  /** Hex; also the file's name in the store. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** Keeps files by the hash of their content; the same content is kept once. */
export interface FileStore {
  put(content: Readable): Promise<StoredFile>;
  open(sha256: string, range?: { start: number; end: number }): Readable;
  has(sha256: string): Promise<boolean>;
}

/** A file store in a folder of this machine; a half-written file never gets its name. */
export function localFileStore(folder: string): FileStore {
  const placeOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
  const has = (sha256: string) =>
    stat(placeOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    has,
    open: (sha256, range) => createReadStream(placeOf(sha256), range),
    async put(content) {
      const incoming = path.join(folder, 'incoming');
      await mkdir(incoming, { recursive: true });
      const draft = path.join(incoming, randomUUID());
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      try {
        await pipeline(content, measure, createWriteStream(draft, { mode: 0o600, flush: true }));
        const sha256 = hash.digest('hex');
        await mkdir(path.dirname(placeOf(sha256)), { recursive: true });
        if (!(await has(sha256))) await rename(draft, placeOf(sha256));
        return { sha256, size };
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}
