import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWorld, createTestApp, PASSWORD, type TestApp } from '../../testing.ts';

const ENTRIES = 2_200;
const LAST = `第 ${ENTRIES} 条`;

let test: TestApp;
let cookie: string;

beforeAll(async () => {
  test = await createTestApp();
  const world = await buildWorld(test.db);
  const { username } = await test.as('auditor', world.regionId);
  const signedIn = await supertest(test.app).post('/api/session').send({ username, password: PASSWORD }).expect(200);
  cookie = [signedIn.headers['set-cookie']]
    .flat()
    .map((each) => each?.split(';', 1)[0])
    .join('; ');
  // Long enough for many pieces, and for a reader who waits to be waited for.
  await test.db.$executeRaw`
    INSERT INTO audit_entry (at, actor_name, action, result, object_kind, note)
    SELECT now(), '甲', 'signOut', 'done', 'session', '第 ' || n || ' 条' || repeat('很长的说明', 200)
    FROM generate_series(1, ${ENTRIES}::int) n`;
});
afterAll(() => test.close());

/** The table as a browser asks for it, by a reader who takes their time. */
async function read(): Promise<{ response: IncomingMessage; text: string }> {
  const server = createServer(test.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const headers = { 'Accept-Encoding': 'gzip, br', Cookie: cookie };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: '/api/audit/table', headers }, resolve).once('error', reject);
    });
    await pause(200);
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    return { response, text: Buffer.concat(pieces).toString('utf8') };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

it('the table is not packed on its way, and comes whole to a slow reader', async () => {
  const { response, text } = await read();
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-encoding']).toBeUndefined();
  expect(response.headers['cache-control']).toContain('no-transform');
  expect(text.split('\r\n').filter((line) => line.includes('很长的说明'))).toHaveLength(ENTRIES);
  expect(text).toContain(LAST);
});
