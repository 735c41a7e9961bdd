import type { Db } from './client.ts';
import { directRows } from './direct.ts';
import { Prisma } from './generated/prisma/client.ts';
import { readMigrations } from './migration-files.ts';

/** How a database stands against a program: the same, behind it, or ahead of it. */
export type Standing = 'same' | 'behind' | 'ahead';

/** Answers again and again, for the migrations of a folder as they are now, how a running database stands against them. */
export function standingAgainst(migrationsDir: string): (db: Db) => Promise<Standing> {
  const names = readMigrations(migrationsDir).map(({ name }) => name);
  return async (db) => {
    const question = Prisma.sql`
      SELECT count(*) FILTER (WHERE migration_name = ANY(${names}))::int AS known,
        count(*) FILTER (WHERE migration_name <> ALL(${names}))::int AS others
      FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const [row] = await directRows<{ known: number; others: number }>(db, question);
    if (!row || row.known < names.length) return 'behind';
    return row.others > 0 ? 'ahead' : 'same';
  };
}
