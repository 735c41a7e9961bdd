import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { withSession } from '@rectify/db';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { installQueue, workQueue } from './queue.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let between: Server;
let stopsAtGoodbye = false;
/** The database's address, past somebody in between. */
let url: string;

const GOODBYE = Buffer.from('X\0\0\0\x04');
const LAST_WORDS = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

/** What a server says that is told to stop, while its client says goodbye. */
function stop(client: Socket): void {
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(LAST_WORDS.length + 4, 1);
  client.end(Buffer.concat([head, LAST_WORDS]));
}

beforeAll(async () => {
  database = await createTestDatabase();
  const address = new URL(database.url);
  const { port, hostname } = address;
  between = createServer((client) => {
    const server = connect(Number(port), hostname);
    client.on('data', (words: Buffer) => {
      if (stopsAtGoodbye && words.subarray(-GOODBYE.length).equals(GOODBYE)) stop(client);
      server.write(words);
    });
    server.on('data', (words: Buffer) => void (client.writableEnded || client.write(words)));
    server.on('close', () => client.end()).on('error', () => {});
    client.on('close', () => server.end()).on('error', () => {});
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const place = between.address();
  address.port = String(typeof place === 'object' ? place?.port : 0);
  url = address.href;
  await installQueue({ databaseUrl: database.url, log });
});
afterAll(async () => {
  between.close();
  await database.drop();
});

test('a database that stops while the queue says goodbye to it ends nothing', async () => {
  stopsAtGoodbye = true;
  const faults: unknown[] = [];
  const hear = (fault: unknown) => void faults.push(fault);
  process.on('uncaughtException', hear);
  try {
    await installQueue({ databaseUrl: url, log });
    const stopQueue = await workQueue({ databaseUrl: url, log }, {}, []);
    await stopQueue();
    await sleep(100);
  } finally {
    process.off('uncaughtException', hear);
    stopsAtGoodbye = false;
  }
  expect(faults).toEqual([]);
});

test('a queue whose connections the server ends goes on, and is gone once it is stopped', async () => {
  const done = vi.fn<() => Promise<void>>(async () => {});
  const stopQueue = await workQueue({ databaseUrl: database.url, log }, { look: done }, []);
  const ask = async (sql: string) =>
    (await withSession(database.url, (session) => session.query<{ count: number }>(sql))).rows[0]?.count;
  const ours = `FROM pg_stat_activity WHERE application_name = 'rectify queue' AND datname = current_database()`;
  expect(await ask(`SELECT count(pg_terminate_backend(pid))::int AS count ${ours}`)).toBeGreaterThan(0);
  await ask(`SELECT 1 AS count FROM graphile_worker.add_job('look', '{}')`);
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), { timeout: 15_000 });
  await stopQueue();
  await vi.waitFor(async () => expect(await ask(`SELECT count(*)::int AS count ${ours}`)).toBe(0));
});
