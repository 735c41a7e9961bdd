import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseFault, findEmbedded, startEmbedded } from '@rectify/db';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Works on the database that the settings name, whether or not the application runs. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env['DATABASE_URL'];
  if (given) return work(given);
  const dataDir = path.resolve(ROOT, process.env['DATA_DIR'] ?? '.data');
  if (!statSync(path.join(dataDir, 'postgres'), { throwIfNoEntry: false }))
    throw new DatabaseFault(`${dataDir} 里没有内置数据库。请用 DATA_DIR 或 DATABASE_URL 指定要核验的数据库。`);
  // Beside a running application, through its own server; else with a server for as long as this takes.
  const running = findEmbedded(dataDir);
  if (running) return work(running.url);
  const embedded = await startEmbedded({ dataDir });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}
