import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serve, type Running } from './server.ts';
import { buildWorld, createTestApp, NOW, PASSWORD, type TestApp, type World } from './testing.ts';

// How much one account and one address may ask for in a minute, through two whole servers on one database. They stand
// behind a proxy, so that a request can come from any address.

const ACCOUNT = 200;
const ADDRESS = 400;
/** Of either, what one process may count before it tells the others. */
const PART = 20;

let test: TestApp;
let world: World;
let one: Running;
let other: Running;
let minutes = 0;

async function start(extra: Record<string, string> = {}): Promise<Running> {
  const given = { RATE_ACCOUNT: String(ACCOUNT), RATE_ADDRESS: String(ADDRESS), ...extra };
  const rates = { RATE_ACCOUNT: Number(given.RATE_ACCOUNT), RATE_ADDRESS: Number(given.RATE_ADDRESS) };
  const settings = { ...test.deps.settings, PORT: 0, ROLE: 'api' as const, TRUST_PROXY: 1, ...rates };
  return serve({ deps: { ...test.deps, settings }, migrated: [], close: async () => undefined });
}

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  [one, other] = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()]);
  await test?.close();
});

/** A minute in which nobody has asked for anything. */
const nextMinute = () => test.setNow(new Date(NOW.getTime() + (minutes += 1) * 60_000));
beforeEach(nextMinute);

interface Asking {
  cookie?: string;
  from?: string;
  method?: string;
  body?: unknown;
}

function ask(
  { port }: Running,
  place: string,
  { cookie = '', from = '192.0.2.1', method = 'GET', body }: Asking = {},
): Promise<Response> {
  const headers = { cookie, 'x-forwarded-for': from, ...(body ? { 'content-type': 'application/json' } : {}) };
  const sent = body ? JSON.stringify(body) : null;
  return fetch(`http://127.0.0.1:${port}${place}`, { method, headers, body: sent, redirect: 'manual' });
}

/** So many requests, a few at a time; answers their statuses. */
async function askOften(running: Running, times: number, place: string, asking: Asking): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 10) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(10, times - n) }, () => ask(running, place, asking)),
    );
    for (const answer of answers) {
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
  }
  return statuses;
}

async function signIn(): Promise<string> {
  const { username } = await test.as('office', world.officeUnitId, '频次');
  const body = { username, password: PASSWORD };
  const answer = await ask(one, '/api/session', { method: 'POST', body, from: '203.0.113.1' });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

const SESSION = '/api/session';
/** A page that is made anew for everyone who asks. */
const UNKEPT = '/nowhere';
const count = (statuses: number[], status: number) => statuses.filter((each) => each === status).length;
let networks = 0;
/** An address of a network that nobody has asked from. */
const newAddress = () => `198.51.100.${(networks += 1)}`;

/** That both refuse after a few requests more; each, counting alone, would take half of the limit more. */
async function expectRefusedSoon(place: string, asking: Asking, limit: number): Promise<void> {
  for (const each of [one, other]) {
    let asked = 0;
    await vi.waitFor(
      async () => {
        asked += 1;
        expect((await ask(each, place, asking)).status).toBe(429);
      },
      { timeout: 10_000, interval: 20 },
    );
    expect(asked).toBeLessThan(limit / 4);
  }
}

describe('an account', () => {
  it('is told to wait once it has asked for too much, with the time left, and goes on in the next minute', async () => {
    const cookie = await signIn();
    const statuses = await askOften(one, ACCOUNT + 20, SESSION, { cookie });
    expect([count(statuses, 200), count(statuses, 429)]).toEqual([ACCOUNT, 20]);
    const refused = await ask(one, SESSION, { cookie });
    test.setNow(new Date(test.deps.now().getTime() + 15_000));
    const later = await ask(one, SESSION, { cookie });
    expect([refused.headers.get('retry-after'), later.headers.get('retry-after')]).toEqual(['60', '45']);
    expect(await later.json()).toMatchObject({
      ...{ type: 'urn:rectify:problem:too_many', status: 429 },
      detail: '您这一分钟里的操作太多，这一次没有办理。请过 45 秒再试；您填写的内容还在。',
    });
    nextMinute();
    expect((await ask(one, SESSION, { cookie })).status).toBe(200);
  });

  it('is counted once over all processes', async () => {
    const cookie = await signIn();
    const half = await Promise.all([one, other].map((each) => askOften(each, ACCOUNT / 2, SESSION, { cookie })));
    expect(count(half.flat(), 200)).toBe(ACCOUNT);
    await expectRefusedSoon(SESSION, { cookie }, ACCOUNT);
  });

  it('that asks for too much keeps nobody else waiting, of the same address neither', async () => {
    const [eager, calm] = [await signIn(), await signIn()];
    const from = newAddress();
    expect(count(await askOften(one, ACCOUNT + 10, SESSION, { cookie: eager, from }), 429)).toBe(10);
    expect((await ask(one, SESSION, { cookie: calm, from })).status).toBe(200);
  });

  it('uses up more by what is written and by files that are made', async () => {
    const writer = await signIn();
    // Refused for what it says, and counted all the same.
    const writes = { cookie: writer, method: 'POST', body: {} };
    const written = await askOften(one, ACCOUNT / 5 + 5, '/api/programmes', writes);
    expect(count(written, 429)).toBe(5);
    const reader = await signIn();
    const files = await askOften(one, ACCOUNT / 20 + 5, '/api/issues/export?status=none', { cookie: reader });
    expect(count(files, 429)).toBe(5);
  });
});

describe('an address', () => {
  it('is told to wait on a page for readers and by a problem for programs, and nobody else is', async () => {
    const from = newAddress();
    const statuses = await askOften(one, ADDRESS + 10, UNKEPT, { from });
    expect([count(statuses, 404), count(statuses, 429)]).toEqual([ADDRESS, 10]);
    const page = await ask(one, UNKEPT, { from });
    expect([page.status, page.headers.get('content-type'), page.headers.get('retry-after')]).toEqual([
      429,
      'text/html; charset=utf-8',
      '60',
    ]);
    expect(await page.text()).toContain('您所在网络这一分钟里的访问太多，这一次没有打开。请过 60 秒再试。');
    const problem = await ask(one, SESSION, { from });
    expect([problem.status, problem.headers.get('content-type')]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await ask(one, UNKEPT, { from: newAddress() })).status).toBe(404);
    nextMinute();
    expect((await ask(one, UNKEPT, { from })).status).toBe(404);
  });

  it('is not counted for pages that are kept in memory, and is answered these when it has asked for too much', async () => {
    const from = newAddress();
    expect((await ask(one, '/', { from })).status).toBe(200);
    expect(count(await askOften(one, ADDRESS + 10, '/', { from }), 200)).toBe(ADDRESS + 10);
    await askOften(one, ADDRESS + 10, UNKEPT, { from });
    expect((await ask(one, UNKEPT, { from })).status).toBe(429);
    expect((await ask(one, '/', { from })).status).toBe(200);
  });

  it('is counted once over all processes', async () => {
    const from = newAddress();
    await Promise.all([one, other].map((each) => askOften(each, ADDRESS / 2, UNKEPT, { from })));
    await expectRefusedSoon(UNKEPT, { from }, ADDRESS);
  });

  it('of IPv6 is its network', async () => {
    for (const machine of ['::1', '::2']) await askOften(one, ADDRESS / 2, UNKEPT, { from: `2001:db8:7:7${machine}` });
    expect((await ask(one, UNKEPT, { from: '2001:db8:7:7:ffff::3' })).status).toBe(429);
    expect((await ask(one, UNKEPT, { from: '2001:db8:7:8::1' })).status).toBe(404);
  });

  it('is not counted where it fetches the program’s own files, nor where somebody asks whether it lives', async () => {
    const from = newAddress();
    await askOften(one, ADDRESS, '/app/assets/none.js', { from });
    await askOften(one, 10, '/readyz', { from });
    expect((await ask(one, UNKEPT, { from })).status).toBe(404);
    await askOften(one, ADDRESS, UNKEPT, { from });
    expect((await ask(one, '/app/assets/none.js', { from })).status).toBe(404);
    expect((await ask(one, '/readyz', { from })).status).toBe(200);
  });
});

it('who asks for little is never written down', async () => {
  await test.db.$executeRaw`DELETE FROM rate_limit`;
  await askOften(one, ADDRESS / PART - 1, UNKEPT, { from: newAddress() });
  expect(await test.db.$queryRaw`SELECT key FROM rate_limit`).toEqual([]);
});

it('a limit of 0 counts nobody', async () => {
  const free = await start({ RATE_ACCOUNT: '0', RATE_ADDRESS: '0' });
  try {
    const cookie = await signIn();
    const statuses = await askOften(free, ADDRESS + 10, SESSION, { cookie, from: newAddress() });
    expect(count(statuses, 200)).toBe(ADDRESS + 10);
  } finally {
    await free.stop();
  }
});
