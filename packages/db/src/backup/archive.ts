import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf } from '../fault.ts';
import type { SequenceState } from './catalogue.ts';
import { type Entry, type EntryEnd, readRecords } from './entries.ts';
import { altered, BackupFault } from './fault.ts';
import { openFrames } from './frames.ts';

/** What a backup was made of: its first record. */
export interface Manifest {
  madeAt: string;
  program: string;
  postgres: string;
  migrations: { name: string; checksum: string }[];
  /** Hash of the database's form. */
  schema: string;
  sequences: SequenceState[];
}

/** What a backup holds: its last record. */
export interface Seal {
  tables: Record<string, EntryEnd>;
  files: { count: number; bytes: number; sha256: string };
  /** Files that the database names and the store could not give back whole. */
  missing: string[];
}

/** The files of a store, by the SHA-256 of their content. */
export interface FileSource {
  open(sha256: string): Readable;
}

/** What goes on, for whoever waits. */
export type Progress = (step: { phase: 'tables' | 'files' | 'verify'; done: number; total: number }) => void;

export interface Contents {
  manifest: Manifest;
  seal: Seal;
}

/** A row of hashes and sizes as one hash. */
export function fileLine(sha256: string, bytes: number): string {
  return `${sha256} ${bytes}\n`;
}

/** Reads a backup from its first to its last byte, checking every hash, and hands each entry on. */
export async function readArchive(
  file: string,
  passphrase: string | null,
  take: { made?: (manifest: Manifest) => void | Promise<void>; entry?: (entry: Entry) => Promise<void> } = {},
): Promise<Contents> {
  let manifest: Manifest | null = null;
  let seal: Seal | null = null;
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  try {
    await readRecords<Manifest, Seal>(inflate(openFrames(source as AsyncIterable<Buffer>, passphrase)), {
      made(of) {
        manifest = of;
        return take.made?.(of);
      },
      entry: async (entry) => take.entry?.(entry),
      sealed(as) {
        seal = as;
      },
    });
  } catch (error) {
    throw readable(error, file);
  } finally {
    source.destroy();
  }
  if (!manifest || !seal) throw altered();
  return { manifest, seal };
}

/** Unpacks; a fault of what feeds it stays that fault. */
async function* inflate(frames: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  let fault: Error | null = null;
  const feeding = (async () => {
    for await (const frame of frames) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(frame)) await new Promise<void>((resolve) => whenReady(gunzip, resolve));
    }
    gunzip.end();
  })().catch((error: unknown) => {
    fault = error as Error;
    gunzip.destroy(fault);
  });
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    // Set by the feeding, which runs beside this.
    throw (fault as Error | null) ?? altered(error);
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

function whenReady(stream: Readable, ready: () => void): void {
  stream.once('drain', ready);
  stream.once('close', ready);
}

function readable(error: unknown, file: string): unknown {
  if (codeOf(error) === 'ENOENT') return new BackupFault(`没有找到备份文件 ${file}。请核对路径。`, { cause: error });
  if (codeOf(error) === 'EISDIR')
    return new BackupFault(`${file} 是目录，不是备份文件。请写上文件名。`, { cause: error });
  if (codeOf(error) === 'EACCES')
    return new BackupFault(`没有权限读备份文件 ${file}。请换用有权限的账号。`, { cause: error });
  return error;
}
