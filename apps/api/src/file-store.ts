import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  /** Hex; also the file's name in the store. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** A file that has arrived and is not yet the store's: looked at here, then kept or dropped. */
export interface Draft extends StoredFile {
  /** A path on this machine at which it can be read. */
  path: string;
  /** Gives it its final name, whole and on disk; the same content again is kept once. */
  keep(): Promise<void>;
  drop(): Promise<void>;
}

export interface ListedFile {
  sha256: string;
  modifiedAt: Date;
}

/** Keeps files by the hash of their content; the same content is kept once. */
export interface FileStore {
  /** Takes a file in without naming it yet. */
  receive(content: Readable): Promise<Draft>;
  put(content: Readable): Promise<StoredFile>;
  open(sha256: string, range?: { start: number; end: number }): Readable;
  has(sha256: string): Promise<boolean>;
  /** Lets work read a file at a path of this machine, which is good until the work ends. */
  at<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T>;
  remove(sha256: string): Promise<void>;
  /** Every file under its final name. */
  list(): AsyncIterable<ListedFile>;
  /** Drops what arrived before this instant and was neither kept nor dropped; answers how many. */
  sweepDrafts(before: Date): Promise<number>;
}

const NAME = /^[0-9a-f]{64}$/;

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  // Some file systems cannot; the file itself is on disk by then.
  await handle.sync().catch(() => {});
  await handle.close();
}

/** Counts and hashes what flows through. */
function measure(): { stream: Transform; result: () => StoredFile } {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest('hex'), size }) };
}

class LocalStore implements FileStore {
  private readonly folder: string;
  private readonly incoming: string;

  constructor(folder: string) {
    this.folder = folder;
    this.incoming = path.join(folder, 'incoming');
  }

  private placeOf(sha256: string): string {
    if (!NAME.test(sha256)) throw new TypeError('not the name of a stored file');
    return path.join(this.folder, sha256.slice(0, 2), sha256);
  }

  open(sha256: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.placeOf(sha256), range);
  }

  has(sha256: string): Promise<boolean> {
    return stat(this.placeOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  at<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T> {
    return work(this.placeOf(sha256));
  }

  remove(sha256: string): Promise<void> {
    return rm(this.placeOf(sha256), { force: true });
  }

  async receive(content: Readable): Promise<Draft> {
    // At once: a stream that ends or breaks before anyone listens would be waited for without end.
    mkdirSync(this.incoming, { recursive: true, mode: 0o700 });
    const draft = path.join(this.incoming, randomUUID());
    const drop = () => rm(draft, { force: true });
    const { stream, result } = measure();
    try {
      await pipeline(content, stream, createWriteStream(draft, { mode: 0o600, flush: true }));
    } catch (error) {
      await drop();
      throw error;
    }
    const stored = result();
    return { ...stored, path: draft, keep: () => this.keep(draft, stored.sha256), drop };
  }

  private async keep(draft: string, sha256: string): Promise<void> {
    const place = this.placeOf(sha256);
    const now = new Date();
    // A file that is there already is young again, so that nobody sweeps it as forgotten.
    const isThere = await utimes(place, now, now).then(
      () => true,
      () => false,
    );
    if (isThere) return rm(draft, { force: true });
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    await rename(draft, place);
    await syncFolder(path.dirname(place));
  }

  async put(content: Readable): Promise<StoredFile> {
    const draft = await this.receive(content);
    await draft.keep();
    return { sha256: draft.sha256, size: draft.size };
  }

  async *list(): AsyncGenerator<ListedFile> {
    const folders = await readdir(this.folder).catch((): string[] => []);
    for (const name of folders.filter((each) => /^[0-9a-f]{2}$/.test(each)).sort()) {
      for (const sha256 of (await readdir(path.join(this.folder, name))).filter((each) => NAME.test(each)).sort()) {
        const found = await stat(this.placeOf(sha256)).catch(() => null);
        if (found) yield { sha256, modifiedAt: found.mtime };
      }
    }
  }

  async sweepDrafts(before: Date): Promise<number> {
    let swept = 0;
    for (const name of await readdir(this.incoming).catch((): string[] => [])) {
      const draft = path.join(this.incoming, name);
      const found = await stat(draft).catch(() => null);
      if (!found || found.mtime >= before) continue;
      await rm(draft, { force: true });
      swept += 1;
    }
    return swept;
  }
}

/** A file store in a folder of this machine; a half-written file never gets its name. */
export function localFileStore(folder: string): FileStore {
  return new LocalStore(folder);
}
