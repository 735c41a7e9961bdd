import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { publicSite } from '../features/public/site.ts';
import { buildWorld, createTestApp, type TestApp } from '../testing.ts';
import { PDF } from '../testing/images.ts';
import { addReport, publishVersion, sampleContent } from '../testing/publications.ts';
import { guardedServer } from './guarded-server.tsx';
import { createHealth } from './health.ts';
import { DATA_CSP, PREVIEW_CSP, PUBLIC_CSP, SECURITY_HEADERS } from './security-headers.ts';
import { answerUnavailable } from './unavailable.tsx';

// One answer of every kind that the product gives, from the bytes on the wire.

let test: TestApp;
let server: Server;
let port: number;
let cookie: string;
const ids: Record<string, string> = {};

async function fill(): Promise<void> {
  const world = await buildWorld(test.db);
  const report = await addReport(test.db, world, '2024-heads');
  await publishVersion(test.db, world, report, sampleContent());
  const user = await test.db.user.create({
    data: {
      ...{ name: '甲', username: 'jia', email: 'jia@rectify.invalid', role: 'office', mustChangePassword: false },
      unitId: world.officeUnitId,
    },
  });
  const token = randomBytes(16).toString('hex');
  const hash = createHash('sha256').update(token).digest('hex');
  await test.db.session.create({
    data: { userId: user.id, token: hash, expiresAt: new Date(Date.now() + 600_000) },
  });
  cookie = `__Host-rectify-session=${token}`;
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, number: 1, status: 'rectifying' },
      ...{ title: '档案管理不规范', text: '档案没有归档。' },
    },
  });
  const file = await test.deps.files.put(Readable.from([PDF]));
  const evidence = await test.db.evidence.create({
    data: {
      ...{ issueId: issue.id, fileName: '材料.pdf', mediaType: 'application/pdf', ...file },
      ...{ uploadedBy: user.id, uploadedAt: test.deps.now() },
    },
  });
  const draft = await ask('POST', '/api/reports', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind: 'final', inspectionId: world.inspectionId }),
  });
  Object.assign(ids, { evidence: evidence.id, report: (JSON.parse(draft.body) as { id: string }).id });
}

beforeAll(async () => {
  test = await createTestApp({ PUBLIC_URL: 'https://zg.example.gov.cn' });
  const web = path.join(test.deps.settings.DATA_DIR, 'web');
  await mkdir(path.join(web, 'assets'), { recursive: true });
  await writeFile(path.join(web, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(path.join(web, 'assets', 'a.js'), '0');
  const site = publicSite(test.deps);
  const app = createApp(test.deps, web, site);
  const tellHealth = createHealth(test.deps, {
    ...{ isStopping: () => false, watch: { isUp: () => true }, standing: async () => 'same' as const },
  });
  server = guardedServer(test.deps.settings, (request, response) => {
    if (tellHealth(request, response)) return;
    if (request.url?.endsWith('/away')) return answerUnavailable(request, response, test.deps);
    if (site.tryAnswer(request, response) === false) app(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  await fill();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await test.close();
});

interface Answer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** Sends the very bytes, so that requests can be sent that no client would make. */
function send(bytes: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = Buffer.concat(pieces).toString('utf8').split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      });
      const names = headers.map(([name]) => name);
      expect(names, 'a header is there twice').toEqual([...new Set(names)]);
      resolve({ status: Number(first.split(' ')[1]), headers: new Map(headers), body: rest.join('\r\n\r\n') });
    });
  });
}

function ask(method: string, place: string, { headers = {}, body = '' }: { headers?: object; body?: string } = {}) {
  const all = { Host: 'zg.example.gov.cn', Cookie: cookie, Connection: 'close', ...headers };
  const lines = Object.entries({ ...all, 'Content-Length': Buffer.byteLength(body) }).map(
    ([name, v]) => `${name}: ${v}`,
  );
  const bare = body.startsWith('{') ? body : '';
  return send(`${method} ${place} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${bare}`);
}

const STAFF =
  /^default-src 'none'; base-uri 'none'; form-action 'self'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{20,}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self' blob:; frame-ancestors 'none'; report-uri \/csp-reports; report-to csp$/;

type Row = [what: string, status: number, csp: string | RegExp, request: () => Promise<Answer>];

const ROWS: Row[] = [
  ['the staff application', 200, STAFF, () => ask('GET', '/app/issues')],
  ['a file of it', 200, DATA_CSP, () => ask('GET', '/app/assets/a.js')],
  ['a file that it does not have', 404, DATA_CSP, () => ask('GET', '/app/assets/b.js')],
  ['data', 200, DATA_CSP, () => ask('GET', '/api/session')],
  ['a change', 400, DATA_CSP, () => ask('POST', '/api/reports', { headers: JSON_HEAD, body: '{}' })],
  ['no session', 401, DATA_CSP, () => ask('GET', '/api/issues', { headers: { Cookie: '' } })],
  ['another site', 403, DATA_CSP, () => ask('POST', '/api/session', { headers: { 'Sec-Fetch-Site': 'cross-site' } })],
  ['a report of a refusal', 204, DATA_CSP, () => ask('POST', '/csp-reports', { headers: CSP_HEAD, body: REFUSED })],
  ['no report at all', 400, DATA_CSP, () => ask('POST', '/csp-reports', { headers: CSP_HEAD, body: '{}' })],
  ['no such operation', 404, DATA_CSP, () => ask('GET', '/api/none')],
  ['a body too large', 413, DATA_CSP, () => ask('POST', '/api/session', { headers: JSON_HEAD, body: LARGE })],
  ['the description of the API', 200, PUBLIC_CSP, () => ask('GET', '/api/docs')],
  ['the same for machines', 200, DATA_CSP, () => ask('GET', '/api/openapi.json')],
  ['a download', 200, DATA_CSP, () => ask('GET', `/api/evidence/${ids['evidence']}/content`)],
  ['a preview of a file', 200, DATA_CSP, () => ask('GET', `/api/evidence/${ids['evidence']}/preview`)],
  ['a preview of a report', 200, PREVIEW_CSP, () => ask('GET', `/api/reports/${ids['report']}/preview`)],
  ['a report as a file', 200, DATA_CSP, () => ask('GET', `/api/reports/${ids['report']}/docx`)],
  ['that it lives', 200, DATA_CSP, () => ask('GET', '/healthz')],
  ['that it is ready', 200, DATA_CSP, () => ask('GET', '/readyz')],
  ['the first public page', 200, PUBLIC_CSP, () => ask('GET', '/')],
  ['a published report', 200, PUBLIC_CSP, () => ask('GET', '/reports/2024-heads')],
  [
    'the same when it is known',
    304,
    PUBLIC_CSP,
    () => ask('GET', '/robots.txt', { headers: { 'If-None-Match': '*' } }),
  ],
  ['a choice of size', 303, PUBLIC_CSP, () => ask('GET', '/?font=l')],
  ['a form from elsewhere', 403, PUBLIC_CSP, () => ask('POST', '/feedback', { headers: FOREIGN })],
  ['a feed', 200, PUBLIC_CSP, () => ask('GET', '/feed.xml')],
  ['no such page', 404, PUBLIC_CSP, () => ask('GET', '/none')],
  ['no such way', 405, PUBLIC_CSP, () => ask('DELETE', '/')],
  ['no database', 503, PUBLIC_CSP, () => ask('GET', '/away')],
  ['no database for programs', 503, DATA_CSP, () => ask('GET', '/api/away')],
  ['an address too long', 414, PUBLIC_CSP, () => ask('GET', `/?q=${'q'.repeat(4_000)}`)],
  ['a parameter twice', 400, DATA_CSP, () => ask('GET', '/api/issues?q=a&q=b')],
  ['too many parameters', 400, PUBLIC_CSP, () => ask('GET', `/?${many('a')}`)],
  ['an expectation', 400, PUBLIC_CSP, () => ask('GET', '/', { headers: { Expect: 'miracles' } })],
  ['no host', 400, PUBLIC_CSP, () => send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')],
  ['another address', 400, PUBLIC_CSP, () => send('OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')],
  ['no request', 400, DATA_CSP, () => send('NOT HTTP AT ALL\r\n\r\n')],
  ['a head too large', 431, DATA_CSP, () => ask('GET', '/', { headers: { 'X-Much': 'x'.repeat(20_000) } })],
];

const JSON_HEAD = { 'Content-Type': 'application/json' };
const CSP_HEAD = { 'Content-Type': 'application/csp-report' };
const REFUSED = JSON.stringify({ 'csp-report': { 'violated-directive': 'img-src' } });
const FOREIGN = { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'application/x-www-form-urlencoded' };
const LARGE = JSON.stringify({ username: 'x'.repeat(1_100_000) });
const many = (letter: string) => Array.from({ length: 60 }, (_, n) => `${letter}${n}=1`).join('&');

describe('what every answer tells the browser', () => {
  it.each(ROWS)('%s (%i)', async (_what, status, csp, request) => {
    const answer = await request();
    expect([answer.status, answer.body.slice(0, 200)]).toEqual([status, expect.anything()]);
    const policy = answer.headers.get('content-security-policy') ?? '';
    if (typeof csp === 'string') expect(policy).toBe(csp);
    else expect(policy).toMatch(csp);
    expect(policy).not.toContain('unsafe');
    const isFramed = policy.includes("frame-ancestors 'self'");
    const wanted = {
      ...SECURITY_HEADERS,
      ...{ 'Content-Security-Policy': policy, 'X-Frame-Options': isFramed ? 'SAMEORIGIN' : 'DENY' },
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    };
    for (const [name, value] of Object.entries(wanted))
      expect(answer.headers.get(name.toLowerCase()), name).toBe(value);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(answer.headers.has(name), name).toBe(false);
    if (!/^(2|304|303)/.test(String(status))) expect(answer.body).toMatch(/\p{Script=Han}/u);
  });

  it('a file that is handed out is for saving, and no browser guesses what it is', async () => {
    const answer = await ask('GET', `/api/evidence/${ids['evidence']}/content`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('each page of the staff application has a nonce of its own', async () => {
    const pages = await Promise.all([ask('GET', '/app'), ask('GET', '/app')]);
    const nonces = pages.map(({ body }) => /content="([^"]+)"/.exec(body)?.[1] ?? '');
    expect(new Set(nonces).size).toBe(2);
    for (const [n, nonce] of nonces.entries())
      expect(pages[n]?.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  });
});
