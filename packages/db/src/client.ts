import { PrismaPg } from '@prisma/adapter-pg';
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
}

/** Opens a pooled Prisma client whose sessions keep time in UTC; close it with `$disconnect()`. */
export function createDb(databaseUrl: string, options: DbOptions = {}): Db {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: options.poolSize ?? 10,
    options: '-c timezone=UTC',
    application_name: 'rectify',
    ...(options.waitMs && { connectionTimeoutMillis: options.waitMs }),
  });
  return new PrismaClient({ adapter, transactionOptions: TRANSACTION });
}
