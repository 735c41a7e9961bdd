import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { isPostgres } from './embedded/postmaster.ts';
import { withSession } from './embedded/sessions.ts';
import { type EmbeddedPostgres, removeEmbedded, startEmbedded } from './embedded.ts';

// Initialising a cluster is what takes time: the tests share one folder and leave it stopped.
const root = mkdtempSync(path.join(tmpdir(), 'rectify-embedded-'));
const dataDir = path.join(root, '数据 目录 (1)');
let programs: ChildProcess[] = [];

vi.setConfig({ testTimeout: 120_000 });

afterEach(async () => {
  for (const program of programs) await killHard(program);
  programs = [];
  const { stop } = await startEmbedded({ dataDir, durable: false });
  await stop();
});

afterAll(async () => {
  await removeEmbedded(dataDir);
  rmSync(root, { recursive: true, force: true });
});

/** Starts another program on a data folder and returns the first line it prints. */
async function startProgram(
  folder = dataDir,
): Promise<{ program: ChildProcess; said: { url: string; isAdopted: boolean; failure?: string } }> {
  const fixture = path.join(import.meta.dirname, 'embedded.fixture.ts');
  const program = spawn(process.execPath, ['--import', 'tsx', fixture, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(program);
  for await (const line of createInterface({ input: program.stdout })) return { program, said: JSON.parse(line) };
  throw new Error('the program ended without a word');
}

async function killHard(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await gone;
}

async function write(url: string): Promise<void> {
  await withSession(url, (session) =>
    session.query('DROP TABLE IF EXISTS note; CREATE TABLE note (text text); INSERT INTO note VALUES ($$还在$$)'),
  );
}

async function read(url: string): Promise<unknown> {
  return withSession(url, async (session) => (await session.query('SELECT text FROM note')).rows[0]?.text);
}

/** What is written and read here is no table of the application: `url` is the owner's. */
async function withStarted<T>(work: (embedded: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded({ dataDir, durable: false });
  try {
    return await work({ ...embedded, url: embedded.ownerUrl });
  } finally {
    await embedded.stop();
  }
}

function postmasterPid(): number {
  return Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('starting', () => {
  test('an empty folder becomes a database that knows Chinese and time in UTC', async () => {
    await withStarted(async ({ url }) => {
      const sql = `SELECT string_agg(name, '' ORDER BY name) AS sorted, current_setting('timezone') AS zone
                   FROM (VALUES ('张'), ('安'), ('李'), ('陈')) AS names (name)`;
      const { rows } = await withSession(url, (session) => session.query(sql));
      expect(rows).toEqual([{ sorted: '安陈李张', zone: 'UTC' }]);
      const extension = withSession(url, (session) =>
        session.query(`CREATE EXTENSION pg_trgm; SELECT show_trgm('整改通')`),
      );
      await expect(extension).resolves.toBeDefined();
    });
  });

  test('the application is no superuser, and nobody else can read its passwords', async () => {
    await withStarted(async ({ url }) => {
      const { rows } = await withSession(url, (session) =>
        session.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user'),
      );
      expect(rows).toEqual([{ rolsuper: false }]);
      expect(statSync(path.join(dataDir, 'database.json')).mode & 0o077).toBe(0);
    });
  });

  test('what was committed is there after a clean stop, and the server is gone in between', async () => {
    const pid = await withStarted(async ({ url }) => {
      await write(url);
      return postmasterPid();
    });
    expect(isPostgres(pid)).toBe(false);
    await withStarted(async ({ url, isAdopted }) => expect([await read(url), isAdopted]).toEqual(['还在', false]));
  });
});

describe('after the program was killed', () => {
  test('the server that it left behind is adopted', async () => {
    const { program, said } = await startProgram();
    await write(said.url);
    await killHard(program);
    await withStarted(async ({ url, isAdopted }) => expect([await read(url), isAdopted]).toEqual(['还在', true]));
  });

  test('with its server, the database comes up again', async () => {
    const { program, said } = await startProgram();
    await write(said.url);
    const pid = postmasterPid();
    await killHard(program);
    // Read from our own folder's pid file: this server is ours.
    process.kill(pid, 'SIGKILL');
    await withStarted(async ({ url, isAdopted }) => expect([await read(url), isAdopted]).toEqual(['还在', false]));
  });

  test('the server alone, killed under a running program, comes back on the same address', async () => {
    await withStarted(async ({ url }) => {
      await write(url);
      const killed = postmasterPid();
      process.kill(killed, 'SIGKILL');
      const startedAt = Date.now();
      await vi.waitFor(async () => expect(await read(url)).toBe('还在'), { timeout: 30_000, interval: 50 });
      expect(postmasterPid()).not.toBe(killed);
      expect(Date.now() - startedAt).toBeLessThan(15_000);
    });
    expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  test('a pid file whose number now belongs to something else is no hindrance', async () => {
    await withStarted(async ({ url }) => write(url));
    const stranger = spawn('sleep', ['60']);
    programs.push(stranger);
    writeFileSync(
      path.join(dataDir, 'postgres/postmaster.pid'),
      `${stranger.pid}\n${dataDir}/postgres\n0\n5432\n\n127.0.0.1\n`,
    );
    await withStarted(async ({ url }) => expect(await read(url)).toBe('还在'));
  });
});

describe('two programs on one folder', () => {
  test('the second is refused and the first goes on undisturbed', async () => {
    await withStarted(async ({ url }) => {
      await write(url);
      const { said } = await startProgram();
      expect(said.failure).toContain('已有一个整改通在使用此数据目录');
      expect(await read(url)).toBe('还在');
    });
  });

  test('started at the same moment on an empty folder, one of them wins', async () => {
    const empty = path.join(root, 'empty');
    const started = await Promise.all([startProgram(empty), startProgram(empty)]);
    expect(started.filter(({ said }) => said.failure === undefined)).toHaveLength(1);
    for (const { program } of started) await killHard(program);
    await removeEmbedded(empty);
  });

  test('the lock is taken again after the server dropped its sessions', async () => {
    await withStarted(async ({ adminUrl }) => {
      await withSession(adminUrl, (session) =>
        session.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $$client backend$$',
        ),
      );
      await sleep(1_500);
      const { said } = await startProgram();
      expect(said.failure).toContain('已有一个整改通在使用此数据目录');
    });
  });

  test('a copy made while the original was running gets a server of its own', async () => {
    await withStarted(async ({ url }) => write(url));
    await withStarted(async (original) => {
      const copy = path.join(root, 'copy');
      cpSync(dataDir, copy, { recursive: true, preserveTimestamps: true });
      const second = await startEmbedded({ dataDir: copy, durable: false });
      expect([await read(second.ownerUrl), second.isAdopted]).toEqual(['还在', false]);
      await second.stop();
      expect(await read(original.url)).toBe('还在');
    });
  });
});

test('a folder of another version of PostgreSQL is refused in plain words', async () => {
  await withStarted(async () => {});
  const versionFile = path.join(dataDir, 'postgres/PG_VERSION');
  writeFileSync(versionFile, '17\n');
  await expect(startEmbedded({ dataDir })).rejects.toThrow('是 PostgreSQL 17 的');
  writeFileSync(versionFile, '18\n');
});
