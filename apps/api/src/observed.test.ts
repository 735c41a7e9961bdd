import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withSession } from '@rectify/db';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from './env.ts';
import { createLog, tellError } from './log.ts';
import { openDeps, serve, type Running } from './server.ts';
import { buildWorld, createAccount, PASSWORD } from './testing.ts';
import { addReport, publishVersion, sampleContent } from './testing/publications.ts';

// What the log and the figures hold of requests of every kind, each of which carries words that nobody else may read.

const CANARY = 'kingfisher7731';
const NAME = `翠鸟${CANARY}`;
const lines: string[] = [];
let database: TestDatabase;
let folder: string;
let running: Running;
let cookie = '';
let issueId = '';

const address = () => `http://127.0.0.1:${running.port}`;
const owner = (sql: string) => withSession(database.ownerUrl, (session) => session.query(sql));
const HEADERS = {
  'user-agent': CANARY,
  referer: `http://x/${CANARY}`,
  'x-forwarded-for': CANARY,
  'x-request-id': CANARY,
};

const ask = (place: string, more: RequestInit = {}) =>
  fetch(`${address()}${place}`, {
    redirect: 'manual',
    ...more,
    headers: { ...HEADERS, cookie, ...(more.headers as Record<string, string>) },
  });
const send = (place: string, body: unknown, method = 'POST') =>
  ask(place, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-observed-'));
  const settings = readSettings({
    ...{
      NODE_ENV: 'test',
      PORT: '0',
      METRICS_PORT: '0',
      DATA_DIR: folder,
      ALLOW_LOSSY_DATABASE: '1',
      LOG_LEVEL: 'debug',
    },
    ...BEYOND_RATES,
    ...{ DATABASE_URL: database.url, MIGRATION_DATABASE_URL: database.ownerUrl },
  });
  const opened = await openDeps(settings);
  const log = createLog({ LOG_LEVEL: 'debug' }, { write: (line) => void lines.push(line) });
  running = await serve({ ...opened, deps: { ...opened.deps, log } });
  const { db } = running.deps;
  const world = await buildWorld(db);
  const report = await addReport(db, world, `2024-${CANARY}`);
  await publishVersion(db, world, report, sampleContent({ words: CANARY }));
  const dueOn = new Date('2099-07-31T00:00:00Z');
  const issue = await db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, dueOn, originalDueOn: dueOn },
      ...{ title: NAME, text: NAME, status: 'rectifying' },
    },
  });
  issueId = issue.id;
  const { username } = await createAccount(db, { role: 'liaison', unitId: world.unitId, name: NAME });
  const signedIn = await send('/api/session', { username, password: PASSWORD });
  cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}, 120_000);
afterAll(async () => {
  await running?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function askEverything(): Promise<void> {
  await ask(`/?q=${CANARY}`);
  for (let n = 0; n < 3; n += 1) await ask(`/reports/2024-${CANARY}`);
  await ask(`/reports/${CANARY}`);
  await ask(`/${CANARY}`);
  await ask(`/api/${CANARY}?q=${CANARY}`);
  await ask(`/app/${CANARY}`);
  await ask(`/api/issues?search=${CANARY}`);
  await ask(`/api/issues/${CANARY}`);
  await ask(`/api/issues/${issueId}`);
  await send('/api/session', { username: CANARY, password: CANARY });
  await send(`/api/issues/${issueId}/comments`, { text: NAME });
  await send('/api/units', { name: NAME });
  await ask('/api/session', {
    method: 'POST',
    body: `{"username":"${CANARY}`,
    headers: { 'content-type': 'application/json' },
  });
  const form = new FormData();
  form.append('file', new Blob([NAME]), `${CANARY}.txt`);
  await ask(`/api/issues/${issueId}/evidence`, { method: 'POST', body: form });
  const fields = new URLSearchParams({ text: NAME, name: NAME, contact: CANARY, receipt: CANARY });
  await ask(`/reports/2024-${CANARY}/feedback`, { method: 'POST', body: fields });
  await ask('/feedback', { method: 'POST', body: fields });
  await ask('/csp-reports', {
    method: 'POST',
    body: JSON.stringify({
      'csp-report': {
        'effective-directive': 'img-src',
        'blocked-uri': `https://${CANARY}.example/${CANARY}`,
        ...{ 'document-uri': `${address()}/app/${CANARY}`, 'script-sample': CANARY, referrer: CANARY },
      },
    }),
    headers: { 'content-type': 'application/csp-report' },
  });
}

/** What nobody expects: a table that is gone under a request and under a job. */
async function breakThings(): Promise<void> {
  await owner('ALTER TABLE issue RENAME TO issue_gone');
  try {
    expect((await ask(`/api/issues?search=${CANARY}`)).status).toBe(500);
  } finally {
    await owner('ALTER TABLE issue_gone RENAME TO issue');
  }
  await withSession(database.url, (session) =>
    session.query(`SELECT graphile_worker.add_job('publishReport', '{"reportId":"${CANARY}"}', max_attempts => 1)`),
  );
  await vi.waitFor(() => expect(lines.some((line) => line.includes('a job or the queue failed'))).toBe(true), {
    timeout: 15_000,
  });
}

describe('the log', () => {
  beforeAll(async () => {
    await askEverything();
    await breakThings();
  }, 60_000);

  test('holds nothing of what people send, search for, are called or hold', () => {
    const token = cookie.split('=')[1] ?? '';
    const all = lines.join('');
    expect(lines.length).toBeGreaterThan(20);
    expect(token.length).toBeGreaterThan(20);
    for (const word of [CANARY, '翠鸟', token, PASSWORD, '127.0.0.1', issueId])
      expect(all, `${word} is in the log`).not.toContain(word);
  });

  test('has one line a request: number, method, template, status, milliseconds', async () => {
    const known = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'request');
    expect(Object.keys(known[0] ?? {}).sort()).toEqual(
      ['level', 'method', 'ms', 'msg', 'pid', 'requestId', 'route', 'status', 'time'].sort(),
    );
    const seen = new Set(
      known.map(({ method, route, status }) => `${String(method)} ${String(route)} ${String(status)}`),
    );
    for (const line of [
      'GET / 200',
      'GET /reports/:slug 200',
      'GET /reports/:slug 404',
      'GET * 404',
      'GET /api/* 404',
      'GET /api/issues/:id 200',
      'POST /api/session 400',
      'POST /csp-reports 204',
      'POST /api/issues/:id/evidence 201',
      'GET /api/issues 500',
    ])
      expect([...seen]).toContain(line);
  });

  test('has one line for what a browser refused, of words that are known beforehand', () => {
    const told = lines.map((line) => JSON.parse(line)).find(({ msg }) => String(msg).includes('security policy'));
    expect(told).toMatchObject({ directive: 'img-src', blocked: 'elsewhere', room: '/app/*' });
  });

  test('tells of a failure its kind and place under the number that the answer bears', async () => {
    const failure = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'unexpected failure');
    expect(failure).toMatchObject({
      err: { type: expect.any(String), stack: expect.arrayContaining([expect.stringMatching(/^at /)]) },
    });
    expect(lines.filter((line) => line.includes(failure.requestId)).length).toBe(2);
  });

  test('takes the words of an error only where they are the program’s own', () => {
    expect(tellError(new TypeError('x is not a function'))).toMatchObject({ message: 'x is not a function' });
    expect(tellError(new SyntaxError(`Unexpected token in ${CANARY}`))).not.toHaveProperty('message');
    const told = JSON.stringify(tellError(new Error(CANARY, { cause: new Error(CANARY) })));
    expect(told).not.toContain(CANARY);
  });
});

describe('the figures', () => {
  test('name templates and counts, and nothing that could name a person or a thing', async () => {
    await askEverything();
    const text = await (await fetch(`http://127.0.0.1:${running.metricsPort}/metrics`)).text();
    for (const word of [CANARY, '翠鸟', issueId]) expect(text).not.toContain(word);
    const valueOf = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    const requests = (labels: string) => valueOf(`rectify_http_requests_total{${labels}}`);
    expect(requests('method="GET",route="/reports/:slug",status="200"')).toBeGreaterThanOrEqual(3);
    expect(requests('method="GET",route="/api/issues/:id",status="200"')).toBeGreaterThanOrEqual(1);
    expect(valueOf('rectify_public_answers{from="memory"}')).toBeGreaterThanOrEqual(2);
    expect(valueOf('rectify_public_answers{from="made"}')).toBeGreaterThanOrEqual(2);
    expect(valueOf('rectify_audit_entries')).toBeGreaterThanOrEqual(2);
    expect(valueOf('rectify_csp_violations{directive="img-src"}')).toBeGreaterThanOrEqual(1);
    expect(valueOf('rectify_database_up')).toBe(1);
    expect(valueOf('rectify_database_connections{state="idle"}')).toBeGreaterThanOrEqual(1);
    expect(valueOf('rectify_jobs{state="failed"}')).toBeGreaterThanOrEqual(1);
    expect(valueOf('rectify_jobs_total{task="publishReport",result="failed"}')).toBe(1);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  test('are not on the port that people reach', async () => {
    expect((await fetch(`${address()}/metrics`)).status).toBe(404);
  });
});
