import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { removeEmbedded, startEmbedded } from '@rectify/db';

const PREFIX = 'rectify-bench-';
const OWNER_FILE = 'owner.pid';

/** Where the benchmark keeps its data. */
export interface Place {
  /** Signed in as the application, and as the owner of the tables; the same where there is only one role. */
  url: string;
  ownerUrl: string;
  /** For making further databases; null where the server is not ours. */
  adminUrl: string | null;
  dataDir: string;
  remove(): Promise<void>;
}

/** A database of our own that writes to disk as in service, or the one that BENCH_DATABASE_URL names. */
export async function openPlace(): Promise<Place> {
  await sweepLeftovers();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), PREFIX));
  writeFileSync(path.join(dataDir, OWNER_FILE), String(process.pid));
  const remove = () => removeEmbedded(dataDir);
  const given = process.env['BENCH_DATABASE_URL'];
  if (given) return { url: given, ownerUrl: given, adminUrl: null, dataDir, remove };
  try {
    const embedded = await startEmbedded({ dataDir });
    const stopAndRemove = async () => {
      await embedded.stop();
      await remove();
    };
    const { url, ownerUrl, adminUrl } = embedded;
    return { url, ownerUrl, adminUrl, dataDir, remove: stopAndRemove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Ends the servers of earlier runs that were killed before they could tidy up. */
async function sweepLeftovers(): Promise<void> {
  const folders = readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX));
  for (const dataDir of folders.map((entry) => path.join(os.tmpdir(), entry))) {
    if (isAbandoned(dataDir)) await removeEmbedded(dataDir);
  }
}

/** False also for another user's folder. */
function isAbandoned(dataDir: string): boolean {
  try {
    process.kill(Number(readFileSync(path.join(dataDir, OWNER_FILE), 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
