import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeDb, createDb, directRows, Prisma, type Db, withSession } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ASK = Prisma.sql`SELECT 1 AS one`;

async function connections(): Promise<number> {
  const { rows } = await withSession(database.adminUrl, (admin) =>
    admin.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'rectify'`,
    ),
  );
  return rows[0].count;
}

test.each<[string, (db: Db) => Promise<unknown>]>([
  ['that Prisma was never asked by', (db) => directRows(db, ASK)],
  ['that Prisma was asked by', (db) => Promise.all([directRows(db, ASK), db.$queryRaw(ASK)])],
])('of a closed client %s no connection is left', async (_, ask) => {
  const db = createDb(database.url);
  await ask(db);
  expect(await connections()).toBeGreaterThan(0);
  await closeDb(db);
  // The server's process ends a little later than its connection.
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 2_000 });
  await closeDb(db);
});

test('a client that nobody ever asked closes, too', async () => {
  await expect(closeDb(createDb(database.url))).resolves.toBeUndefined();
});
