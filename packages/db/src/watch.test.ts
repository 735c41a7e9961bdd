import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isDatabaseAway, patiently } from './away.ts';
import { closeDb, createDb } from './client.ts';
import { type EmbeddedPostgres, removeEmbedded, startEmbedded } from './embedded.ts';
import { withSession } from './embedded/sessions.ts';
import { type DatabaseWatch, watchDatabase } from './watch.ts';

let undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  undo = [];
});

async function start(): Promise<EmbeddedPostgres> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'rectify-watch-'));
  const embedded = await startEmbedded({ dataDir, durable: false });
  undo.push(() => embedded.stop().then(() => removeEmbedded(dataDir)));
  return embedded;
}

function watch(url: string): DatabaseWatch {
  const watched = watchDatabase(url, { everyMs: 100, answerWithinMs: 300 });
  undo.push(() => watched.close());
  return watched;
}

/** A server that takes connections and never says a word, like one that has lost its disk. */
async function startSilent(): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `postgresql://a:b@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/c`;
}

describe('watching', () => {
  test('a database that refuses, and one that never answers, are missed soon', async () => {
    for (const url of ['postgresql://a:b@127.0.0.1:1/c', await startSilent()]) {
      const watched = watch(url);
      let told = 0;
      watched.onDown(() => (told += 1));
      await vi.waitFor(() => expect(watched.isUp()).toBe(false), { timeout: 3_000, interval: 20 });
      expect(told).toBe(1);
    }
  });

  test('a database that comes back is seen by itself', async () => {
    const { url, adminUrl } = await start();
    const watched = watch(url);
    await vi.waitFor(async () => expect(watched.isUp()).toBe(true));
    await withSession(adminUrl, (admin) => admin.query('ALTER ROLE rectify_service NOLOGIN'));
    await withSession(adminUrl, (admin) =>
      admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rectify_service'`),
    );
    await vi.waitFor(() => expect(watched.isUp()).toBe(false), { timeout: 5_000, interval: 20 });
    await withSession(adminUrl, (admin) => admin.query('ALTER ROLE rectify_service LOGIN'));
    await vi.waitFor(() => expect(watched.isUp()).toBe(true), { timeout: 5_000, interval: 20 });
  });
});

describe('what a failure says', () => {
  test('nobody answers, and every connection is taken: away; a fault of the question: not', async () => {
    const { url } = await start();
    const none = createDb('postgresql://a:b@127.0.0.1:1/c', { waitMs: 500 });
    const one = createDb(url, { poolSize: 1, waitMs: 300 });
    undo.push(() => closeDb(none));
    undo.push(() => closeDb(one));
    const failureOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
    expect(isDatabaseAway(await failureOf(none.$queryRaw`SELECT 1`))).toBe(true);
    // Prisma begins a question when somebody waits for its answer.
    const long = failureOf(one.$queryRaw`SELECT 1 FROM pg_sleep(2)`);
    await sleep(200);
    const [late, lateTransaction] = await Promise.all([
      failureOf(one.$queryRaw`SELECT 1`),
      failureOf(one.$transaction(async (tx) => tx.$queryRaw`SELECT 1`)),
      long,
    ]);
    expect([isDatabaseAway(late), isDatabaseAway(lateTransaction)]).toEqual([true, true]);
    expect(isDatabaseAway(await failureOf(one.$queryRaw`SELECT nothing`))).toBe(false);
    const cut = failureOf(one.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
    expect(isDatabaseAway(await cut)).toBe(true);
    // Whoever goes on in a transaction whose connection is gone is told that there is no such transaction.
    const goneOn = one.$transaction(async (tx) => {
      await failureOf(tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
      await sleep(100);
      await tx.$queryRaw`SELECT 1`;
    });
    expect(isDatabaseAway(await failureOf(goneOn))).toBe(true);
  });

  test('a start is patient with a database that is late, and with no other fault', async () => {
    const { url } = await start();
    const busy = createDb(url, { poolSize: 1, waitMs: 200 });
    undo.push(() => closeDb(busy));
    const long = busy.$queryRaw`SELECT 1 FROM pg_sleep(1)`.then(() => 'slept');
    await sleep(50);
    expect(await patiently(() => busy.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
    expect(await long).toBe('slept');
    await expect(patiently(() => busy.$queryRaw`SELECT nothing`)).rejects.toThrow('nothing');
  });
});
