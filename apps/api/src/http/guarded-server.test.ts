import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { readSettings } from '../env.ts';
import { guardedServer, type Times } from './guarded-server.tsx';

// Nobody holds a connection for nothing. The limits are short here; each test waits for an end, however late it comes.

const NEVER = 600_000;
const PATIENT: Times = {
  ...{ headersTimeout: NEVER, requestTimeout: NEVER, keepAliveTimeout: NEVER, stillness: NEVER, unread: NEVER },
  connectionsCheckingInterval: 20,
};
/** More than the kernel takes for somebody who does not read. */
const LONG = Buffer.alloc(16_000_000, 'a');

const settings = readSettings({ NODE_ENV: 'test' });
let server: Server;

async function open(handle: RequestListener, times: Partial<Times>): Promise<void> {
  server = guardedServer(settings, handle, { ...PATIENT, ...times });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Both ends of one connection: what the server makes of it is what counts. */
async function dial(bytes: string): Promise<{ client: Socket; cut: Promise<unknown> }> {
  const accepted = once(server, 'connection');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  client.pause();
  client.write(bytes);
  const [socket] = (await accepted) as [Socket];
  return { client, cut: once(socket, 'close') };
}

const HEAD = 'GET / HTTP/1.1\r\nHost: x\r\n';

describe('cut off is', () => {
  test('a head that does not end', async () => {
    await open((_request, response) => response.end(), { headersTimeout: 100 });
    const { client, cut } = await dial(HEAD);
    client.resume();
    await cut;
  });

  test('a body that comes in drops', async () => {
    await open((request) => request.resume(), { requestTimeout: 100, headersTimeout: 100 });
    const { client, cut } = await dial('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n');
    client.resume();
    const dripping = setInterval(() => client.write('a'), 20);
    await cut;
    clearInterval(dripping);
  });

  test('an answer that nobody reads', async () => {
    await open((_request, response) => response.end(LONG), { unread: 50 });
    await (
      await dial(`${HEAD}\r\n`)
    ).cut;
  });

  test('an answer in pieces that nobody reads', async () => {
    await open(
      (_request, response) => {
        const more = () => {
          while (response.write(LONG));
          response.once('drain', more);
        };
        more();
      },
      { unread: 50 },
    );
    await (
      await dial(`${HEAD}\r\n`)
    ).cut;
  });
});

test('whoever sends nine requests ahead is cut off before the ninth is looked at, and eight are answered', async () => {
  let seen = 0;
  await open((_request, response) => {
    seen += 1;
    setImmediate(() => response.end('done'));
  }, {});
  await (
    await dial(`${HEAD}\r\n`.repeat(9))
  ).cut;
  expect(seen).toBe(8);

  const { client } = await dial(`${HEAD}\r\n`.repeat(7) + `${HEAD}Connection: close\r\n\r\n`);
  const pieces: Buffer[] = [];
  client.on('data', (piece: Buffer) => pieces.push(piece));
  client.resume();
  await once(client, 'close');
  expect(
    Buffer.concat(pieces)
      .toString()
      .match(/200 OK/g),
  ).toHaveLength(8);
});

test('an answer that takes longer to make than to read is waited for', async () => {
  const late: ServerResponse[] = [];
  const handle: RequestListener = ({ url }, response) =>
    void (url === '/long' ? response.end(LONG) : late.push(response));
  await open(handle, { unread: 50 });
  const { client } = await dial(`${HEAD}Connection: close\r\n\r\n`);
  await expect.poll(() => late.length).toBe(1);
  // Longer than anybody has who does not read what is there.
  const { cut } = await dial(`${HEAD.replace('/', '/long')}\r\n`);
  await cut;
  late[0]?.end('done');
  const pieces: Buffer[] = [];
  client.on('data', (piece: Buffer) => pieces.push(piece));
  client.resume();
  await once(client, 'close');
  expect(Buffer.concat(pieces).toString()).toContain('200 OK');
});
