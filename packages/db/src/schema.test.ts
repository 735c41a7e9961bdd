import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SNAPSHOT_FILE } from './create-migration.ts';
import { diffSchemas } from './schema-engine.ts';

// The migrations, applied one after another, must give what schema.prisma describes. What the schema language cannot
// say is written by hand in the migrations and not compared: triggers, functions, checks, exclusions, and indexes on
// expressions or on some rows only.

const PRISMA = path.resolve(import.meta.dirname, '../../../prisma');
const schema = readFileSync(path.join(PRISMA, 'schema.prisma'), 'utf8');

const CATALOGUE = {
  tables: `
    SELECT c.relname AS name, c.relkind AS kind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY 1`,
  columns: `
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
           a.attidentity AS identity, a.attgenerated AS generated, pg_get_expr(d.adbin, d.adrelid) AS default
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY 1, 2`,
  indexes: `
    SELECT i.indrelid::regclass::text AS table, c.relname AS name, pg_get_indexdef(c.oid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND i.indexprs IS NULL AND i.indpred IS NULL AND NOT i.indisexclusion
    ORDER BY 1, 2`,
  constraints: `
    SELECT conrelid::regclass::text AS table, conname AS name, contype AS kind, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('n', 'c', 't', 'x') ORDER BY 1, 2`,
  enums: `
    SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1`,
};

let migrated: TestDatabase;
let described: TestDatabase;

beforeAll(async () => {
  migrated = await createTestDatabase();
  described = await createEmptyDatabase();
  const sql = await diffSchemas(null, schema);
  await withClient(described, (client) => client.query(sql));
});

afterAll(async () => {
  await migrated?.drop();
  await described?.drop();
});

async function withClient<T>(database: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One line per thing, so that a difference reads as a list of missing and surplus lines. */
async function listCatalogue(database: TestDatabase, sql: string): Promise<string[]> {
  const { rows } = await withClient(database, (client) => client.query(sql));
  return rows.map((row) => JSON.stringify(row)).filter((line) => !line.includes('_prisma_migrations'));
}

describe('the migrated database against the schema', () => {
  test.each(Object.entries(CATALOGUE))('has the same %s', async (_kind, sql) => {
    expect(await listCatalogue(migrated, sql)).toEqual(await listCatalogue(described, sql));
  });

  test('has tables at all', async () => {
    expect((await listCatalogue(described, CATALOGUE.tables)).length).toBeGreaterThan(0);
  });

  test('the snapshot beside the migrations is the schema: npm run db:migration was not forgotten', () => {
    const snapshot = readFileSync(path.join(PRISMA, 'migrations', SNAPSHOT_FILE), 'utf8');
    expect(snapshot).toBe(schema);
  });
});
