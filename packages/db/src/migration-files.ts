import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface MigrationFile {
  /** The folder's name, `<timestamp>_<slug>`: migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the script, as Prisma keeps it in `_prisma_migrations`. */
  checksum: string;
}

/** Reads every migration of a folder, in the order of application. */
export function readMigrations(migrationsDir: string): MigrationFile[] {
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(migrationsDir, entry.name, 'migration.sql')))
    .map((entry) => readMigration(migrationsDir, entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readMigration(migrationsDir: string, name: string): MigrationFile {
  // A checkout with CRLF line ends is still the same migration.
  const sql = readFileSync(path.join(migrationsDir, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
