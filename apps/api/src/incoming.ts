import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Draft, StoredFile } from './file-store.ts';

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

/** A folder of this machine in which files arrive and are looked at before a store takes them. */
export class Incoming {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** A new place in it. */
  place(): string {
    // At once: a stream that ends or breaks before anyone listens would be waited for without end.
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    return path.join(this.folder, randomUUID());
  }

  /** Writes a file down whole, or leaves nothing; `keep` gives it to the store. */
  async receive(content: Readable, keep: (draft: string, stored: StoredFile) => Promise<void>): Promise<Draft> {
    const draft = this.place();
    const drop = () => rm(draft, { force: true });
    const { stream, result } = measure();
    try {
      await pipeline(content, stream, createWriteStream(draft, { mode: 0o600, flush: true }));
    } catch (error) {
      await drop();
      throw error;
    }
    const stored = result();
    return { ...stored, path: draft, keep: () => keep(draft, stored), drop };
  }

  async sweep(before: Date): Promise<number> {
    let swept = 0;
    for (const name of await readdir(this.folder).catch((): string[] => [])) {
      const draft = path.join(this.folder, name);
      const found = await stat(draft).catch(() => null);
      if (!found || found.mtime >= before) continue;
      await rm(draft, { force: true });
      swept += 1;
    }
    return swept;
  }
}
