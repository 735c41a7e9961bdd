import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withSession } from '@rectify/db';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from './env.ts';
import { openDeps, serve, type Running } from './server.ts';

// The server as it is started, in each of its roles, and how it stops.

let database: TestDatabase;
let folder: string;
const started: Running[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-server-'));
});
afterAll(async () => {
  for (const each of started) await each.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(extra: Record<string, string> = {}): Promise<Running> {
  const settings = readSettings({
    ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', ALLOW_LOSSY_DATABASE: '1', DB_CONNECTIONS: '3' },
    ...{ DATABASE_URL: database.url, MIGRATION_DATABASE_URL: database.ownerUrl, DATA_DIR: folder },
    ...BEYOND_RATES,
    ...extra,
  });
  return serve(await openDeps(settings));
}

const at = ({ port }: Running, place: string) => `http://127.0.0.1:${port}${place}`;
const statusOf = async (running: Running, place: string) => (await fetch(at(running, place))).status;
const change = (sql: string) => withSession(database.ownerUrl, (session) => session.query(sql));

/** A request over a kept connection, and whether the answer lets that connection go. */
function ask(running: Running, place: string, agent: Agent): Promise<{ status: number; isLast: boolean }> {
  return new Promise((resolve, reject) => {
    const sent = request(at(running, place), { agent }, (answer: IncomingMessage) => {
      answer.resume().on('end', () => {
        resolve({ status: answer.statusCode ?? 0, isLast: answer.headers.connection === 'close' });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('readiness', () => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
    started.push(running);
  });

  test('is told where the database stands at the version of the program', async () => {
    expect([await statusOf(running, '/healthz'), await statusOf(running, '/readyz')]).toEqual([200, 200]);
  });

  test.each([
    [
      'ahead of it',
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '2999_later', now())`,
      `DELETE FROM _prisma_migrations WHERE id = 'x'`,
      /更新的版本/,
    ],
    [
      'behind it',
      `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%_publication'`,
      `UPDATE _prisma_migrations SET rolled_back_at = NULL`,
      /还没有升级/,
    ],
  ])('is denied where the database is %s; the process lives all the same', async (_where, sql, undo, sentence) => {
    await change(sql);
    const answer = await fetch(at(running, '/readyz'));
    const alive = await statusOf(running, '/healthz');
    await change(undo);
    expect([answer.status, answer.headers.get('content-type'), alive]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      200,
    ]);
    expect(await answer.text()).toMatch(sentence);
    expect(await statusOf(running, '/readyz')).toBe(200);
  });
});

test('the number of a request is taken from a proxy of ours, and from nobody else', async () => {
  const [behind, alone] = [await start({ TRUST_PROXY: '1' }), await start()];
  started.push(behind, alone);
  const numberOf = async (running: Running, given: string) =>
    (await fetch(at(running, '/api/session'), { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  expect(await numberOf(behind, 'proxy-0123456789')).toBe('proxy-0123456789');
  expect(await numberOf(behind, 'no <words> 中文'.replace(/[^ -~]/g, '?'))).toMatch(/^[0-9a-f-]{36}$/);
  expect(await numberOf(alone, 'proxy-0123456789')).toMatch(/^[0-9a-f-]{36}$/);
  const problem = await fetch(at(behind, '/api/session'), { headers: { 'x-request-id': 'proxy-0123456789' } });
  expect(await problem.json()).toMatchObject({ requestId: 'proxy-0123456789' });
});

test('an answer from memory has all headers of the first one, and a number of its own', async () => {
  const running = await start();
  started.push(running);
  const read = async () => {
    const { headers } = await fetch(at(running, '/robots.txt'));
    const { date: _, 'x-request-id': number, ...others } = Object.fromEntries(headers);
    return { number, others };
  };
  const first = await read();
  expect(first.others).toMatchObject({ etag: expect.any(String), 'content-security-policy': expect.any(String) });
  const later = [await read(), await read(), await read()];
  for (const { others } of later) expect(others).toEqual(first.others);
  const numbers = [first, ...later].map(({ number }) => number);
  expect(numbers).toEqual(numbers.map(() => expect.stringMatching(/^[0-9a-f-]{36}$/)));
  expect(new Set(numbers).size).toBe(numbers.length);
});

describe('stopping', () => {
  test('readiness goes first, requests are still taken, and each connection is let go with its answer', async () => {
    const running = await start({ STOP_DELAY_MS: '1500' });
    const agent = new Agent({ keepAlive: true });
    expect(await ask(running, '/healthz', agent)).toEqual({ status: 200, isLast: false });
    const stopped = running.stop();
    expect(await ask(running, '/readyz', agent)).toEqual({ status: 503, isLast: true });
    expect(await ask(running, '/robots.txt', agent)).toEqual({ status: 200, isLast: true });
    await stopped;
    await expect(fetch(at(running, '/healthz'))).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  test('a request under way is answered before the process goes', async () => {
    const running = await start();
    const agent = new Agent({ keepAlive: true });
    let answering: Promise<{ status: number; isLast: boolean }> | undefined;
    let stopped: Promise<void> | undefined;
    await withSession(database.ownerUrl, async (other) => {
      await other.query('BEGIN; LOCK TABLE public_report');
      answering = ask(running, '/reports/none', agent);
      const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'public_report'::regclass`;
      await vi.waitFor(async () => expect((await change(waiting)).rowCount).toBeGreaterThan(0), { timeout: 10_000 });
      stopped = running.stop();
      await other.query('COMMIT');
    });
    expect(await answering).toEqual({ status: 404, isLast: true });
    await stopped;
    agent.destroy();
  });
});

describe('roles', () => {
  const waitingJobs = () =>
    withSession(database.url, async (session) => {
      const { rows } = await session.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'sweepFiles'`,
      );
      return rows[0]?.count;
    });

  test('an api process leaves jobs to the worker, which answers nobody', async () => {
    for (const each of started.splice(0)) await each.stop();
    const api = await start({ ROLE: 'api' });
    started.push(api);
    await withSession(database.url, (session) => session.query(`SELECT graphile_worker.add_job('sweepFiles')`));
    expect(await statusOf(api, '/')).toBe(200);
    expect(await waitingJobs()).toBe(1);
    const worker = await start({ ROLE: 'worker' });
    started.push(worker);
    await vi.waitFor(async () => expect(await waitingJobs()).toBe(0), { timeout: 15_000, interval: 100 });
    const places = ['/', '/app', '/api/session', '/readyz', '/healthz'];
    expect(await Promise.all(places.map((place) => statusOf(worker, place)))).toEqual([404, 404, 404, 200, 200]);
  });
});
