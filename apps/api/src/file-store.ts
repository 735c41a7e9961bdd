import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Incoming } from './incoming.ts';

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

/** Where a file lies in a store, in parts: many in one folder are slow to list. */
export function partsOf(sha256: string): [string, string] {
  if (!NAME.test(sha256)) throw new TypeError('not the name of a stored file');
  return [sha256.slice(0, 2), sha256];
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  // Some file systems cannot; the file itself is on disk by then.
  await handle.sync().catch(() => {});
  await handle.close();
}

class LocalStore implements FileStore {
  private readonly folder: string;
  private readonly incoming: Incoming;

  constructor(folder: string) {
    this.folder = folder;
    this.incoming = new Incoming(path.join(folder, 'incoming'));
  }

  private placeOf(sha256: string): string {
    return path.join(this.folder, ...partsOf(sha256));
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

  receive(content: Readable): Promise<Draft> {
    return this.incoming.receive(content, (draft, { sha256 }) => this.keep(draft, sha256));
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

  sweepDrafts(before: Date): Promise<number> {
    return this.incoming.sweep(before);
  }
}

/** A file store in a folder of this machine; a half-written file never gets its name. */
export function localFileStore(folder: string): FileStore {
  return new LocalStore(folder);
}
