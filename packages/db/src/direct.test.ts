import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase } from '@rectify/testing/database';
import { expect, test } from 'vitest';
import { createDb, Prisma, withSession } from './index.ts';
import { directTransaction } from './direct.ts';

test('a transaction whose connection is cut fails, ends nothing else, and the next has another', async () => {
  const database = await createTestDatabase();
  const db = createDb(database.url, { poolSize: 1 });
  const ask = Prisma.sql`SELECT pg_backend_pid() AS pid`;
  try {
    const cut = directTransaction(db, async (tx) => {
      const [first] = await tx.rows<{ pid: number }>(ask);
      await withSession(database.adminUrl, (admin) => admin.query('SELECT pg_terminate_backend($1)', [first?.pid]));
      await sleep(300);
      return tx.commit(ask);
    });
    await expect(cut).rejects.toThrow();
    expect(await directTransaction(db, (tx) => tx.commit(ask))).toHaveLength(1);
  } finally {
    await db.$disconnect();
    await database.drop();
  }
});
