import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { codeOf, DatabaseFault, messageOf, unreachable } from './fault.ts';
import { grantService } from './grant-service.ts';
import { type MigrationFile, readMigrations } from './migration-files.ts';

/** Prisma's own migration lock: its CLI and this runner exclude each other. */
const MIGRATION_LOCK = 72_707_369;
const LOCK_TIMEOUT = '120s';

/** The table of `prisma migrate deploy`, so that either tool can continue where the other stopped. */
export const MIGRATIONS_TABLE = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface AppliedRow {
  name: string;
  checksum: string;
  isFinished: boolean;
}

export interface MigrationState {
  applied: string[];
  /** In the folder and not yet in the database. */
  pending: string[];
  /** In the database and not in the folder: the database is newer than this program. */
  unknown: string[];
  /** Changed in the folder after they were applied. */
  edited: string[];
  /** Begun by another tool and never finished. */
  unfinished: string[];
  /** Tables of something else in a database that no migration ever touched. */
  foreignTables: string[];
}

/**
 * Applies what is missing, each migration in a transaction of its own, and returns the names applied. The role of the
 * application, where it is not the owner itself, then gets what it needs.
 * @throws DatabaseFault when the server cannot be reached, the history does not fit, or a script fails.
 */
export async function applyMigrations(
  databaseUrl: string,
  migrationsDir: string,
  { serviceRole }: { serviceRole?: string | undefined } = {},
): Promise<string[]> {
  const files = readMigrations(migrationsDir);
  return withClient(databaseUrl, async (client) => {
    await takeMigrationLock(client);
    const state = await readState(client, files);
    refuseUnfit(state);
    if (state.pending.length > 0) await applyPending(client, files, state.pending);
    if (serviceRole) await grantService(client, serviceRole);
    return state.pending;
  });
}

async function applyPending(client: pg.Client, files: MigrationFile[], pending: string[]): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(`SELECT has_schema_privilege('public', 'CREATE') AS may`);
  if (!rows[0]?.may) {
    throw new DatabaseFault(
      `数据库还没有升级到本程序的版本（缺 ${pending.join('、')}），而 DATABASE_URL 的账号不能建表。请把 MIGRATION_DATABASE_URL 设为以表的所有者登录的地址，再启动。`,
    );
  }
  await client.query(MIGRATIONS_TABLE);
  for (const file of files.filter(({ name }) => pending.includes(name))) await applyOne(client, file);
}

/** Says how the database stands against the folder, changing nothing. */
export async function diagnose(databaseUrl: string, migrationsDir: string): Promise<MigrationState> {
  return withClient(databaseUrl, (client) => readState(client, readMigrations(migrationsDir)));
}

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: '-c timezone=UTC',
    application_name: 'rectify migrate',
  });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Holds off every other program that would change the form of this database, until the session ends. */
export async function takeMigrationLock(client: pg.Client): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    if (codeOf(error) !== '55P03') throw error;
    throw new DatabaseFault('另一个程序正在升级这个数据库，等了两分钟还没有结束。请等它完成后再启动。', {
      cause: error,
    });
  }
  await client.query('RESET lock_timeout');
}

async function readState(client: pg.Client, files: MigrationFile[]): Promise<MigrationState> {
  const rows = await readApplied(client);
  const applied = new Map((rows ?? []).filter((row) => row.isFinished).map((row) => [row.name, row.checksum]));
  const known = new Set(files.map((file) => file.name));
  return {
    applied: [...applied.keys()],
    pending: files.filter((file) => !applied.has(file.name)).map((file) => file.name),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
    edited: files
      .filter((file) => applied.has(file.name) && applied.get(file.name) !== file.checksum)
      .map((file) => file.name),
    unfinished: (rows ?? []).filter((row) => !row.isFinished).map((row) => row.name),
    foreignTables: rows === null ? await listTables(client) : [],
  };
}

/** Null when no migration was ever applied here. */
async function readApplied(client: pg.Client): Promise<AppliedRow[] | null> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  if (!found[0]?.exists) return null;
  const { rows } = await client.query<AppliedRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

function refuseUnfit(state: MigrationState): void {
  if (state.unknown.length > 0) {
    throw new DatabaseFault(
      `数据库比程序新：其中已有本版本不认识的升级（${state.unknown.join('、')}）。请改用较新的程序，或恢复升级前的备份。`,
    );
  }
  if (state.unfinished.length > 0) {
    throw new DatabaseFault(`数据库有一次升级没有完成（${state.unfinished.join('、')}）。请恢复升级前的备份后再启动。`);
  }
  if (state.edited.length > 0) {
    throw new DatabaseFault(
      `升级脚本在应用之后被改动过（${state.edited.join('、')}）。请还原 prisma/migrations 中的这些文件；若是开发用的数据库，可运行 npm run db:reset 重来。`,
    );
  }
  if (state.foreignTables.length > 0) {
    const some = state.foreignTables.slice(0, 3).join('、');
    throw new DatabaseFault(
      `这个数据库里已有别的程序的表（${some} 等）。请为整改通新建一个空数据库，并把 DATABASE_URL 指向它。`,
    );
  }
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), file.checksum, file.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new DatabaseFault(
      `数据库升级 ${file.name} 失败，数据库保持升级前的样子：${messageOf(error)}。请把这句话发给维护人员。`,
      { cause: error },
    );
  }
}
