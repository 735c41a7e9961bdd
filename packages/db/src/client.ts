import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { endPool, keepPool } from './direct.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';

export type Db = PrismaClient;
/** What a step inside `db.$transaction(async (tx) => …)` receives. */
export type Tx = Prisma.TransactionClient;

/** Milliseconds: a busy office machine takes its time over an import of sixty issues. */
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

export interface DbOptions {
  /** Connections this process may hold open at once; 10 when absent. */
  poolSize?: number;
  /** Milliseconds to wait for a connection, from the server or from the pool; without end when absent. */
  waitMs?: number;
  /** Milliseconds after which the server gives up a statement; without end when absent. */
  statementMs?: number;
}

/** Opens a pooled Prisma client whose sessions keep time in UTC; close it with `closeDb`. */
export function createDb(databaseUrl: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.poolSize ?? 10,
    options: `-c timezone=UTC${options.statementMs ? ` -c statement_timeout=${options.statementMs}` : ''}`,
    application_name: 'rectify',
    // What is sent together goes out together: a transaction's statements need not wait for each other's answers.
    pipeline: true,
    ...(options.waitMs && { connectionTimeoutMillis: options.waitMs }),
  });
  // A connection that breaks while nobody uses it is replaced; whoever uses one is told.
  pool.on('error', () => {});
  const db = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: TRANSACTION,
  });
  keepPool(db, pool);
  return db;
}

/** Closes a client with all its connections; closing it again does nothing. */
export async function closeDb(db: Db): Promise<void> {
  await db.$disconnect();
  // Prisma ends the pool only if it was ever asked for something itself.
  await endPool(db);
}
