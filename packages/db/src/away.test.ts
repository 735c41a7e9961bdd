import pg from 'pg';
import { expect, test } from 'vitest';
import { isDatabaseAway } from './away.ts';

test('what pg says of a connection that is gone means that the database is away', async () => {
  const client = new pg.Client({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  const refused: unknown = await client.connect().catch((error: unknown) => error);
  const after: unknown = await client.query('SELECT 1').catch((error: unknown) => error);
  expect([isDatabaseAway(refused), isDatabaseAway(after)]).toEqual([true, true]);
});

test.each(['Client was closed and is not queryable', 'timeout expired', 'Connection terminated unexpectedly'])(
  '“%s” means so, too',
  (message) => expect(isDatabaseAway(new Error(message))).toBe(true),
);

// How Prisma's adapter names a socket that fails in the middle of a statement.
test.each(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout'])('%s, as kind of another error, too', (kind) =>
  expect(isDatabaseAway(new Error('failed', { cause: new Error(kind, { cause: { kind } }) }))).toBe(true),
);

test('a fault of ours does not', () => {
  expect(isDatabaseAway(new Error('column "x" does not exist'))).toBe(false);
});
