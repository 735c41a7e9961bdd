import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findEmbedded, removeEmbedded, startEmbedded, withSession } from '@rectify/db';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { localFileStore } from '../../file-store.ts';
import { buildWorld, createTestApp, type TestApp } from '../../testing.ts';
import { auditKeyOf } from '../audit/signing-key.ts';
import { auditTasks, CHECKPOINT_JOB } from '../audit/checkpoints.ts';

// The commands as people type them, from the database that is in use to one that never was.

vi.setConfig({ testTimeout: 180_000 });

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
const PASSPHRASE = '备份口令 2026-11-22';

let test: TestApp;
let folder: string;
let here: Record<string, string>;
let there: Record<string, string>;
let backup: string;
let sha256: string;

interface Ran {
  code: number;
  said: string;
}

const asOperator = (env: Record<string, string>) => ({
  cwd: ROOT,
  env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'test', ...env },
});

async function run(env: Record<string, string>, script: string, ...words: string[]): Promise<Ran> {
  const args = ['--import', 'tsx', path.join(ROOT, 'scripts/lib', script), ...words];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, asOperator(env));
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

beforeAll(async () => {
  test = await createTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'rectify-command-'));
  backup = path.join(folder, 'one.rbk');
  const { DATA_DIR } = test.deps.settings;
  here = {
    ...{ DATABASE_URL: test.database.url, MIGRATION_DATABASE_URL: test.database.ownerUrl, DATA_DIR },
    ...{ BACKUP_PASSPHRASE: PASSPHRASE },
  };
  there = {
    ...{ DATA_DIR: path.join(folder, 'there'), BACKUP_PASSPHRASE: PASSPHRASE },
    SESSION_SECRET: 'set by the operator 0123456789 0123456789',
  };
  const world = await buildWorld(test.db);
  const { agent } = await test.as('liaison', world.unitId);
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, status: 'rectifying', position: 1 },
      ...{ title: '资产未登记', text: '部分资产没有登记。' },
    },
  });
  const filed = await agent.post(`/api/issues/${issue.id}/evidence`).attach('file', Buffer.from('明细'), '盘点.txt');
  sha256 = filed.body.sha256;
  await auditTasks(test.deps)[CHECKPOINT_JOB]?.({});
  await writeFile(path.join(DATA_DIR, 'session-secret'), 'a secret of this installation\n', { mode: 0o600 });
});
afterAll(async () => {
  await test.close();
  await removeEmbedded(there['DATA_DIR'] ?? '');
  await rm(folder, { recursive: true, force: true });
});

const keyIn = ({ DATA_DIR }: Record<string, string>) =>
  readFile(path.join(DATA_DIR ?? '', 'audit-signing-key'), 'utf8');

/** Work on the restored database, started for the moment and ended again. */
async function inside<T>(work: (ownerUrl: string, url: string) => Promise<T>): Promise<T> {
  const server = await startEmbedded({ dataDir: there['DATA_DIR'] ?? '' });
  try {
    return await work(server.ownerUrl, server.url);
  } finally {
    await server.stop();
  }
}

describe('npm run backup and npm run restore', () => {
  it('carry everything from a database with two roles into an empty data folder, and the trail verifies there', async () => {
    const made = await run(here, 'backup-tasks.ts', 'backup', backup);
    expect(made, made.said).toMatchObject({ code: 0, said: expect.stringContaining('已读回核对') });
    const checked = await run(there, 'backup-tasks.ts', 'restore', backup, '--check');
    expect(checked, checked.said).toMatchObject({ code: 0, said: expect.stringContaining('备份完好') });
    const restored = await run(there, 'backup-tasks.ts', 'restore', backup);
    expect(restored, restored.said).toMatchObject({ code: 0, said: expect.stringContaining('1 个文件，逐一核对无误') });
    expect(await keyIn(there)).toBe(await keyIn(here));
    // What the environment sets is not put beside the data.
    expect(await readdir(there['DATA_DIR'] ?? '')).not.toContain('session-secret');
    expect(await localFileStore(path.join(there['DATA_DIR'] ?? '', 'files')).has(sha256)).toBe(true);
    // The command ended the server that it had started.
    expect(findEmbedded(there['DATA_DIR'] ?? '')).toBeNull();
    const verified = await run(there, 'audit-verify.ts');
    expect(verified, verified.said).toMatchObject({ code: 0 });
    // Checkpoints go on under the same key.
    const key = auditKeyOf({ ...test.deps.settings, DATA_DIR: there['DATA_DIR'] ?? '' });
    expect(key.publicKey).toBe(auditKeyOf(test.deps.settings).publicKey);
  });

  it('leave the application its own role, and record what was done on both sides', async () => {
    await inside(async (ownerUrl, url) => {
      const acts = await withSession(ownerUrl, async (client) => {
        const { rows } = await client.query<{ action: string }>('SELECT action FROM audit_entry ORDER BY id');
        return rows.map(({ action }) => action);
      });
      expect(acts).toContain('uploadEvidence');
      expect(acts.at(-1)).toBe('restoreBackup');
      await withSession(url, async (client) => {
        expect((await client.query('SELECT count(*)::int AS n FROM evidence')).rows).toEqual([{ n: 1 }]);
        await expect(client.query('DELETE FROM audit_entry')).rejects.toThrow(/permission denied/);
        await expect(client.query('DROP TABLE evidence')).rejects.toThrow(/must be owner/);
      });
    });
    const entry = await test.db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect([entry.action, entry.actorName]).toEqual(['finishBackup', '命令行']);
  });

  it('never write over what is there', async () => {
    const again = await run(here, 'backup-tasks.ts', 'backup', backup);
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('已经存在') });
    const onto = await run(there, 'backup-tasks.ts', 'restore', backup);
    expect(onto).toMatchObject({ code: 1, said: expect.stringContaining('数据库不是空的') });
  });

  it('refuse what is cut off or altered, and another passphrase, in words', async () => {
    const bytes = await readFile(backup);
    const broken = path.join(folder, 'broken.rbk');
    const tryIt = async (env = there) => run(env, 'backup-tasks.ts', 'restore', broken, '--check');
    await writeFile(broken, bytes);
    await truncate(broken, bytes.length - 7);
    expect(await tryIt()).toMatchObject({ code: 1, said: expect.stringMatching(/不完整|损坏|改动/u) });
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(broken, bytes);
    expect(await tryIt()).toMatchObject({ code: 1, said: expect.stringMatching(/损坏|改动/u) });
    const other = await run(
      { ...there, BACKUP_PASSPHRASE: '另一个口令 2026-11' },
      'backup-tasks.ts',
      'restore',
      backup,
      '--check',
    );
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('口令') });
  });

  it('say so where there is nothing to save', async () => {
    const empty = path.join(folder, 'empty');
    const made = await run({ DATA_DIR: empty }, 'backup-tasks.ts', 'backup', path.join(folder, 'none.rbk'));
    await removeEmbedded(empty);
    expect(made).toMatchObject({ code: 1, said: expect.stringContaining('没有可以备份的内容') });
  });

  it('say how they are used, also to those who ask for something unknown, and do nothing then', async () => {
    const target = path.join(folder, 'misused.rbk');
    for (const task of ['backup', 'restore']) {
      const helped = await run(here, 'backup-tasks.ts', task, '--help');
      expect(helped).toMatchObject({ code: 0, said: expect.stringMatching(/^用法：/u) });
      for (const words of [[], ['--no-such-option'], [target, '--no-such-option'], [target, target]]) {
        const misused = await run(here, 'backup-tasks.ts', task, ...words);
        expect(misused).toMatchObject({ code: 2, said: expect.stringMatching(/^\s*用法：/u) });
        expect(misused.said).not.toContain('    at ');
      }
    }
    expect(await readdir(folder)).not.toContain('misused.rbk');
  });
});
