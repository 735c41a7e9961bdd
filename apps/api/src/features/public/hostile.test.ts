import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type TestApp } from '../../testing.ts';
import { addReport, publishVersion, sampleContent } from '../../testing/publications.ts';

let test: TestApp;
let server: Server;

beforeAll(async () => {
  test = await createTestApp();
  const world = await buildWorld(test.db);
  await publishVersion(test.db, world, await addReport(test.db, world, '2024-target'), sampleContent());
  server = createServer(test.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await test.close();
});

/** Sends bytes as they are, which no client library would; the first line of the answer. */
function ask(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(request, 'latin1'));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

const get = (target: string, ...headers: string[]) =>
  ask([`GET ${target} HTTP/1.1`, 'Host: zg.test', 'Connection: close', ...headers, '', ''].join('\r\n'));

const TARGETS = [
  ...[
    '/?q=%',
    '/?q=%00%00',
    '/?q=%25%25',
    '/?q=%E6',
    '/?q=%ED%A0%80%ED%A0%80',
    '/?q[]=a&q[b]=c',
    '/?&&=&==',
    '/??',
    '/?q=a#b',
  ],
  ...[`/?q=${'%E6%95%B4'.repeat(600)}`, `/?page=${'A'.repeat(3000)}`, '/?page=eyJ4Ijox', '/?page=WyJhZnRlciIsMSwyXQ'],
  ...[
    '/?page=WyJhZnRlciIsIjIwMjQtMDEtMDFUMDA6MDA6MDAuMDAwWiIsIngnOy0tIl0',
    '/?year=9999&region=00000000-0000-0000-0000-000000000000',
  ],
  ...[
    '/?year=-1',
    '/?unit=%00',
    '/?font=l&font=%00',
    '/?font=__proto__',
    '/reports/2024-target?font=constructor',
    '/reports/..%2f..%2fetc',
  ],
  ...[
    '//evil.example/',
    '/\\evil.example',
    '/reports/2024-target/v/0',
    '/reports/2024-target/v/99999999999',
    '/reports/2024-target.exe',
  ],
  ...[
    '/reports/2024-target%00',
    '/reports/2024-TARGET',
    '/sitemap-99999.xml',
    '/sitemap-0.xml',
    '/styles/public-000000000000.css',
    '*',
    'http://evil.example/',
  ],
  ...['/programmes/%', '/reports//feedback', '/%', '/%%%', '/.env', '/reports/__proto__', '/constructor'],
];

const HEADERS = [
  ['Cookie: font='],
  ['Cookie: font=l; font=m; =; ;;'],
  [`Cookie: ${'a=b; '.repeat(900)}`],
  ['Cookie: \xff\xfe=\x80'],
  ['Accept-Encoding: br;q=0, gzip;q=0'],
  ['Accept-Encoding: ((((((((((((('],
  [`Accept-Encoding: ${'br '.repeat(1500)}`],
  ['If-None-Match: W/"'],
  ['If-None-Match: ,,,,'],
  ['X-Forwarded-For: ,,,x', 'X-Forwarded-Proto: javascript'],
  ['Range: bytes=5-1'],
];

describe('whatever is asked', () => {
  it.each(TARGETS)('%s is no fault of the server', async (target) => {
    expect(await get(target)).toMatch(/^HTTP\/1\.1 (200|303|400|404|410)/);
  });

  it.each(HEADERS)('%s changes nothing', async (...headers) => {
    expect(await get('/reports/2024-target', ...headers)).toMatch(/^HTTP\/1\.1 200/);
  });

  it('a host that is none does not enter the page', async () => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/reports/2024-target`);
    expect(answer.status).toBe(200);
    const line = await ask('GET /reports/2024-target HTTP/1.1\r\nHost: "><script>\r\nConnection: close\r\n\r\n');
    expect(line).toMatch(/^HTTP\/1\.1 (200|400)/);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'OPTIONS'])('%s is refused', async (method) => {
    const line = await ask(`${method} /reports/2024-target HTTP/1.1\r\nHost: zg.test\r\nConnection: close\r\n\r\n`);
    expect(line).toMatch(/^HTTP\/1\.1 405/);
  });
});
