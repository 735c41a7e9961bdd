import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp } from '../testing.ts';

let test: TestApp;
let office: Agent;

beforeAll(async () => {
  test = await createTestApp();
  const world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
});
afterAll(() => test.close());

const send = (body: string | Buffer, type = 'application/json', address = '/api/programmes') =>
  office
    .post(address)
    .set('Content-Type', type)
    .serialize((each: unknown) => each as string)
    .send(body);

const GOOD = '{"text":"一、整改情况","isHtml":false}';
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('a body of JSON', () => {
  it.each<[string, number, string, string | Buffer, string?]>([
    ['nested too deep', 400, 'invalid', deep(20)],
    ['nested a hundred thousand levels deep', 400, 'invalid', '['.repeat(100_000)],
    ['of too many parts', 413, 'too_large', `[${'1,'.repeat(20_000)}1]`],
    ['with a key twice', 400, 'invalid', '{"name":"甲","name":"乙"}'],
    ['with a prototype', 400, 'invalid', '{"__proto__":{"role":"office"}}'],
    ['with NUL', 400, 'invalid', '{"name":"甲\\u0000"}'],
    ['with half of a character', 400, 'invalid', '{"name":"甲\\ud800"}'],
    ['with half of a character in a key', 400, 'invalid', '{"\\udc00":"甲"}'],
    ['of bytes that are no text', 400, 'invalid', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['cut off', 400, 'invalid', '{"name":'],
    ['of another type', 415, 'unsupported', 'name=甲', 'application/x-www-form-urlencoded'],
    ['of plain text', 415, 'unsupported', '{}', 'text/plain'],
    ['in UTF-16', 415, 'unsupported', Buffer.from('{}', 'utf16le'), 'application/json; charset=utf-16le'],
    ['too large', 413, 'too_large', JSON.stringify({ name: '甲'.repeat(400_000) })],
  ])('%s', async (_what, status, code, body, type) => {
    const answer = await send(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
  });

  it('that is compressed is not unpacked', async () => {
    const answer = await office
      .post('/api/checks/text')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      .serialize((each: unknown) => each as string)
      .send(gzipSync(GOOD));
    expect(answer.status).toBe(415);
  });

  it('names the field that cannot be kept', async () => {
    const answer = await send('{"name":"甲","profile":{"planDays":"\\u0000"}}');
    expect(answer.body.errors).toEqual([{ field: 'profile.planDays', message: expect.stringContaining('空字符') }]);
  });

  it('is not read of someone who is not signed in', async () => {
    const { default: supertest } = await import('supertest');
    const answer = await supertest(test.app).post('/api/programmes').set('Content-Type', 'text/plain').send('x');
    expect(answer.status).toBe(401);
  });
});

/** The first line of an answer to these very bytes. */
function firstLine(bytes: string): Promise<string> {
  const server = createServer(test.app).listen(0, '127.0.0.1');
  return new Promise<string>((resolve, reject) => {
    server.once('listening', () => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes));
      socket.once('data', (piece) => resolve(piece.toString('utf8').split('\r\n', 1)[0] ?? ''));
      socket.once('error', reject);
    });
  }).finally(() => {
    server.close();
    server.closeAllConnections();
  });
}

describe('a request without a body', () => {
  const head = 'POST /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';

  it.each([
    ['that says nothing of one', ''],
    ['of no bytes', 'Content-Length: 0\r\n'],
  ])('%s is a form without fields', async (_what, header) => {
    expect(await firstLine(`${head}${header}\r\n`)).toBe('HTTP/1.1 400 Bad Request');
  });

  it('is not one whose bytes are of no type', async () => {
    expect(await firstLine(`${head}Content-Length: 2\r\n\r\n{}`)).toBe('HTTP/1.1 415 Unsupported Media Type');
  });
});

describe('a question in the address', () => {
  it.each(['q=%00%00', 'owner=a%00', 'cursor=%00'])('%s is refused, not changed', async (query) => {
    const answer = await office.get(`/api/issues?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
  });
});
