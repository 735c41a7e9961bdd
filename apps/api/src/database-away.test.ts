import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, removeEmbedded, startEmbedded, withSession } from '@rectify/db';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from './env.ts';
import { createFirstAdministrator, FIRST_ADMINISTRATOR } from './first-run.ts';
import { openDeps, serve, type Running } from './server.ts';

// The application as it is started, over a PostgreSQL that is stopped and started under it.

const folder = mkdtempSync(path.join(tmpdir(), 'rectify-away-'));
const dataDir = path.join(folder, 'database');
let postgres: EmbeddedPostgres;
let running: Running;
let address: string;
let cookie: string;
let password: string;

const portOf = (url: string) => Number(new URL(url).port);

beforeAll(async () => {
  postgres = await startEmbedded({ dataDir, durable: false });
  const settings = readSettings({
    ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: postgres.url },
    MIGRATION_DATABASE_URL: postgres.ownerUrl,
    ...{ DATA_DIR: path.join(folder, 'data'), DB_CONNECTIONS: '3', ALLOW_LOSSY_DATABASE: '1' },
    ...BEYOND_RATES,
  });
  const opened = await openDeps(settings);
  password = await createFirstAdministrator(opened.deps);
  running = await serve(opened);
  address = `http://127.0.0.1:${running.port}`;
  cookie = await signIn();
});
afterAll(async () => {
  await running?.stop();
  await postgres?.stop();
  await removeEmbedded(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(): Promise<string> {
  const body = JSON.stringify({ username: FIRST_ADMINISTRATOR, password });
  const answer = await fetch(`${address}/api/session`, {
    ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

interface Asked {
  status: number;
  type: string;
  retryAfter: string | null;
  text: string;
  tookMs: number;
}

async function ask(place: string): Promise<Asked> {
  const startedAt = performance.now();
  const answer = await fetch(`${address}${place}`, { headers: { cookie } });
  const text = await answer.text();
  const { headers, status } = answer;
  const tookMs = performance.now() - startedAt;
  return { status, type: headers.get('content-type') ?? '', retryAfter: headers.get('retry-after'), text, tookMs };
}

const PLACES = ['/api/session', '/api/issues', '/readyz', '/', '/reports/none'];
const askAll = (times: number) => Promise.all(Array.from({ length: times }, () => PLACES.map(ask)).flat());

function expectAway(answers: readonly Asked[]): void {
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([503]);
  expect([...new Set(answers.map(({ retryAfter }) => retryAfter))]).toEqual(['5']);
  for (const { type, text } of answers) {
    if (type.includes('html')) expect(text).toContain('页面暂时打不开');
    else expect([type, JSON.parse(text).code]).toEqual(['application/problem+json; charset=utf-8', 'unavailable']);
  }
}

async function expectBack(): Promise<void> {
  await vi.waitFor(async () => expect((await ask('/readyz')).status).toBe(200), { timeout: 20_000, interval: 50 });
  // Without a restart, and with the session from before.
  expect((await ask('/api/session')).status).toBe(200);
  expect((await ask('/')).status).toBe(200);
}

/** Every process of the server, the first of them last. */
function processes(): number[] {
  const first = Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ').map(Number);
  return [...children, first];
}

/** Above what a loaded machine needs to answer, far below what a wait for the database would take. */
const NO_WAIT_MS = 8_000;

describe('while PostgreSQL is stopped', () => {
  test('everyone is told at once when to come again, and all goes on by itself when it is back', async () => {
    const port = portOf(postgres.url);
    await expectBack();
    await postgres.stop();
    const first = await askAll(4);
    const later = await askAll(40);
    postgres = await startEmbedded({ dataDir, durable: false, port });
    expectAway([...first, ...later]);
    expect(Math.max(...first.map(({ tookMs }) => tookMs))).toBeLessThan(NO_WAIT_MS);
    // Two hundred at once take no longer: nothing waits for what is not there.
    expect(Math.max(...later.map(({ tookMs }) => tookMs))).toBeLessThan(NO_WAIT_MS);
    await expectBack();
  }, 60_000);

  test('the program itself and its files still answer', async () => {
    const port = portOf(postgres.url);
    await postgres.stop();
    await vi.waitFor(async () => expect((await ask('/api/session')).status).toBe(503));
    const alive = await ask('/healthz');
    const missing = await ask('/app/assets/none.js');
    postgres = await startEmbedded({ dataDir, durable: false, port });
    expect([alive.status, missing.status]).toEqual([200, 404]);
    await expectBack();
  }, 60_000);
});

test('a PostgreSQL that no longer answers holds nobody up', async () => {
  await expectBack();
  const stopped = processes();
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const waiting = askAll(2);
  let later: Asked[] = [];
  try {
    await waiting;
    later = await askAll(10);
  } finally {
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
  }
  // A public page that was kept in memory is answered from there for as long as no change can have been missed.
  expectAway((await waiting).filter(({ status, type }) => status !== 200 || !type.includes('html')));
  // It is believed to be slow until it has been late twice; from then on nobody waits.
  expect(Math.max(...(await waiting).map(({ tookMs }) => tookMs))).toBeLessThan(NO_WAIT_MS);
  expectAway(later);
  expect(Math.max(...later.map(({ tookMs }) => tookMs))).toBeLessThan(NO_WAIT_MS);
  await expectBack();
}, 60_000);

test('when every connection is taken, the others are told within about a second', async () => {
  await withSession(postgres.url, async (other) => {
    await other.query('BEGIN; LOCK TABLE app_user, session');
    const held = Array.from({ length: 30 }, () => ask('/api/session'));
    const told = held.map((each) => each.then((answer) => answer.status === 503 && answer));
    await sleep(4_000);
    await other.query('COMMIT');
    const answers = await Promise.all(told);
    const refused = answers.filter((answer) => answer !== false);
    expect(refused.length).toBeGreaterThanOrEqual(25);
    expectAway(refused);
    expect(Math.max(...refused.map(({ tookMs }) => tookMs))).toBeLessThan(NO_WAIT_MS);
    expect((await Promise.all(held)).filter(({ status }) => status !== 503).map(({ status }) => status)).not.toContain(
      500,
    );
  });
  await expectBack();
}, 60_000);

describe('the start refuses, in words', () => {
  const open = (extra: Record<string, string> = {}) =>
    openDeps(
      readSettings({ NODE_ENV: 'test', DATABASE_URL: postgres.url, DATA_DIR: path.join(folder, 'data'), ...extra }),
    );

  test('a database that forces nothing to disk', async () => {
    await expect(open()).rejects.toThrow(/fsync = off[\s\S]*full_page_writes = off[\s\S]*synchronous_commit = off/);
  });

  test.each([
    ['newer than the program', '29990101000000_later', 'now()', /比程序新.*29990101000000_later.*请改用较新的程序/],
    [
      'left half migrated',
      '20990101000000_half',
      'NULL',
      /有一次升级没有完成.*20990101000000_half.*请恢复升级前的备份/,
    ],
  ])('one that is %s', async (_what, name, finished, sentence) => {
    const change = (sql: string) => withSession(postgres.ownerUrl, (session) => session.query(sql));
    await change(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '${name}', ${finished})`,
    );
    try {
      await expect(open({ ALLOW_LOSSY_DATABASE: '1' })).rejects.toThrow(sentence);
    } finally {
      await change(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
    }
  });
});
