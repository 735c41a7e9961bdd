import path from 'node:path';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withSession } from './embedded/sessions.ts';
import { roleOf } from './grant-service.ts';
import { applyMigrations } from './migrate.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../prisma/migrations');

let database: TestDatabase;
let serviceUrl: string;

beforeEach(async () => {
  const copy = await createTestDatabase();
  database = await createEmptyDatabase();
  // The same role as in other databases of this server, in a database that has granted it nothing yet.
  const url = new URL(copy.url);
  url.pathname = new URL(database.url).pathname;
  serviceUrl = url.href;
  await copy.drop();
});
afterEach(() => database.drop());

const asOwner = (text: string) => withSession(database.ownerUrl, (client) => client.query(text));
const asService = (text: string) => withSession(serviceUrl, (client) => client.query(text));
const migrate = () => applyMigrations(database.ownerUrl, MIGRATIONS, { serviceRole: roleOf(serviceUrl) });

test('after the migrations the application reads and writes rows, and changes no table', async () => {
  await migrate();
  await asService(`INSERT INTO counter VALUES ('x', 1)`);
  await asService(`UPDATE counter SET value = 2`);
  await expect(asService('TRUNCATE counter')).rejects.toThrow('permission denied');
  await expect(asService('ALTER TABLE counter ADD COLUMN note text')).rejects.toThrow('must be owner');
  await expect(asService('DROP SCHEMA public CASCADE')).rejects.toThrow('must be owner');
});

test('a table that a later migration makes is granted at the next start, twice at once too', async () => {
  await migrate();
  await asOwner('CREATE TABLE later (id int)');
  await expect(asService('SELECT * FROM later')).rejects.toThrow('permission denied');
  await Promise.all([migrate(), migrate()]);
  await expect(asService('SELECT * FROM later')).resolves.toBeDefined();
});

test('a table that a trigger keeps from change is kept by its privileges as well', async () => {
  await migrate();
  await asOwner(`CREATE TABLE kept (id int); CREATE TRIGGER stay BEFORE UPDATE ON kept
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await migrate();
  await expect(asService('UPDATE kept SET id = 1')).rejects.toThrow('permission denied');
  await expect(asService('DELETE FROM kept')).resolves.toBeDefined();
});

test('the queue that the owner made before there were two roles is handed over with its rows', async () => {
  await asOwner(`CREATE SCHEMA graphile_worker; CREATE TYPE graphile_worker.job_spec AS (name text);
    CREATE TABLE graphile_worker.jobs (id int GENERATED ALWAYS AS IDENTITY, name text);
    ALTER TABLE graphile_worker.jobs ENABLE ROW LEVEL SECURITY;
    CREATE VIEW graphile_worker.names AS SELECT name FROM graphile_worker.jobs;
    CREATE FUNCTION graphile_worker.add(text) RETURNS void LANGUAGE sql
      AS 'INSERT INTO graphile_worker.jobs (name) VALUES ($1)';
    SELECT graphile_worker.add('waiting')`);
  // Such a database has tables of ours as well.
  await asOwner(
    'CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)',
  );
  await migrate();
  await asService(`SELECT graphile_worker.add('new')`);
  const { rows } = await asService('SELECT string_agg(name, $$,$$ ORDER BY id) AS names FROM graphile_worker.jobs');
  expect(rows).toEqual([{ names: 'waiting,new' }]);
  await asService('ALTER TABLE graphile_worker.jobs ADD COLUMN priority int');
});

test('a role that is not there is named in plain words', async () => {
  await expect(applyMigrations(database.ownerUrl, MIGRATIONS, { serviceRole: 'nobody_here' })).rejects.toThrow(
    '数据库里没有角色 nobody_here',
  );
});

test('where the application is the owner itself, nothing is taken from it', async () => {
  await applyMigrations(database.ownerUrl, MIGRATIONS, { serviceRole: roleOf(database.ownerUrl) });
  await expect(asOwner('TRUNCATE counter')).resolves.toBeDefined();
});
