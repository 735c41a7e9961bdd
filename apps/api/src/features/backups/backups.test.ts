import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { withSession } from '@rectify/db';
import { restoreBackup, writeBackup } from '@rectify/db/backup';
import { createEmptyDatabase } from '@rectify/testing/database';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { localFileStore } from '../../file-store.ts';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { PROGRAM_VERSION } from '../../version.ts';
import { makeDueBackup } from './clock.ts';
import { beginBackup, tidyBackups } from './run-backup.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../../../prisma/migrations');

let test: TestApp;
let world: World;
let admin: Agent;
let folder: string;

beforeAll(async () => {
  test = await createTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'rectify-backups-'));
  Object.assign(test.deps.settings, { BACKUP_DIR: path.join(folder, 'made') });
  world = await buildWorld(test.db);
  admin = (await test.as('sys_admin', world.officeUnitId, '系统管理员')).agent;
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const settled = () =>
  vi.waitFor(
    async () => {
      const { body } = await admin.get('/api/backups').expect(200);
      expect(body.isRunning).toBe(false);
      return body;
    },
    { timeout: 60_000, interval: 100 },
  );

async function createIssue(position: number) {
  const who = { leader: '李局', department: '综合科', owner: '陈某' };
  const dueOn = new Date('2024-07-31T00:00:00Z');
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position, number: position },
      ...{ title: `问题 ${position}`, dueOn, originalDueOn: dueOn, text: '问题原文', status: 'rectifying', version: 1 },
      measures: { create: { ordinal: 1, text: '整改措施', ...who, dueOn, originalDueOn: dueOn, status: 'ongoing' } },
    },
    include: { measures: true },
  });
  return { id: issue.id, measureId: issue.measures[0]?.id ?? '' };
}

/** What a database holds, table by table, asked for by other means than the backup's own. */
async function printTables(url: string, snapshot?: string): Promise<Record<string, string>> {
  return withSession(url, async (session) => {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    if (snapshot) await session.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
    const { rows } = await session.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const prints: Record<string, string> = {};
    for (const { name } of rows) {
      const print = await session.query<{ print: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS print FROM "${name}" t`,
      );
      prints[name] = print.rows[0]?.print ?? '';
    }
    return prints;
  });
}

async function filesNamed(url: string, snapshot?: string): Promise<string[]> {
  return withSession(url, async (session) => {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    if (snapshot) await session.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
    const { rows } = await session.query<{ sha256: string }>('SELECT DISTINCT sha256 FROM evidence ORDER BY 1');
    return rows.map(({ sha256 }) => sha256);
  });
}

describe('a backup while eight people write', () => {
  it('comes back with the same content of every table and file as at its moment', async () => {
    const writers = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => ({
        agent: (await test.as('liaison', world.unitId, `联络员${n}`)).agent,
        ...(await createIssue(n + 1)),
      })),
    );
    let isOver = false;
    let writes = 0;
    const writing = writers.map(async ({ agent, id, measureId }, n) => {
      for (let round = 0; !isOver; round += 1) {
        const text = `第 ${n} 人第 ${round} 次填报，已登记 ${round} 项。`;
        const filed = await agent.post(`/api/measures/${measureId}/progress`).send({ asOf: '2024-06-03', text });
        expect(filed.status, JSON.stringify(filed.body)).toBe(201);
        const content = Buffer.from(`佐证 ${n} ${round} ${randomBytes(2_000).toString('hex')}`);
        await agent.post(`/api/issues/${id}/evidence`).attach('file', content, `佐证${round}.txt`).expect(201);
        writes += 2;
      }
    });
    await vi.waitFor(() => expect(writes).toBeGreaterThan(40), { timeout: 60_000 });
    let atMoment: Record<string, string> = {};
    let filesAtMoment: string[] = [];
    const before = writes;
    const target = path.join(folder, 'under-load.rbk');
    await writeBackup({
      ...{ databaseUrl: test.deps.databaseUrl, files: test.deps.files, target, passphrase: '备份口令 2026-11-22' },
      ...{ program: PROGRAM_VERSION, madeAt: new Date() },
      async onSnapshot(snapshot) {
        atMoment = await printTables(test.deps.databaseUrl, snapshot);
        filesAtMoment = await filesNamed(test.deps.databaseUrl, snapshot);
      },
    });
    const during = writes - before;
    isOver = true;
    await Promise.all(writing);
    expect(during).toBeGreaterThan(0);
    // The database has gone on since.
    expect(await printTables(test.deps.databaseUrl)).not.toEqual(atMoment);

    const empty = await createEmptyDatabase();
    const files = localFileStore(path.join(folder, 'restored'));
    await restoreBackup({
      ...{
        databaseUrl: empty.url,
        files,
        source: target,
        passphrase: '备份口令 2026-11-22',
        migrationsDir: MIGRATIONS,
      },
    });
    expect(await printTables(empty.url)).toEqual(atMoment);
    const restored: string[] = [];
    for await (const { sha256 } of files.list()) {
      const content = Buffer.concat((await files.open(sha256).toArray()) as Buffer[]);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      restored.push(sha256);
    }
    expect(restored.sort()).toEqual(filesAtMoment);
    expect(Number(atMoment['progress_entry']?.split(' ')[0])).toBeGreaterThanOrEqual(20);
    // What was written once still cannot be changed.
    const change = withSession(empty.url, (session) => session.query(`UPDATE audit_entry SET action = 'x'`));
    await expect(change).rejects.toThrow(/append-only|refused|denied/);
    await empty.drop();
  }, 180_000);
});

describe('from the screen of the system administrator', () => {
  it('is made, told and recorded; without a passphrase it stays on the server', async () => {
    await admin.post('/api/backups').send({}).expect(201);
    const { items, downloadHint } = await settled();
    expect(items[0]).toMatchObject({
      ...{ kind: 'manual', state: 'done', startedBy: '系统管理员', isEncrypted: false, canDownload: false, missing: 0 },
    });
    expect(downloadHint).toContain('BACKUP_PASSPHRASE');
    await admin.get(`/api/backups/${items[0].id}/content`).expect(403);
    expect(await readdir(path.join(folder, 'made'))).toEqual([items[0].fileName]);
    const acts = await test.db.auditEntry.findMany({ where: { objectId: items[0].id }, orderBy: { id: 'asc' } });
    expect(acts.map(({ action, result }) => `${action} ${result}`)).toEqual(['makeBackup done', 'finishBackup done']);
  });

  it('with a passphrase it can be fetched, sealed, and that is recorded', async () => {
    test.setNow('2024-06-03T05:00:00Z');
    Object.assign(test.deps.settings, { BACKUP_PASSPHRASE: '备份口令 2026-11-22' });
    await admin.post('/api/backups').send({}).expect(201);
    const { items } = await settled();
    expect(items[0].canDownload).toBe(true);
    const answer = await admin
      .get(`/api/backups/${items[0].id}/content`)
      .buffer(true)
      .parse(binary as unknown as Parser)
      .expect(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.body).toEqual(await readFile(path.join(folder, 'made', items[0].fileName)));
    expect(await test.db.auditEntry.count({ where: { action: 'downloadBackup', result: 'done' } })).toBe(1);
  });

  it('nobody else makes, lists or fetches one', async () => {
    for (const role of ['office', 'observer', 'liaison', 'auditor'] as const) {
      const { agent } = await test.as(role, world.officeUnitId);
      for (const call of [agent.get('/api/backups'), agent.post('/api/backups').send({})])
        expect((await call).status).toBe(403);
      expect((await agent.get('/api/backups/0199aaaa-0000-7000-8000-000000000000/content')).status).toBe(403);
    }
  });

  it('two at once are one, and one that a dead process left is said to have failed', async () => {
    test.setNow('2024-06-03T06:00:00Z');
    await test.db.backupRun.create({
      data: { kind: 'manual', fileName: 'rectify-1.rbk', isEncrypted: false, startedAt: test.deps.now() },
    });
    const answers = await Promise.all([1, 2].map(() => admin.post('/api/backups').send({})));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    await settled();
    const broken = await test.db.backupRun.findFirstOrThrow({ where: { fileName: 'rectify-1.rbk' } });
    expect([broken.state, broken.note]).toEqual(['failed', '程序在备份途中停止了，没有做成。']);
  });

  it('a disk that cannot be written is told in words, and nothing is left', async () => {
    test.setNow('2024-06-03T07:00:00Z');
    await writeFile(path.join(folder, 'a-file'), '');
    Object.assign(test.deps.settings, { BACKUP_DIR: path.join(folder, 'a-file', 'below') });
    await admin.post('/api/backups').send({}).expect(201);
    const { items } = await settled();
    Object.assign(test.deps.settings, { BACKUP_DIR: path.join(folder, 'made') });
    expect([items[0].state, items[0].note]).toEqual(['failed', expect.stringContaining('建不了备份目录')]);
    expect((await readdir(path.join(folder, 'made'))).filter((name) => name.endsWith('.part'))).toEqual([]);
    await tidyBackups(test.deps);
  });
});

describe('by the clock', () => {
  it('one a day after the set time, and only so many are kept', async () => {
    Object.assign(test.deps.settings, { BACKUP_AT: '02:30', BACKUP_KEEP: 2, BACKUP_DIR: path.join(folder, 'daily') });
    const made: boolean[] = [];
    for (const instant of [
      '2024-06-10T18:29:00Z', // 02:29 in Shanghai: not yet
      '2024-06-10T18:31:00Z',
      '2024-06-10T23:00:00Z', // made already
      '2024-06-11T19:00:00Z',
      '2024-06-12T19:00:00Z',
    ]) {
      test.setNow(instant);
      made.push(await makeDueBackup(test.deps));
    }
    expect(made).toEqual([false, true, false, true, true]);
    expect(await readdir(path.join(folder, 'daily'))).toEqual([
      'rectify-20240612-030000.rbk',
      'rectify-20240613-030000.rbk',
    ]);
    expect(await test.db.auditEntry.count({ where: { action: 'removeBackup', actorName: '定时备份' } })).toBe(1);
  });

  it('not while another is being made, and again an hour after one that failed', async () => {
    test.setNow('2024-06-20T19:00:00Z');
    const { done } = await beginBackup(
      { ...test.deps, at: test.deps.now(), today: '2024-06-21', origin: { ip: null, userAgent: null, requestId: 'x' } },
      'manual',
    );
    expect(await makeDueBackup(test.deps)).toBe(false);
    await done;
    await test.db.backupRun.create({
      data: { kind: 'scheduled', state: 'failed', fileName: 'x', isEncrypted: false, startedAt: test.deps.now() },
    });
    test.setNow('2024-06-20T19:30:00Z');
    expect(await makeDueBackup(test.deps)).toBe(false);
    test.setNow('2024-06-20T20:01:00Z');
    expect(await makeDueBackup(test.deps)).toBe(true);
  });
});

describe('what the backup must know of the database', () => {
  it('every column that names a stored file', async () => {
    const { FILE_COLUMNS } = await import('@rectify/db/backup');
    const { rows } = await withSession(test.deps.databaseUrl, (session) =>
      session.query(
        `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name LIKE '%sha256%' ORDER BY 1, 2`,
      ),
    );
    expect(rows).toEqual(FILE_COLUMNS);
  });

  it('the version of the program', async () => {
    const root = JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../../../../package.json'), 'utf8'));
    expect(PROGRAM_VERSION).toBe(root.version);
  });
});

type Parser = Parameters<ReturnType<Agent['get']>['parse']>[0];

function binary(response: Readable, done: (error: Error | null, body: unknown) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
