// Statements straight to the driver, over the connections that Prisma uses, for the few operations that are asked for
// most: prepared once on each connection, and without the objects that Prisma makes of rows.
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type pg from 'pg';
import { isDatabaseAway } from './away.ts';
import type { Prisma, PrismaClient } from './generated/prisma/client.ts';

const pools = new WeakMap<PrismaClient, pg.Pool>();

/** Lets statements go directly over the connections of this client. */
export function keepPool(db: PrismaClient, pool: pg.Pool): void {
  pools.set(db, pool);
}

/** Lets statements go directly by a client that wraps another: over the connections of the wrapped one. */
export function sharePool(wrapper: PrismaClient, wrapped: PrismaClient): void {
  pools.set(wrapper, poolOf(wrapped));
}

function poolOf(db: PrismaClient): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('a client that createDb did not make');
  return pool;
}

/** Ends the connections of this client where nobody has ended them yet. */
export async function endPool(db: PrismaClient): Promise<void> {
  const pool = poolOf(db);
  if (!pool.ending) await pool.end();
}

/** Connections of a client at this moment, and who waits for one. */
export function poolStateOf(db: PrismaClient): { total: number; idle: number; waiting: number } {
  const { totalCount, idleCount, waitingCount } = poolOf(db);
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

/** Texts that are prepared; each connection keeps every one of them, so there must not be many. */
const names = new Map<string, string>();
const MOST_NAMES = 200;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) return undefined;
  const name = `r${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`;
  names.set(text, name);
  return name;
}

/**
 * `prepared` is for texts of which there are few and whose plan is the same whatever the values: it is kept. Without it
 * each statement is planned for its own values.
 */
export interface DirectOptions {
  prepared: boolean;
}

/** Until all that is due at this moment has been asked, nothing leaves: one write to the connection, not one for each. */
function corked(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

async function send<T extends object>(to: pg.ClientBase, query: Prisma.Sql, { prepared }: DirectOptions): Promise<T[]> {
  const { text, values } = query;
  const name = prepared ? nameOf(text) : undefined;
  const { rows } = await to.query<T>({ text, values, ...(name && { name }) });
  return rows;
}

/** Somebody who waits for a statement that has not left yet. */
interface Asked {
  query: Prisma.Sql;
  options: DirectOptions;
  resolve: (rows: object[]) => void;
  reject: (error: unknown) => void;
}

/** What was asked since the last statements left, by the pool over which it will. */
const gathered = new WeakMap<pg.Pool, Asked[]>();

/** Lends a connection out for `work`; one that breaks meanwhile is not kept. */
async function onConnection<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  isOver: (client: pg.PoolClient) => Promise<void> | void = () => {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that ends while it is lent out says so to nobody else: unheard, that would end the process.
  const hear = (fault: Error) => void (broken = fault);
  client.on('error', hear);
  try {
    return await work(client);
  } catch (error) {
    if (isDatabaseAway(error)) hear(error as Error);
    throw error;
  } finally {
    await Promise.resolve(isOver(client)).catch(hear);
    client.off('error', hear);
    client.release(broken);
  }
}

async function sendGathered(pool: pg.Pool): Promise<void> {
  const asked = gathered.get(pool) ?? [];
  gathered.delete(pool);
  const answer = ({ query, options, resolve, reject }: Asked, client: pg.ClientBase) =>
    send(client, query, options).then(resolve, (error: unknown) => {
      reject(error);
      return error;
    });
  const sendAll = async (client: pg.ClientBase) => {
    corked(client);
    const failures = await Promise.all(asked.map((each) => answer(each, client)));
    const away = failures.find(isDatabaseAway);
    if (away) throw away as Error;
  };
  await onConnection(pool, sendAll).catch((error: unknown) => asked.forEach(({ reject }) => reject(error)));
}

/**
 * The rows of one statement. What is asked at one moment, without waiting in between, goes over one connection in one
 * write, in the order in which it was asked; each has its own outcome.
 */
export function directRows<T extends object>(
  db: PrismaClient,
  query: Prisma.Sql,
  options: DirectOptions = { prepared: true },
): Promise<T[]> {
  const pool = poolOf(db);
  return new Promise<T[]>((resolve, reject) => {
    const asked: Asked = { query, options, resolve: (rows) => resolve(rows as T[]), reject };
    const others = gathered.get(pool);
    if (others) return void others.push(asked);
    gathered.set(pool, [asked]);
    // After everything that follows from this moment: a tick that is set from a microtask comes after all of these.
    queueMicrotask(() => process.nextTick(() => void sendGathered(pool)));
  });
}

export interface DirectTx {
  rows<T extends object>(query: Prisma.Sql): Promise<T[]>;
  /** Sends the last statement and the commit together: one wait for both. */
  commit<T extends object>(query: Prisma.Sql): Promise<T[]>;
}

/**
 * A transaction of prepared statements. It begins with the first of them and ends with `commit`; work that ends without
 * it, or fails, leaves nothing behind. Statements that are sent without waiting for each other go out together.
 */
export async function directTransaction<T>(db: PrismaClient, work: (tx: DirectTx) => Promise<T>): Promise<T> {
  let isOpen = false;
  const begin = (client: pg.ClientBase) => {
    corked(client);
    if (isOpen) return;
    isOpen = true;
    // Should it fail, so does the statement that follows.
    client.query('BEGIN').catch(() => {});
  };
  const run = (client: pg.ClientBase) =>
    work({
      rows(query) {
        begin(client);
        return send(client, query, { prepared: true });
      },
      async commit<R extends object>(query: Prisma.Sql) {
        begin(client);
        const [rows] = await Promise.all([send<R>(client, query, { prepared: true }), client.query('COMMIT')]);
        isOpen = false;
        return rows;
      },
    });
  const leaveNothing = async (client: pg.ClientBase) => void (isOpen && (await client.query('ROLLBACK')));
  return onConnection(poolOf(db), run, leaveNothing);
}
