import { directRows, Prisma, withSession, type Db } from '@rectify/db';

const KEY = 'demo-data-unfinished';

/** Remembers that demo data is being loaded, until it is all there. */
export async function markUnfinished(db: Db): Promise<void> {
  await db.counter.create({ data: { key: KEY, value: 1 } });
}

export async function markFinished(db: Db): Promise<void> {
  await db.counter.delete({ where: { key: KEY } });
}

/**
 * Whether an earlier start was stopped while it loaded demo data: what is there is half a story. Asked at every start,
 * hence past Prisma: its compiler of questions takes longer to load than all that the start asks.
 */
export async function isUnfinished(db: Db): Promise<boolean> {
  const rows = await directRows(db, Prisma.sql`SELECT FROM counter WHERE key = ${KEY}`);
  return rows.length > 0;
}

/** Takes half-loaded demo data away, tables and all, as their owner; they are made again by the migrations. */
export async function clearUnfinished(ownerUrl: string): Promise<void> {
  await withSession(ownerUrl, async (owner) => {
    await owner.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE');
    await owner.query('DROP SCHEMA public CASCADE');
    await owner.query('CREATE SCHEMA public');
  });
}
