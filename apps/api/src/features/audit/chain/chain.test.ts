import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainVerifier } from '@rectify/audit-chain';
import { withSession } from '@rectify/db';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { createRandom, writeEntry } from '../testing/fill-trail.ts';
import { onSnapshot, verifyDatabase } from './read-chain.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

async function verdict() {
  return withSession(database.adminUrl, async (client) => {
    const verifier = new ChainVerifier();
    await onSnapshot(client, () => verifyDatabase(client, verifier));
    return verifier.finish();
  });
}

const sql = (url: string, text: string) =>
  withSession(url, async (client) => (await client.query(text)).rows as unknown[]);

describe('the chain', () => {
  it('is one and without a gap when eight write at once, some of them in vain', async () => {
    const written = await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const client = new pg.Client(database.url);
        await client.connect();
        const random = createRandom(writer);
        let count = 0;
        for (let round = 0; round < 12; round += 1) {
          const isKept = round % 4 !== 3;
          await client.query('BEGIN');
          for (let entry = 0; entry <= round % 3; entry += 1) await writeEntry(client, random);
          await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
          count += isKept ? (round % 3) + 1 : 0;
        }
        await client.end();
        return count;
      }),
    );
    const total = written.reduce((sum, count) => sum + count, 0);
    expect(await verdict()).toMatchObject({ count: total, head: { seq: BigInt(total) }, findings: [], unnamed: 0 });
  });

  it('keeps the order of what was written in one transaction', async () => {
    const rows = await sql(
      database.url,
      `SELECT bool_and(after > before) AS kept FROM (
         SELECT s.seq AS after, lag(s.seq) OVER (PARTITION BY e.xmin::text ORDER BY e.id) AS before
         FROM audit_entry e JOIN audit_seal s ON s.entry_id = e.id) AS neighbours WHERE before IS NOT NULL`,
    );
    expect(rows).toEqual([{ kept: true }]);
  });

  it('does not hold up others while a long transaction goes on', async () => {
    await withSession(database.url, async (slow) => {
      await slow.query('BEGIN');
      await writeEntry(slow, createRandom(1));
      await withSession(database.url, async (quick) => {
        await quick.query(`SET lock_timeout = '2s'`);
        await writeEntry(quick, createRandom(2));
      });
      await slow.query('COMMIT');
    });
    expect((await verdict()).findings).toEqual([]);
  });

  it('refuses an entry out of a transaction that cannot see where the chain stands', async () => {
    await withSession(database.url, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await writeEntry(client, createRandom(3));
      await expect(client.query('COMMIT')).rejects.toThrow('read committed');
    });
  });
});

describe('the role of the application', () => {
  it.each([
    'UPDATE audit_entry SET note = NULL',
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'INSERT INTO audit_seal SELECT seq + 1000, entry_id + 1000, prev, hash, checks FROM audit_seal LIMIT 1',
    'UPDATE audit_seal SET hash = prev',
    'DELETE FROM audit_seal',
    'TRUNCATE audit_seal',
    'SELECT audit_append(e) FROM audit_entry e LIMIT 1',
    `UPDATE audit_checkpoint SET site = ''`,
    'DELETE FROM audit_checkpoint',
    'TRUNCATE audit_checkpoint',
    'TRUNCATE issue CASCADE',
    'DELETE FROM closure_record',
    'UPDATE public_report_version SET title = title',
    'ALTER TABLE audit_entry DISABLE TRIGGER USER',
    'DROP TRIGGER audit_entry_seal ON audit_entry',
    'SET session_replication_role = replica',
    'CREATE TABLE public.intruder (id int)',
    `CREATE OR REPLACE FUNCTION audit_seal_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    'DELETE FROM _prisma_migrations',
    'SET ROLE rectify',
  ])('may not: %s', async (text) => {
    await expect(sql(database.url, text)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('does what it needs all the same', async () => {
    await expect(sql(database.url, 'SELECT 1 FROM audit_seal LIMIT 1')).resolves.toHaveLength(1);
    await expect(sql(database.url, `INSERT INTO counter VALUES ('x', 1)`)).resolves.toEqual([]);
    await expect(sql(database.url, 'UPDATE counter SET value = 2')).resolves.toEqual([]);
    await expect(sql(database.url, 'DELETE FROM counter')).resolves.toEqual([]);
  });
});
