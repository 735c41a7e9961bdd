import type { Db } from '@rectify/db';

const KEY = 'demo-data-unfinished';

/** Remembers that demo data is being loaded, until it is all there. */
export async function markUnfinished(db: Db): Promise<void> {
  await db.counter.create({ data: { key: KEY, value: 1 } });
}

export async function markFinished(db: Db): Promise<void> {
  await db.counter.delete({ where: { key: KEY } });
}

/** Whether an earlier start was stopped while it loaded demo data: what is there is half a story. */
export async function isUnfinished(db: Db): Promise<boolean> {
  return (await db.counter.findUnique({ where: { key: KEY } })) !== null;
}

/** Takes half-loaded demo data away, tables and all; they are made again by the migrations. */
export async function clearUnfinished(db: Db): Promise<void> {
  await db.$executeRaw`DROP SCHEMA IF EXISTS graphile_worker CASCADE`;
  await db.$executeRaw`DROP SCHEMA public CASCADE`;
  await db.$executeRaw`CREATE SCHEMA public`;
}
