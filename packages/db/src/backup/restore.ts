import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { codeOf } from '../fault.ts';
import { MIGRATIONS_TABLE, takeMigrationLock } from '../migrate.ts';
import { type MigrationFile, readMigrations } from '../migration-files.ts';
import { type Contents, type FileSource, type Manifest, type Progress, readArchive, type Seal } from './archive.ts';
import { copyIn, copyOut, listTables, PLAIN_OUTPUT, printSchema, type TableInfo } from './catalogue.ts';
import type { Entry } from './entries.ts';
import { altered, BackupFault } from './fault.ts';
import { addForeignKeys, disableTriggers, dropForeignKeys, enableTriggers } from './suspend.ts';

/** A store that takes files and gives them back by the hash of their content. */
export interface FileSink extends FileSource {
  put(content: Readable): Promise<{ sha256: string; size: number }>;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}

export interface RestoreOptions {
  databaseUrl: string;
  files: FileSink;
  /** Where small files beside the data belong: name → path. */
  kept?: Record<string, string>;
  source: string;
  passphrase: string | null;
  migrationsDir: string;
  onProgress?: Progress;
}

/** Takes back what lies outside the transaction. */
type Undo = (() => Promise<void>)[];

/**
 * Puts a backup back into an empty database and its files into the store: all of it, checked before and after, or
 * nothing.
 * @throws BackupFault when the backup does not check out or something is in the way.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Contents> {
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'rectify restore' });
  client.on('error', () => {});
  await client.connect();
  const undo: Undo = [];
  try {
    await takeMigrationLock(client);
    await refuseOccupied(client);
    // The whole backup is read once before anything is written.
    const contents = await readArchive(options.source, options.passphrase);
    const migrations = matchMigrations(contents.manifest, readMigrations(options.migrationsDir));
    await client.query(PLAIN_OUTPUT);
    await client.query('BEGIN');
    await load(client, options, migrations, undo);
    await checkTables(client, contents.seal, options.onProgress);
    await client.query('COMMIT');
    return contents;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function refuseOccupied(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
     ORDER BY relkind DESC, relname`,
  );
  if (rows.length === 0) return;
  const some = rows.slice(0, 3).map(({ name }) => name);
  throw new BackupFault(
    `数据库不是空的，里面已有 ${rows.length} 张表（${some.join('、')} 等），没有恢复任何内容。` +
      '请把 DATA_DIR 指向一个新目录（或让 DATABASE_URL 指向新建的空数据库）后再恢复；原来的数据不会被动。',
  );
}

/** The scripts of this program that bring an empty database to the form of the backup. */
function matchMigrations(manifest: Manifest, files: MigrationFile[]): MigrationFile[] {
  const known = new Map(files.map((file) => [file.name, file]));
  const strange = manifest.migrations.filter(({ name }) => !known.has(name));
  if (strange.length > 0)
    throw new BackupFault(
      `这份备份来自更新版本的程序（其中有本版本不认识的升级：${strange.map(({ name }) => name).join('、')}），没有恢复任何内容。请先升级程序，再恢复。`,
    );
  return manifest.migrations.map(({ name, checksum }) => {
    const file = known.get(name);
    if (file?.checksum === checksum) return file;
    throw new BackupFault(
      `升级脚本 ${name} 与制作备份时的不同，没有恢复任何内容。请还原 prisma/migrations 中的这个文件。`,
    );
  });
}

async function load(
  client: pg.Client,
  options: RestoreOptions,
  migrations: MigrationFile[],
  undo: Undo,
): Promise<void> {
  for (const migration of migrations) await client.query(migration.sql);
  await client.query(MIGRATIONS_TABLE);
  const before = await printSchema(client);
  const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
  const triggers = await disableTriggers(client, [...tables.keys()]);
  const keys = await dropForeignKeys(client);
  await client.query(`TRUNCATE ${[...tables.keys()].map((name) => `public.${pg.escapeIdentifier(name)}`).join(', ')}`);
  let done = 0;
  const { manifest } = await readArchive(options.source, options.passphrase, {
    entry: async (entry) => {
      await loadEntry(client, options, tables, entry, undo);
      options.onProgress?.({ phase: entry.head.kind === 'table' ? 'tables' : 'files', done: (done += 1), total: 0 });
    },
  });
  await addForeignKeys(client, keys);
  await enableTriggers(client, triggers);
  await setSequences(client, manifest);
  // Whatever was taken away for the loading stands again.
  if ((await printSchema(client)) !== before) throw altered(new Error('the form of the database changed'));
}

async function loadEntry(
  client: pg.Client,
  options: RestoreOptions,
  tables: Map<string, TableInfo>,
  { head, content, end }: Entry,
  undo: Undo,
): Promise<void> {
  if (head.kind === 'table') return loadTable(client, tables, head, content);
  if (head.kind === 'file') return loadFile(options.files, head.sha256, content, undo, end);
  const place = options.kept?.[head.name];
  if (!place) return;
  const bytes = Buffer.concat((await Readable.from(content).toArray()) as Buffer[]);
  try {
    await writeFile(place, bytes, { mode: 0o600, flag: 'wx' });
    undo.push(() => rm(place, { force: true }));
  } catch (error) {
    // One that is there already belongs to this place, and stays.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function loadTable(
  client: pg.Client,
  tables: Map<string, TableInfo>,
  { name, columns }: { name: string; columns: string[] },
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const table = tables.get(name);
  if (!table || table.columns.join() !== columns.join())
    throw new BackupFault(`备份中的表 ${name} 与它的升级脚本不符，没有恢复任何内容。请把这句话发给维护人员。`);
  await pipeline(Readable.from(content, { objectMode: false }), client.query(copyFrom(copyIn(name, columns))));
}

async function loadFile(
  files: FileSink,
  sha256: string,
  content: AsyncIterable<Buffer>,
  undo: Undo,
  end: Entry['end'],
): Promise<void> {
  const isNew = !(await files.has(sha256));
  const stored = await files.put(Readable.from(content, { objectMode: false }));
  if (isNew && stored.sha256 === sha256) undo.push(() => files.remove(sha256));
  // Saved damaged, and told so when the backup was made.
  if (stored.sha256 !== sha256) await files.remove(stored.sha256);
  if (stored.sha256 !== end().sha256) throw altered();
}

async function setSequences(client: pg.Client, { sequences }: Manifest): Promise<void> {
  for (const { name, last, isCalled } of sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      `public.${pg.escapeIdentifier(name)}`,
      last,
      isCalled,
    ]);
}

/** Every table of the database is read back and compared with what the backup says of it. */
async function checkTables(client: pg.Client, seal: Seal, onProgress?: Progress): Promise<void> {
  const tables = await listTables(client);
  for (const [done, table] of tables.entries()) {
    onProgress?.({ phase: 'verify', done, total: tables.length });
    const hash = createHash('sha256');
    const stream = client.query(copyTo(copyOut(table)));
    for await (const chunk of stream) hash.update(chunk as Buffer);
    const said = seal.tables[table.name];
    if (said?.rows !== stream.rowCount || said.sha256 !== hash.digest('hex'))
      throw new BackupFault(`表 ${table.name} 恢复后与备份对不上，已全部撤销。请把这句话发给维护人员。`);
  }
  const lost = Object.keys(seal.tables).filter((name) => !tables.some((table) => table.name === name));
  if (lost.length > 0) throw altered();
}
