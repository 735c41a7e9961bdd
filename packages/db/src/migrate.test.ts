import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmptyDatabase, type TestDatabase } from '@rectify/testing/database';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyMigrations, diagnose } from './migrate.ts';

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-migrations-'));
  database = await createEmptyDatabase();
});

afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

function remove(name: string): void {
  rmSync(path.join(folder, name), { recursive: true });
}

async function rowsOf(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const apply = () => applyMigrations(database.url, folder);

const WITH_TRIGGER = `
CREATE TABLE note (id int PRIMARY KEY);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a; b'; END $$;
CREATE TRIGGER stay BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION refuse();`;

describe('applying', () => {
  test('what is missing is applied once, in the order of the names', async () => {
    write('20260102000000_second', 'ALTER TABLE note ADD COLUMN text text;');
    write('20260101000000_first', WITH_TRIGGER);
    expect(await apply()).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await apply()).toEqual([]);
    expect(await diagnose(database.url, folder)).toMatchObject({ pending: [], unknown: [], edited: [] });
  });

  test('two programs that start at once apply each migration once', async () => {
    write('20260101000000_first', WITH_TRIGGER);
    const applied = await Promise.all([apply(), apply(), apply()]);
    expect(applied.flat()).toEqual(['20260101000000_first']);
  });

  test('line ends changed by a checkout are no change', async () => {
    write('20260101000000_first', 'CREATE TABLE a ();\nCREATE TABLE b ();\n');
    await apply();
    write('20260101000000_first', 'CREATE TABLE a ();\r\nCREATE TABLE b ();\r\n');
    expect(await apply()).toEqual([]);
  });

  test('a script that fails halfway leaves nothing behind and is tried again next time', async () => {
    write('20260101000000_first', 'CREATE TABLE note (id int);');
    write('20260102000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(apply()).rejects.toThrow('数据库升级 20260102000000_broken 失败');
    expect(await rowsOf(`SELECT to_regclass('half') AS half, to_regclass('note')::text AS note`)).toEqual([
      { half: null, note: 'note' },
    ]);
    write('20260102000000_broken', 'CREATE TABLE half (id int);');
    expect(await apply()).toEqual(['20260102000000_broken']);
  });
});

describe('refusing', () => {
  test('a database newer than the program', async () => {
    write('20260101000000_first', 'CREATE TABLE note (id int);');
    write('20270101000000_later', 'CREATE TABLE later (id int);');
    await apply();
    remove('20270101000000_later');
    await expect(apply()).rejects.toThrow('数据库比程序新：其中已有本版本不认识的升级（20270101000000_later）');
  });

  test('a script changed after it was applied', async () => {
    write('20260101000000_first', 'CREATE TABLE note (id int);');
    await apply();
    write('20260101000000_first', 'CREATE TABLE note (id bigint);');
    await expect(apply()).rejects.toThrow('在应用之后被改动过（20260101000000_first）');
  });

  test('a database that belongs to another program', async () => {
    await rowsOf('CREATE TABLE somebody_elses (id int)');
    write('20260101000000_first', 'CREATE TABLE note (id int);');
    await expect(apply()).rejects.toThrow('已有别的程序的表（somebody_elses 等）');
  });

  test('a migration that another tool left unfinished', async () => {
    write('20260101000000_first', 'CREATE TABLE note (id int);');
    await apply();
    await rowsOf('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(apply()).rejects.toThrow('有一次升级没有完成（20260101000000_first）');
  });

  test('a server that cannot be reached, without repeating the password', async () => {
    const failure = await applyMigrations('postgresql://me:topsecret@127.0.0.1:1/none', folder).catch(
      (error: Error) => error.message,
    );
    expect(failure).toContain('请检查 DATABASE_URL');
    expect(failure).not.toContain('topsecret');
  });
});
