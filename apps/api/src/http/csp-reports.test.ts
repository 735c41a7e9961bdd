import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../testing.ts';
import { violationsSince } from './csp-reports.ts';

let test: TestApp;
let minutes = 0;

beforeAll(async () => {
  test = await createTestApp({ TRUST_PROXY: '1', PUBLIC_URL: 'http://zg.example.gov.cn' });
});
afterAll(() => test.close());

const OLD = 'application/csp-report';
const PRESENT = 'application/reports+json';
const send = (type: string, body: unknown, address = '10.0.0.1') =>
  supertest(test.app)
    .post('/csp-reports')
    .set('Content-Type', type)
    .set('X-Forwarded-For', address)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
/** Lets the counts of the minute before be forgotten. */
const turn = () => test.setNow(new Date(NOW.getTime() + (minutes += 1) * 60_000));

/** All that a line may hold. */
const line = (directive: string, blocked: string, room: string) => ({
  ...{ directive, blocked, room },
  requestId: expect.any(String),
});

async function told(type: string, body: unknown) {
  turn();
  const warn = vi.spyOn(test.deps.log, 'warn').mockImplementation(() => undefined);
  await send(type, body).expect(204);
  const lines: unknown[] = warn.mock.calls.map(([first]) => first);
  warn.mockRestore();
  return lines;
}

const single = (blocked: string, directive = 'style-src-elem', page = 'http://zg.example.gov.cn/app/issues') => ({
  'csp-report': { 'document-uri': page, 'violated-directive': directive, 'blocked-uri': blocked, 'status-code': 200 },
});

describe('what a browser refused', () => {
  it.each([
    ['inline', 'inline'],
    ['', 'inline'],
    ['eval', 'eval'],
    ['data', 'data'],
    ['blob:http://zg.example.gov.cn/1', 'own'],
    ['http://zg.example.gov.cn/x.js', 'own'],
    ['https://elsewhere.example/x.js?name=张三', 'elsewhere'],
    ['chrome-extension://abcdef/x.js', 'extension'],
    ['gopher://x', 'other'],
    ['张三', 'other'],
  ])('%s is told as %s, without an address', async (blocked, kind) => {
    expect(await told(OLD, single(blocked))).toEqual([line('style-src-elem', kind, '/app/*')]);
  });

  it('is taken in the present form too, several at once, and nothing else of what browsers report', async () => {
    const each = (effectiveDirective: string, documentURL: string) => ({
      type: 'csp-violation',
      age: 10,
      body: { effectiveDirective, documentURL, blockedURL: 'inline', disposition: 'enforce', sample: '张三' },
    });
    const lines = await told(PRESENT, [
      each('script-src-elem', 'http://zg.example.gov.cn/reports/a'),
      { type: 'deprecation', body: { id: 'x' } },
      each('made-up 张三', 'not an address'),
      ...Array.from({ length: 20 }, () => each('img-src', 'http://zg.example.gov.cn/api/docs')),
    ]);
    expect(lines).toHaveLength(10);
    expect(lines.slice(0, 3)).toEqual([
      line('script-src-elem', 'inline', '*'),
      line('other', 'inline', '*'),
      line('img-src', 'inline', '/api/*'),
    ]);
  });

  it('is counted by directive, and leaves nothing in the database', async () => {
    const before = violationsSince(test.deps.settings).get('font-src') ?? 0;
    const entries = await test.db.auditEntry.count();
    await told(OLD, single('inline', "font-src 'self'"));
    expect(violationsSince(test.deps.settings).get('font-src')).toBe(before + 1);
    expect(await test.db.auditEntry.count()).toBe(entries);
    expect(await test.db.$queryRaw`SELECT * FROM rate_limit`).toEqual([]);
  });
});

describe('what is no report', () => {
  it.each<[string, number, string, unknown]>([
    ['another type', 415, 'application/json', single('inline')],
    ['text', 415, 'text/plain', 'x'],
    ['no JSON', 400, OLD, '{"csp-report":'],
    ['an empty object', 400, OLD, {}],
    ['a number inside', 400, OLD, { 'csp-report': 7 }],
    ['a list of nothing known', 204, PRESENT, [{ type: 'intervention', body: null }]],
    ['a list of numbers', 400, PRESENT, [1, 2]],
    ['a key twice', 400, OLD, '{"csp-report":{},"csp-report":{}}'],
    ['a prototype', 400, OLD, '{"__proto__":{},"csp-report":{}}'],
    ['a depth', 400, OLD, '['.repeat(100) + ']'.repeat(100)],
    ['too much', 413, OLD, single('x'.repeat(20_000))],
    ['NUL and halves of characters', 204, OLD, String.raw`{"csp-report":{"blocked-uri":"\u0000\ud800"}}`],
  ])('%s is answered %i', async (_what, status, type, body) => {
    turn();
    await send(type, body).expect(status);
  });

  it('is at no other method', async () => {
    await supertest(test.app).get('/csp-reports').expect(404);
  });
});

describe('too many reports', () => {
  it('of one network are not taken, those of another are', async () => {
    turn();
    for (let n = 0; n < 20; n += 1) await send(OLD, single('inline'), '10.0.0.2').expect(204);
    const refused = await send(OLD, single('inline'), '10.0.0.2').expect(429);
    expect(refused.headers['retry-after']).toBe('60');
    await send(OLD, single('inline'), '10.0.0.3').expect(204);
    turn();
    await send(OLD, single('inline'), '10.0.0.2').expect(204);
  });

  it('of all together fill no log', async () => {
    turn();
    const statuses: number[] = [];
    for (let n = 0; n < 210; n += 1) statuses.push((await send(OLD, single('inline'), `10.1.${n}.1`)).status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(200);
    expect(statuses.slice(200)).toEqual(Array.from({ length: 10 }, () => 429));
  });

  it('that tell of several refusals each fill none either, yet all are counted', async () => {
    const before = violationsSince(test.deps.settings).get('media-src') ?? 0;
    const each = { type: 'csp-violation', body: { effectiveDirective: 'media-src', documentURL: '', blockedURL: '' } };
    const ten = Array.from({ length: 10 }, () => each);
    turn();
    const warn = vi.spyOn(test.deps.log, 'warn').mockImplementation(() => undefined);
    for (let n = 0; n < 22; n += 1) await send(PRESENT, ten, `10.2.${n}.1`).expect(204);
    expect(warn.mock.calls).toHaveLength(200);
    turn();
    await send(PRESENT, ten, '10.2.0.1').expect(204);
    expect(warn.mock.calls).toHaveLength(210);
    warn.mockRestore();
    expect(violationsSince(test.deps.settings).get('media-src')).toBe(before + 230);
  });
});
