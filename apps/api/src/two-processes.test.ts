import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDb, createDb, withSession, type Db } from '@rectify/db';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startCluster, type Cluster, type Member } from '../../../scripts/cluster/cluster.ts';
import { buildWorld, createAccount, PASSWORD, type World } from './testing.ts';
import { addReport, publishVersion, sampleContent, withdraw } from './testing/publications.ts';

// Two api processes and a worker behind one address, as `npm run cluster` starts them, on one database and one folder
// of files. What one of them is told, the other knows.

let database: TestDatabase;
let folder: string;
let cluster: Cluster;
let db: Db;
let world: World;
let one: Member;
let other: Member;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-cluster-'));
  db = createDb(database.url, { poolSize: 4 });
  world = await buildWorld(db);
  cluster = await startCluster({
    ...{ dataDir: folder, database },
    entry: ['--import', 'tsx', path.resolve(import.meta.dirname, 'main.ts')],
    env: { ALLOW_LOSSY_DATABASE: '1', DB_CONNECTIONS: '3', DEMO: '0', ...BEYOND_RATES },
  });
  [one, other] = cluster.apis as [Member, Member];
}, 300_000);
afterAll(async () => {
  await cluster?.stop();
  if (db) await closeDb(db);
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const createPerson = async (role: 'office' | 'liaison', unitId: string) =>
  (await createAccount(db, { role, unitId, name: '多进程' })).username;

interface Asking {
  method?: string;
  cookie?: string;
  json?: unknown;
  form?: Record<string, string>;
  from?: string;
}

/** Asks one process, past the proxy, as the proxy would. */
function ask(member: Member, place: string, { method = 'GET', cookie = '', json, form, from }: Asking = {}) {
  const type = json ? { 'content-type': 'application/json' } : {};
  const body = json ? JSON.stringify(json) : form ? new URLSearchParams(form) : null;
  const headers = { cookie, 'x-forwarded-for': from ?? '192.0.2.1', 'x-forwarded-proto': 'https', ...type };
  return fetch(`${member.address}${place}`, { method, headers, body, redirect: 'manual' });
}

async function signIn(member: Member, username: string): Promise<string> {
  const answer = await ask(member, '/api/session', { method: 'POST', json: { username, password: PASSWORD } });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

/** Asks the one address, over TLS; answers the status and the page. */
function askAddress(place: string, cookie = ''): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { ca: readFileSync(cluster.ca), headers: { cookie }, agent: false };
    request(`${cluster.address}${place}`, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 20 });

describe('two api processes behind one address', () => {
  test('know each other’s sessions: a sign-out on one ends it on the other at once', async () => {
    const cookie = await signIn(one, await createPerson('office', world.officeUnitId));
    const throughProxy = await Promise.all(Array.from({ length: 6 }, () => askAddress('/api/session', cookie)));
    expect(throughProxy.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await ask(other, '/api/session', { cookie })).status).toBe(200);
    expect((await ask(one, '/api/session', { method: 'DELETE', cookie })).status).toBeLessThan(300);
    expect((await ask(other, '/api/session', { cookie })).status).toBe(401);
  });

  test('show a publication, its correction and its withdrawal on both, though both keep pages', async () => {
    const slug = '2024-many';
    const report = await addReport(db, world, slug);
    const everywhere = async () => {
      const direct = await Promise.all([one, other].map(async (each) => (await ask(each, `/reports/${slug}`)).text()));
      return [...direct, (await askAddress(`/reports/${slug}`)).text];
    };
    const expectEverywhere = (words: string) =>
      soon(async () => {
        for (const html of await everywhere()) expect(html).toContain(words);
      });
    await everywhere();
    await publishVersion(db, world, report, sampleContent({ words: '第一版的话。' }));
    await expectEverywhere('第一版的话');
    // Twice more, so that it comes from memory.
    await everywhere();
    await everywhere();
    await publishVersion(db, world, report, sampleContent({ words: '更正后的话。' }), new Date(), '更正一处');
    await expectEverywhere('更正后的话');
    await withdraw(db, report, '统计有误');
    await expectEverywhere('统计有误');
  });

  test('count one limit together', async () => {
    const from = '198.51.100.7';
    const look = (member: Member) =>
      ask(member, '/feedback', { method: 'POST', form: { receipt: 'NO-SUCH-NUMBER' }, from });
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1) statuses.push((await look(n % 2 === 0 ? one : other)).status);
    expect(statuses.filter((status) => status === 429)).toEqual([]);
    expect([(await look(one)).status, (await look(other)).status]).toEqual([429, 429]);
    const elsewhere = { method: 'POST', form: { receipt: 'NO-SUCH-NUMBER' }, from: '198.51.100.8' };
    expect((await ask(one, '/feedback', elsewhere)).status).not.toBe(429);
  });

  test('count failed sign-ins of one account together', async () => {
    const username = await createPerson('office', world.officeUnitId);
    const fail = (member: Member) =>
      ask(member, '/api/session', {
        method: 'POST',
        json: { username, password: 'wrong-password' },
        from: '203.0.113.9',
      });
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await fail(n % 2 === 0 ? one : other)).status);
    const firstRefused = statuses.indexOf(429);
    expect(firstRefused).toBeGreaterThan(1);
    // Once it waits, it waits at both.
    expect(statuses.slice(firstRefused)).toEqual(statuses.slice(firstRefused).map(() => 429));
  });

  test('read each other’s uploads', async () => {
    const dueOn = new Date('2099-07-31T00:00:00Z');
    const issue = await db.issue.create({
      data: {
        ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, dueOn, originalDueOn: dueOn },
        ...{ title: '档案管理不规范', text: '档案没有归档。', status: 'rectifying' },
      },
    });
    const cookie = await signIn(one, await createPerson('liaison', world.unitId));
    const content = Buffer.from('整改佐证：档案已归档。\n'.repeat(2_000));
    const body = new FormData();
    body.append('file', new Blob([content]), '归档说明.txt');
    const headers = { cookie, 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' };
    const sent = await fetch(`${one.address}/api/issues/${issue.id}/evidence`, { method: 'POST', headers, body });
    expect(sent.status).toBe(201);
    const { id } = (await sent.json()) as { id: string };
    const got = await ask(other, `/api/evidence/${id}/content`, { cookie });
    expect(got.status).toBe(200);
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(sha256(new Uint8Array(await got.arrayBuffer()))).toBe(sha256(content));
  });

  test('leave each job to one of several workers, which does it once', async () => {
    await cluster.add('worker');
    await db.auditEntry.create({
      data: {
        at: new Date(),
        actorName: '测试',
        requestId: 'test',
        action: 'signIn',
        objectKind: 'session',
        result: 'done',
      },
    });
    await withSession(database.url, async (session) => {
      await session.query(`SELECT graphile_worker.add_job('auditCheckpoint') FROM generate_series(1, 40)`);
      await vi.waitFor(
        async () => {
          const { rows } = await session.query<{ left: number }>(
            'SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE task_identifier = $1',
            ['auditCheckpoint'],
          );
          expect(rows[0]?.left).toBe(0);
        },
        { timeout: 60_000, interval: 100 },
      );
    });
    // Forty were asked for; the first signed where the trail stands, and the others found nothing new.
    expect(await db.auditCheckpoint.count()).toBe(1);
  }, 120_000);

  test('lose no request when one of them is told to stop', async () => {
    const cookie = await signIn(one, await createPerson('office', world.officeUnitId));
    const statuses: number[] = [];
    let isOver = false;
    const readers = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        statuses.push((await askAddress('/api/session', cookie)).status);
        // Together fewer than the proxy lets through from one address.
        await sleep(60);
      }
    });
    await vi.waitUntil(() => statuses.length > 20, 20_000);
    const stopping = other.stop();
    await vi.waitFor(async () => expect((await ask(other, '/readyz')).status).toBe(503), { interval: 20 });
    expect((await ask(one, '/readyz')).status).toBe(200);
    expect(await stopping).toBe(0);
    const whenGone = statuses.length;
    await vi.waitUntil(() => statuses.length > whenGone + 20, 20_000);
    isOver = true;
    await Promise.all(readers);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  }, 90_000);
});
