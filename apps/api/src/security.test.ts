import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import supertest from 'supertest';
import { Writable } from 'node:stream';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { publicSite } from './features/public/site.ts';
import { buildWorld, createTestApp, PASSWORD, type TestApp, type World } from './testing.ts';

// What security.md asks of every answer, as tables over the product behind TLS.

const ORIGIN = 'https://zg.test';
const AGENT = { Host: 'zg.test' };
let test: TestApp;
let world: World;
let server: Server;
let port: number;
const logged: string[] = [];

beforeAll(async () => {
  test = await createTestApp({ PUBLIC_URL: ORIGIN });
  const write = (chunk: unknown, _encoding: string, done: () => void) => {
    logged.push(String(chunk));
    done();
  };
  Object.assign(test.deps, { log: pino({ level: 'info' }, new Writable({ write })) });
  world = await buildWorld(test.db);
  // As the process does it: the public site first, then the application.
  const site = publicSite(test.deps);
  server = createServer((request, response) => {
    if (site.tryAnswer(request, response) === false) test.app(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await test.close();
});

const ask = (path: string) => supertest(server).get(path).set(AGENT);

/** A signed-in person's cookie; behind TLS no agent without TLS would send it. */
async function cookieOf(role: Parameters<TestApp['as']>[0], unitId: string) {
  const user = await test.as(role, unitId);
  const signedIn = await supertest(server)
    .post('/api/session')
    .set(AGENT)
    .send({ username: user.username, password: PASSWORD });
  const cookies = [signedIn.headers['set-cookie'] ?? []].flat().map((each) => String(each).split(';')[0]);
  return { ...user, cookie: cookies.join('; ') };
}

const PATHS = [
  '/',
  '/feed.xml',
  '/robots.txt',
  '/verify',
  '/feedback',
  '/nowhere',
  '/app',
  '/app/assets/none.js',
  '/api/session',
  '/api/docs',
  '/api/openapi.json',
  '/api/nothing',
  '/healthz',
  '/?font=l',
];

describe('headers', () => {
  it.each(PATHS)('%s has the headers of every answer', async (path) => {
    const { headers, text } = await ask(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors '(?:self|none)'/),
      'referrer-policy': expect.stringMatching(/^(?:no-referrer|same-origin|strict-origin.*)$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (text) expect(headers['content-type']).toMatch(/charset=utf-8|application\/(?:problem\+)?json/);
    for (const name of ['x-powered-by', 'server', 'x-aspnet-version']) expect(headers[name]).toBeUndefined();
  });

  it('every answer behind TLS asks for TLS', async () => {
    for (const path of PATHS) {
      const { headers } = await ask(path);
      const [, age] = /max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '') ?? [];
      expect(Number(age), path).toBeGreaterThanOrEqual(31_536_000);
      expect(headers['strict-transport-security'], path).toContain('includeSubDomains');
    }
  });

  it('no answer opens itself to another site', async () => {
    for (const path of PATHS) {
      const { headers } = await ask(path).set('Origin', 'https://evil.test');
      expect(
        Object.keys(headers).filter((name) => name.startsWith('access-control')),
        path,
      ).toEqual([]);
    }
  });

  it('every cookie behind TLS has the prefix and Secure', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const signIn = supertest(server).post('/api/session').set(AGENT).send({ username, password: PASSWORD });
    const answers = [await signIn, await ask('/?font=l')];
    const cookies = answers.flatMap(({ headers }) => [headers['set-cookie'] ?? []].flat().map(String));
    expect(cookies.length).toBeGreaterThanOrEqual(3);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-[^;]+;.*Path=\/;?.*Secure/i);
      expect(cookie).toMatch(/SameSite=(?:Strict|Lax)/i);
      expect(cookie.length).toBeLessThan(4_096);
    }
  });
});

describe('what is asked', () => {
  it.each([
    '/.git/config',
    '/.env',
    '/package.json',
    '/app/..%2f..%2fpackage.json',
    '/app/assets/',
    '/app/assets/..%2findex.html',
    '/data/',
    '/files/',
    '/app/.env',
    '/src/main.ts',
    '/api/session/x.css',
    '/metrics.bak',
  ])('%s is not served', async (path) => {
    const { status, headers, text } = await ask(path);
    expect(status, text.slice(0, 80)).toBe(404);
    expect(headers['cache-control'] ?? 'no-store').toMatch(/no-store|no-cache/);
  });

  it('no method but those of the contract is answered', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'PUT', 'DELETE'])
      for (const path of ['/', '/api/session/options', '/api/issues', '/app']) {
        const status = await new Promise<number>((resolve, reject) => {
          const headers = { Host: 'zg.test', 'X-Secret': 'echo' };
          const asking = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
            answer.resume();
            resolve(answer.statusCode ?? 0);
          });
          asking.once('error', reject).end();
        });
        expect([400, 404, 405, 501], `${method} ${path} ${status}`).toContain(status);
      }
  });

  it('a form of another site writes nothing', async () => {
    const { cookie } = await cookieOf('office', world.officeUnitId);
    const foreign = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.test' },
      { Origin: 'null' },
    ];
    const writing = Object.values(endpoints as Record<string, EndpointSpec>).filter(({ method }) => method !== 'GET');
    for (const { method, path } of writing)
      for (const headers of foreign) {
        const call = supertest(server)[method.toLowerCase() as 'post'](path.replaceAll(/:\w+/g, world.unitId));
        const answer = await call
          .set({ ...AGENT, Cookie: cookie, 'Content-Type': 'text/plain', ...headers })
          .send('{}');
        expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, 'forbidden']);
      }
    await supertest(server)
      .get('/api/session')
      .set({ ...AGENT, Cookie: cookie })
      .expect(200);
  });

  it('a body with a field more is refused', async () => {
    const { cookie } = await cookieOf('office', world.officeUnitId);
    for (const extra of ['"role":"sys_admin"', '"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"x":1}}']) {
      const answer = await supertest(server)
        .post(`/api/inspections/${world.inspectionId}/issues`)
        .set({ ...AGENT, Cookie: cookie, 'Content-Type': 'application/json' })
        .send(`{"title":"甲","text":"甲。",${extra}}`);
      expect(answer.status, extra).toBe(400);
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it('a repeated query part is refused', async () => {
    const { cookie } = await cookieOf('office', world.officeUnitId);
    for (const query of ['status=draft&status=closed', 'limit=1&limit=2', 'q=a&q=b', 'q[x]=1']) {
      const { status } = await ask(`/api/issues?${query}`).set('Cookie', cookie);
      // A part that no schema knows is as if it were not there.
      expect(query.includes('[') ? 200 : 400, query).toBe(status);
    }
  });

  it('no operation takes a secret in its address', () => {
    const named = Object.entries(endpoints as Record<string, EndpointSpec>).filter(([, { path, query }]) => {
      const shape = (query as { shape?: object } | undefined)?.shape ?? {};
      const parts = [...path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));
      return [...parts, ...Object.keys(shape)].some((name) => /password|token|secret|receipt|code$/i.test(name));
    });
    expect(named.map(([name]) => name)).toEqual([]);
  });

  it('a forged address is not believed', async () => {
    const { username } = await test.as('liaison', world.unitId);
    await supertest(server)
      .post('/api/session')
      .set({ ...AGENT, 'X-Forwarded-For': '203.0.113.9', 'X-Real-IP': '203.0.113.9', Forwarded: 'for=203.0.113.9' })
      .send({ username, password: 'wrong' });
    const entry = await test.db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(entry.ip).toMatch(/127\.0\.0\.1/);
  });
});

describe('what is answered', () => {
  it('an undeclared field does not leave the server', async () => {
    const { cookie } = await cookieOf('sys_admin', world.officeUnitId);
    const { body } = await ask('/api/accounts').set('Cookie', cookie).expect(200);
    expect(body.items.length).toBeGreaterThan(0);
    for (const account of body.items)
      for (const name of ['email', 'createdAt', 'passwordChangedAt', 'displayUsername'])
        expect(account).not.toHaveProperty(name);
  });

  it('a download is an attachment that no browser runs', async () => {
    const liaison = await cookieOf('liaison', world.unitId);
    const { id } = await test.db.issue.create({
      data: {
        inspectionId: world.inspectionId,
        leadUnitId: world.unitId,
        position: 1,
        title: '甲',
        text: '甲。',
        status: 'rectifying',
      },
    });
    const { version } = await test.db.issue.findUniqueOrThrow({ where: { id } });
    const name = '名"\r\nX-Evil: 1<b>.txt';
    const uploaded = await supertest(server)
      .post(`/api/issues/${id}/evidence`)
      .set({ ...AGENT, Cookie: liaison.cookie })
      .field('version', String(version))
      .attach('file', Buffer.from('<script>alert(1)</script>'), { filename: name, contentType: 'text/html' });
    expect(uploaded.status, uploaded.text).toBeLessThan(300);
    const { id: fileId } = await test.db.evidence.findFirstOrThrow({ where: { issueId: id } });
    const { headers } = await ask(`/api/evidence/${fileId}/content`).set('Cookie', liaison.cookie).expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment;.*filename\*=UTF-8''[^<>"]+$/);
    expect(headers['x-evil']).toBeUndefined();
    expect(headers['content-type']).not.toContain('html');
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('an unexpected failure tells nothing of itself', async () => {
    const { cookie } = await cookieOf('office', world.officeUnitId);
    const find = test.db.unit.findMany;
    Object.defineProperty(test.db.unit, 'findMany', {
      configurable: true,
      value: () => Promise.reject(new Error('SELECT secret_column FROM unit')),
    });
    const { status, text, body } = await ask('/api/units').set('Cookie', cookie);
    Object.defineProperty(test.db.unit, 'findMany', { configurable: true, value: find });
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(text).not.toMatch(/secret_column|Error|\bat \/|node_modules|prisma/i);
    const line = logged.find((each) => each.includes('secret_column'));
    expect(line).toContain(body.requestId);
    expect(line?.trim().split('\n')).toHaveLength(1);
  });
});
