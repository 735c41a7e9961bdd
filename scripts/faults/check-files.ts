import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Db, closeDb, createDb } from '@rectify/db';
import { pino } from 'pino';
import type { Deps } from '../../apps/api/src/context.ts';
import { sweepFiles } from '../../apps/api/src/features/evidence/sweep-files.ts';
import { type FileStore, localFileStore } from '../../apps/api/src/file-store.ts';

const DAY_AND_HOUR_MS = 90_000_000;

export interface FileFindings {
  evidence: number;
  /** Rows whose file is missing or another. */
  broken: string[];
  /** What kills left behind, before the hourly sweep as of a day later. */
  leftByKills: number;
  /** What is left after it. */
  orphans: string[];
}

async function hashOf(files: FileStore, sha256: string): Promise<string | null> {
  try {
    const hash = createHash('sha256');
    for await (const piece of files.open(sha256)) hash.update(piece as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

async function namesIn(files: FileStore): Promise<string[]> {
  const names: string[] = [];
  for await (const { sha256 } of files.list()) names.push(sha256);
  return names;
}

async function orphansOf(db: Db, files: FileStore, folder: string): Promise<string[]> {
  const rows = await db.evidence.findMany({ select: { sha256: true } });
  const known = new Set(rows.map(({ sha256 }) => sha256));
  const arriving = await readdir(path.join(folder, 'incoming')).catch((): string[] => []);
  return [...(await namesIn(files)).filter((name) => !known.has(name)), ...arriving.map((name) => `incoming/${name}`)];
}

/** Holds every row of evidence against its file, and every file against the rows. */
export async function checkFiles(databaseUrl: string, dataDir: string): Promise<FileFindings> {
  const folder = path.join(dataDir, 'files');
  const files = localFileStore(folder);
  const db = createDb(databaseUrl, { poolSize: 2 });
  try {
    const rows = await db.evidence.findMany({ select: { id: true, sha256: true } });
    const broken: string[] = [];
    for (const { id, sha256 } of rows) if ((await hashOf(files, sha256)) !== sha256) broken.push(id);
    const leftByKills = (await orphansOf(db, files, folder)).length;
    const log = pino({ level: 'silent' });
    await sweepFiles({ db, files, log, now: () => new Date(Date.now() + DAY_AND_HOUR_MS) } as unknown as Deps);
    return { evidence: rows.length, broken, leftByKills, orphans: await orphansOf(db, files, folder) };
  } finally {
    await closeDb(db);
  }
}
