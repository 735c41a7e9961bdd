import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDb, createDb, Prisma, withSession, type Db } from './index.ts';
import { directRows, directTransaction } from './direct.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  db = createDb(database.url, { poolSize: 1 });
});
afterEach(() => closeDb(db));

interface Asked {
  pid: number;
}
const ask = Prisma.sql`SELECT pg_backend_pid() AS pid`;
const cut = (pid: number | undefined) =>
  withSession(database.adminUrl, (admin) => admin.query('SELECT pg_terminate_backend($1)', [pid]));

test('a transaction whose connection is cut fails, ends nothing else, and the next has another', async () => {
  const broken = directTransaction(db, async (tx) => {
    const [first] = await tx.rows<Asked>(ask);
    await cut(first?.pid);
    await sleep(300);
    return tx.commit(ask);
  });
  await expect(broken).rejects.toThrow();
  expect(await directTransaction(db, (tx) => tx.commit(ask))).toHaveLength(1);
});

test('of what is asked at one moment each has its own outcome, and a refused statement costs no connection', async () => {
  const [before] = await directRows<Asked>(db, ask);
  const [bad, good] = await Promise.allSettled([
    directRows(db, Prisma.sql`SELECT 1 / ${0}::int AS none`),
    directRows<Asked>(db, ask),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'division by zero' } });
  expect(good).toEqual({ status: 'fulfilled', value: [before] });
  expect(await directRows(db, ask)).toEqual([before]);
});

test('a connection that is cut under what was asked at one moment fails it all, and the next has another', async () => {
  const [before] = await directRows<Asked>(db, ask);
  const both = Promise.allSettled([directRows(db, Prisma.sql`SELECT pg_sleep(30)`), directRows(db, ask)]);
  await sleep(100);
  await cut(before?.pid);
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const [after] = await directRows<Asked>(db, ask);
  expect(after?.pid).not.toBe(before?.pid);
});
