// Statements straight to the driver, over the connections that Prisma uses, for the few operations that are asked for
// most: prepared once on each connection, and without the objects that Prisma makes of rows.
import { createHash } from 'node:crypto';
import type pg from 'pg';
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

type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

async function send<T extends object>(to: Queryable, query: Prisma.Sql, { prepared }: DirectOptions): Promise<T[]> {
  const { text, values } = query;
  const name = prepared ? nameOf(text) : undefined;
  const { rows } = await to.query<T>({ text, values, ...(name && { name }) });
  return rows;
}

/** The rows of one statement. */
export function directRows<T extends object>(
  db: PrismaClient,
  query: Prisma.Sql,
  options: DirectOptions = { prepared: true },
): Promise<T[]> {
  return send<T>(poolOf(db), query, options);
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
  const client = await poolOf(db).connect();
  let isOpen = false;
  const begin = () => {
    if (isOpen) return;
    isOpen = true;
    // Should it fail, so does the statement that follows.
    client.query('BEGIN').catch(() => {});
  };
  let broken: Error | undefined;
  // A connection that ends while it is lent out says so to nobody else: unheard, that would end the process.
  const hear = (fault: Error) => void (broken = fault);
  client.on('error', hear);
  try {
    return await work({
      rows(query) {
        begin();
        return send(client, query, { prepared: true });
      },
      async commit<R extends object>(query: Prisma.Sql) {
        begin();
        const [rows] = await Promise.all([send<R>(client, query, { prepared: true }), client.query('COMMIT')]);
        isOpen = false;
        return rows;
      },
    });
  } finally {
    if (isOpen) await client.query('ROLLBACK').catch((fault: Error) => (broken = fault));
    client.off('error', hear);
    client.release(broken);
  }
}
