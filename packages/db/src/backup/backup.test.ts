import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createEmptyDatabase, type TestDatabase } from '@rectify/testing/database';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FileSink, readArchive, restoreBackup, writeBackup } from '../backup.ts';
import { withSession } from '../embedded/sessions.ts';
import { applyMigrations } from '../migrate.ts';

// A database with everything that is hard to bring back: triggers that refuse, a counter, a computed column, keys that
// go round in a circle, rows that a migration writes by itself.
const FIRST = `
CREATE TABLE evidence (id int PRIMARY KEY, sha256 text NOT NULL);
CREATE TABLE note (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint REFERENCES note, text text NOT NULL,
  length int GENERATED ALWAYS AS (char_length(text)) STORED, data bytea, tags text[], facts jsonb, at timestamptz(3),
  CHECK (text <> ''));
CREATE TABLE ring_a (id int PRIMARY KEY, b_id int);
CREATE TABLE ring_b (id int PRIMARY KEY, a_id int REFERENCES ring_a);
ALTER TABLE ring_a ADD FOREIGN KEY (b_id) REFERENCES ring_b;
CREATE TABLE word (word text PRIMARY KEY);
INSERT INTO word VALUES ('由升级写入');
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER note_stays BEFORE UPDATE OR DELETE ON note FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER note_always BEFORE TRUNCATE ON note FOR EACH STATEMENT EXECUTE FUNCTION refuse();
ALTER TABLE note ENABLE ALWAYS TRIGGER note_always;
CREATE INDEX note_tags ON note USING gin (tags);`;
const SECOND = `ALTER TABLE word ADD COLUMN rank int NOT NULL DEFAULT 0;`;

const ROWS = `
INSERT INTO note (text, data, tags, facts, at) SELECT '第' || n || E'条\\t制表\\n换行\\\\', decode(md5(n::text), 'hex'),
  ARRAY['甲', NULL, n::text], jsonb_build_object('n', n, '空', NULL), '2026-01-01T00:00:00.123Z'::timestamptz + n * interval '1 h'
FROM generate_series(1, 500) AS n;
INSERT INTO note (parent_id, text) VALUES (1, '子'), (501, '孙');
INSERT INTO ring_a VALUES (1, NULL); INSERT INTO ring_b VALUES (1, 1); UPDATE ring_a SET b_id = 1;
UPDATE word SET word = '改过了'; INSERT INTO word (word) VALUES ('张'), ('安'), ('a'), ('B');`;

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

function folderStore(folder: string): FileSink {
  mkdirSync(folder, { recursive: true });
  return {
    open: (name) => createReadStream(path.join(folder, name)),
    has: async (name) => existsSync(path.join(folder, name)),
    remove: async (name) => rmSync(path.join(folder, name), { force: true }),
    async put(content) {
      const bytes = Buffer.concat((await content.toArray()) as Buffer[]);
      writeFileSync(path.join(folder, sha256(bytes)), bytes);
      return { sha256: sha256(bytes), size: bytes.length };
    },
  };
}

let root: string;
let migrationsDir: string;
let source: TestDatabase;
let files: FileSink;
let empty: TestDatabase;
const at = (name: string) => path.join(root, name);

function write(name: string, sql: string): void {
  mkdirSync(path.join(migrationsDir, name), { recursive: true });
  writeFileSync(path.join(migrationsDir, name, 'migration.sql'), sql);
}

const run = <T>(database: TestDatabase, work: (client: pg.Client) => Promise<T>) => withSession(database.url, work);

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'rectify-backup-'));
  migrationsDir = at('migrations');
  write('20260101000000_first', FIRST);
  write('20260102000000_second', SECOND);
  source = await createEmptyDatabase();
  await applyMigrations(source.url, migrationsDir);
  files = folderStore(at('files'));
  const contents = [Buffer.from('佐证'), randomBytes(700_000), Buffer.alloc(0)];
  await run(source, async (client) => {
    await client.query(ROWS);
    for (const [id, content] of contents.entries()) {
      const stored = await files.put(Readable.from([content]));
      await client.query('INSERT INTO evidence VALUES ($1, $2), ($1 + 100, $2)', [id, stored.sha256]);
    }
  });
  writeFileSync(at('key'), 'session key');
});
afterAll(async () => {
  await source?.drop();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  empty = await createEmptyDatabase();
});
afterEach(() => empty.drop());

let count = 0;
async function backUp(passphrase: string | null = null, from = files) {
  const target = at(`backup-${(count += 1)}.rbk`);
  const result = await writeBackup({
    ...{ databaseUrl: source.url, files: from, kept: { key: at('key'), none: at('none') } },
    ...{ target, passphrase, program: 'test', madeAt: new Date('2026-11-22T08:00:00Z') },
  });
  return { target, ...result };
}

async function restore(target: string, passphrase: string | null = null, dir = migrationsDir) {
  const folder = at(`restored-${(count += 1)}`);
  const kept = { key: `${folder}-key` };
  const options = { databaseUrl: empty.url, source: target, passphrase, migrationsDir: dir, kept };
  const contents = await restoreBackup({ ...options, files: folderStore(folder) }).catch((error: Error) => error);
  return { contents, folder, key: kept.key };
}

/** Everything that a database says of itself, by other means than the backup's own. */
async function describeAll(database: TestDatabase): Promise<unknown> {
  return run(database, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const tables = [];
    for (const { name } of rows)
      tables.push(
        (
          await client.query(
            `SELECT '${name}' AS name, count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM "${name}" t`,
          )
        ).rows[0],
      );
    const triggers = await client.query(
      `SELECT pg_get_triggerdef(oid) AS text, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`,
    );
    const constraints = await client.query(
      `SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const next = await client.query(`SELECT last_value, is_called FROM note_id_seq`);
    return { tables, triggers: triggers.rows, constraints: constraints.rows, next: next.rows };
  });
}

async function tablesIn(database: TestDatabase): Promise<number> {
  return run(database, async (client) => {
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'`);
    return rows[0].count;
  });
}

describe('a backup put back into an empty place', () => {
  test.each([null, '一句足够长的口令 2026'])(
    'is the same in every row, counter, trigger and file (passphrase %s)',
    async (passphrase) => {
      const { target, rows, files: saved } = await backUp(passphrase);
      expect([rows, saved]).toEqual([517, 3]);
      const { contents, folder, key } = await restore(target, passphrase);
      expect(contents).not.toBeInstanceOf(Error);
      expect(await describeAll(empty)).toEqual(await describeAll(source));
      expect(readdirSync(folder).sort()).toEqual(readdirSync(at('files')).sort());
      expect(readFileSync(key, 'utf8')).toBe('session key');
      const change = run(empty, (client) => client.query(`UPDATE note SET text = 'x'`));
      await expect(change).rejects.toThrow('append-only');
    },
  );

  test('shows nothing of its content without the passphrase', async () => {
    const plain = readFileSync((await backUp()).target);
    const sealed = readFileSync((await backUp('一句足够长的口令 2026')).target);
    // Neither holds readable text, since both are packed; only the plain one can be unpacked.
    expect([plain.includes('第1条'), sealed.includes('第1条')]).toEqual([false, false]);
    const { target } = await backUp('一句足够长的口令 2026');
    await expect(readArchive(target, null)).rejects.toThrow('有口令');
    await expect(readArchive(target, '另一句口令')).rejects.toThrow('口令不对');
  });

  test('needs only the migrations that it was made with; later ones come at the next start', async () => {
    const { target } = await backUp();
    const later = at('later');
    for (const name of readdirSync(migrationsDir)) {
      mkdirSync(path.join(later, name), { recursive: true });
      writeFileSync(
        path.join(later, name, 'migration.sql'),
        readFileSync(path.join(migrationsDir, name, 'migration.sql')),
      );
    }
    mkdirSync(path.join(later, '20270101000000_third'));
    writeFileSync(path.join(later, '20270101000000_third/migration.sql'), 'CREATE TABLE third (id int);');
    expect((await restore(target, null, later)).contents).not.toBeInstanceOf(Error);
    expect(await applyMigrations(empty.url, later)).toEqual(['20270101000000_third']);
  });
});

describe('a file that the store lost or that was damaged in it', () => {
  test('is named, and everything else is saved and comes back', async () => {
    const broken = folderStore(at('broken'));
    for (const name of readdirSync(at('files'))) await broken.put(createReadStream(path.join(at('files'), name)));
    const [lost, damaged] = readdirSync(at('broken')).filter((name) => name !== sha256(Buffer.alloc(0)));
    rmSync(path.join(at('broken'), lost ?? ''));
    writeFileSync(path.join(at('broken'), damaged ?? ''), 'something else');
    const { target, missing } = await backUp(null, broken);
    expect(missing.sort()).toEqual([lost, damaged].sort());
    const { contents, folder } = await restore(target);
    expect(contents).not.toBeInstanceOf(Error);
    expect(readdirSync(folder)).toEqual([sha256(Buffer.alloc(0))]);
  });
});

describe('refused with nothing left behind', () => {
  async function expectRefused(
    target: string,
    sentence: RegExp,
    passphrase: string | null = null,
    dir = migrationsDir,
  ) {
    const { contents, folder, key } = await restore(target, passphrase, dir);
    expect(contents).toBeInstanceOf(Error);
    expect((contents as Error).message).toMatch(sentence);
    expect([await tablesIn(empty), readdirSync(folder), existsSync(key)]).toEqual([0, [], false]);
  }

  test('a backup cut off anywhere', async () => {
    for (const passphrase of [null, '一句足够长的口令 2026']) {
      const whole = readFileSync((await backUp(passphrase)).target);
      // Each guess at a passphrase is made slow, also for this test.
      for (let n = 0; n < 25; n += passphrase === null ? 1 : 4) {
        const length = n === 0 ? whole.length - 1 : Math.floor((whole.length * n) / 25) + (n % 3);
        writeFileSync(at('cut.rbk'), whole.subarray(0, length));
        await expectRefused(at('cut.rbk'), /不完整|不是整改通的备份/, passphrase);
      }
    }
  });

  test('a backup with any byte changed, or with more after its end', async () => {
    for (const passphrase of [null, '一句足够长的口令 2026']) {
      const whole = readFileSync((await backUp(passphrase)).target);
      for (let n = 0; n < 40; n += passphrase === null ? 1 : 5) {
        const changed = Buffer.from(whole);
        const place = n < 12 ? n * 30 : Math.floor((whole.length * (n - 11)) / 30);
        changed[place] = (changed[place] as number) ^ (1 << (n % 8));
        writeFileSync(at('changed.rbk'), changed);
        await expectRefused(at('changed.rbk'), /损坏|不完整|不是整改通的备份|口令|更新版本/, passphrase);
      }
      writeFileSync(at('longer.rbk'), Buffer.concat([whole, Buffer.from('x')]));
      await expectRefused(at('longer.rbk'), /损坏/, passphrase);
    }
  });

  test('something else, an absent file, a wrong passphrase', async () => {
    writeFileSync(at('else.rbk'), 'PGDMP');
    await expectRefused(at('else.rbk'), /不是整改通的备份文件/);
    await expectRefused(at('nowhere.rbk'), /没有找到备份文件/);
    const { target } = await backUp('一句足够长的口令 2026');
    await expectRefused(target, /口令不对/, '一句足够长的口令 2025');
    await expectRefused(target, /有口令/);
  });

  test('a backup of a newer program, by its form or by its migrations', async () => {
    const { target } = await backUp();
    const whole = readFileSync(target);
    writeFileSync(at('newer.rbk'), Buffer.from(whole.toString('latin1').replace('"format":1', '"format":2'), 'latin1'));
    await expectRefused(at('newer.rbk'), /更新版本的程序.*请先升级程序/);
    const older = at('older');
    mkdirSync(path.join(older, '20260101000000_first'), { recursive: true });
    writeFileSync(path.join(older, '20260101000000_first/migration.sql'), FIRST);
    await expectRefused(target, /20260102000000_second.*请先升级程序/, null, older);
  });

  test('into a place that is not empty, saying what is there', async () => {
    const { target } = await backUp();
    await run(empty, (client) => client.query('CREATE TABLE somebody_elses (id int)'));
    const { contents } = await restore(target);
    expect((contents as Error).message).toMatch(/不是空的，里面已有 1 张表（somebody_elses 等）/);
  });

  test('over an existing file, and into a folder that is not there', async () => {
    const { target } = await backUp();
    const again = { databaseUrl: source.url, files, passphrase: null, program: 'test', madeAt: new Date() };
    await expect(writeBackup({ ...again, target })).rejects.toThrow('已经存在');
    await expect(writeBackup({ ...again, target: at('no/where.rbk') })).rejects.toThrow('请检查目录是否存在');
    const stopped = writeBackup({ ...again, target: at('stopped.rbk'), signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow();
    expect(readdirSync(root).filter((name) => /stopped|\.part$/.test(name))).toEqual([]);
  });
});
