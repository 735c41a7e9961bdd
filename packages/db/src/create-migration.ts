import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseFault } from './fault.ts';
import { readMigrations } from './migration-files.ts';
import { diffSchemas } from './schema-engine.ts';

/** The schema as of the last migration, kept beside the migrations and written together with each of them. */
export const SNAPSHOT_FILE = 'schema.snapshot.prisma';

const EMPTY_DIFF = '-- This is an empty migration.';

export interface NewMigration {
  name: string;
  file: string;
}

/**
 * Writes the change from the last snapshot to the schema as a new migration and renews the snapshot.
 * Returns null when the schema has not changed and `allowEmpty` (for hand-written SQL) is not set.
 */
export async function createMigration(
  label: string,
  options: { prismaDir: string; now: Date; allowEmpty?: boolean },
): Promise<NewMigration | null> {
  const migrationsDir = path.join(options.prismaDir, 'migrations');
  const schema = readFileSync(path.join(options.prismaDir, 'schema.prisma'), 'utf8');
  const snapshotFile = path.join(migrationsDir, SNAPSHOT_FILE);
  const sql = await diffSchemas(readSnapshot(migrationsDir, snapshotFile), schema);
  const isEmpty = sql.trim() === '' || sql.trim() === EMPTY_DIFF;
  if (isEmpty && !options.allowEmpty) return null;

  const name = `${timestamp(migrationsDir, options.now)}_${slug(label)}`;
  const file = path.join(migrationsDir, name, 'migration.sql');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, isEmpty ? '' : `${sql.trimEnd()}\n`);
  writeFileSync(snapshotFile, schema);
  return { name, file };
}

function readSnapshot(migrationsDir: string, snapshotFile: string): string | null {
  if (existsSync(snapshotFile)) return readFileSync(snapshotFile, 'utf8');
  mkdirSync(migrationsDir, { recursive: true });
  if (readMigrations(migrationsDir).length === 0) return null;
  throw new DatabaseFault(
    `缺少 prisma/migrations/${SNAPSHOT_FILE}，无法知道上一次升级之后的表结构。请从版本库取回它。`,
  );
}

/** Later than every migration so far, whatever this machine's clock says: names are the order of application. */
function timestamp(migrationsDir: string, now: Date): string {
  const clock = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const last = readMigrations(migrationsDir).at(-1)?.name.slice(0, 14) ?? '';
  return clock > last ? clock : String(BigInt(last) + 1n);
}

function slug(label: string): string {
  const words = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  if (words === '')
    throw new DatabaseFault('请用英文字母给这次改动起个名字，例如：npm run db:migration -- add_deadline');
  return words;
}
