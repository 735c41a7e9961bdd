import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { codeOf, messageOf } from '../fault.ts';
import { type FileSource, fileLine, type Manifest, type Progress, readArchive, type Seal } from './archive.ts';
import { copyOut, listSequences, listTables, PLAIN_OUTPUT, printSchema, type TableInfo } from './catalogue.ts';
import { encode, encodeEntry, type EntryEnd } from './entries.ts';
import { BackupFault } from './fault.ts';
import { sealStream } from './frames.ts';
import { createSealer } from './seal.ts';

/** Columns that name a file of the store; a test holds this against the database. */
export const FILE_COLUMNS: readonly { table: string; column: string }[] = [{ table: 'evidence', column: 'sha256' }];

export interface BackupOptions {
  databaseUrl: string;
  files: FileSource;
  /** Small files beside the data, such as the key that signs sessions: name → path. Absent ones are left out. */
  kept?: Record<string, string>;
  /** Where the backup is written; never over an existing file. */
  target: string;
  passphrase: string | null;
  program: string;
  madeAt: Date;
  onProgress?: Progress;
  /** Called with an exported snapshot: another session may see exactly what the backup sees. */
  onSnapshot?: (snapshot: string) => Promise<void>;
  signal?: AbortSignal;
}

export interface BackupResult {
  bytes: number;
  rows: number;
  files: number;
  missing: string[];
  seal: Seal;
}

/**
 * Writes database and files, as of one moment, to one file, and reads it back before giving it its name.
 * @throws BackupFault when the place is taken or cannot be written; nothing is left behind then.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupResult> {
  const draft = `${options.target}.part`;
  await refuseTaken(options.target);
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'rectify backup' });
  client.on('error', () => {});
  try {
    await client.connect();
    const sealer = await createSealer(options.passphrase, {
      program: options.program,
      madeAt: options.madeAt.toISOString(),
    });
    const seal: Seal = { tables: {}, files: { count: 0, bytes: 0, sha256: '' }, missing: [] };
    await pipeline(
      records(client, options, seal),
      createGzip({ level: 1, chunkSize: 256 * 1024 }),
      sealStream(sealer),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
      { ...(options.signal && { signal: options.signal }) },
    );
    await verify(draft, options, seal);
    await rename(draft, options.target);
    await syncFolder(path.dirname(options.target));
    return resultOf(seal, (await stat(options.target)).size);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') await rm(draft, { force: true });
    throw explain(error, options.target);
  } finally {
    await client.end().catch(() => {});
  }
}

function resultOf(seal: Seal, bytes: number): BackupResult {
  const rows = Object.values(seal.tables).reduce((sum, table) => sum + table.rows, 0);
  return { bytes, rows, files: seal.files.count, missing: seal.missing, seal };
}

async function refuseTaken(target: string): Promise<void> {
  const isTaken = await stat(target).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new BackupFault(`${target} 已经存在，没有覆盖它。请换一个文件名。`);
}

/** Everything at one moment: one transaction that goes on seeing the database as it was when it began. */
async function* records(client: pg.Client, options: BackupOptions, seal: Seal): AsyncGenerator<Buffer> {
  await client.query(PLAIN_OUTPUT);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const snapshot = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  await options.onSnapshot?.(snapshot.rows[0]?.id ?? '');
  const tables = await listTables(client);
  yield encode('M', await manifestOf(client, options));
  for (const [done, table] of tables.entries()) {
    options.onProgress?.({ phase: 'tables', done, total: tables.length });
    seal.tables[table.name] = yield* tableEntry(client, table);
  }
  yield* keptEntries(options.kept ?? {});
  yield* fileEntries(client, options, seal);
  await client.query('COMMIT');
  yield encode('S', seal);
}

async function manifestOf(client: pg.Client, options: BackupOptions): Promise<Manifest> {
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const server = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  return {
    madeAt: options.madeAt.toISOString(),
    program: options.program,
    postgres: server.rows[0]?.version ?? '',
    migrations: migrations.rows,
    schema: await printSchema(client),
    sequences: await listSequences(client),
  };
}

async function* tableEntry(client: pg.Client, table: TableInfo): AsyncGenerator<Buffer, EntryEnd> {
  const stream = client.query(copyTo(copyOut(table)));
  const { name, columns } = table;
  return yield* encodeEntry({ kind: 'table', name, columns }, stream as AsyncIterable<Buffer>, () => stream.rowCount);
}

async function* keptEntries(kept: Record<string, string>): AsyncGenerator<Buffer> {
  for (const [name, file] of Object.entries(kept)) {
    const isThere = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) yield* encodeEntry({ kind: 'kept', name }, createReadStream(file) as AsyncIterable<Buffer>);
  }
}

const PAGE = 1_000;

/** The hashes that the database names, in pages: there may be more than fit in memory. */
async function* listFiles(client: pg.Client): AsyncGenerator<string> {
  const named = FILE_COLUMNS.map(({ table, column }) => `SELECT ${column} AS sha256 FROM public.${table}`).join(
    ' UNION ',
  );
  let last = '';
  for (;;) {
    const { rows } = await client.query<{ sha256: string }>(
      `SELECT DISTINCT sha256 COLLATE "C" AS sha256 FROM (${named}) AS named WHERE sha256 COLLATE "C" > $1 ORDER BY 1 LIMIT ${PAGE}`,
      [last],
    );
    for (const { sha256 } of rows) yield sha256;
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.sha256 ?? '';
  }
}

async function countFiles(client: pg.Client): Promise<number> {
  const named = FILE_COLUMNS.map(({ table, column }) => `SELECT ${column} AS sha256 FROM public.${table}`).join(
    ' UNION ',
  );
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(DISTINCT sha256) AS count FROM (${named}) AS named`,
  );
  return Number(rows[0]?.count ?? 0);
}

async function* fileEntries(client: pg.Client, { files, onProgress }: BackupOptions, seal: Seal) {
  const total = await countFiles(client);
  const all = createHash('sha256');
  for await (const sha256 of listFiles(client)) {
    onProgress?.({ phase: 'files', done: seal.files.count + seal.missing.length, total });
    const end = yield* fileEntry(files, sha256);
    // A file that is gone or damaged must not stand in the way of saving all the others: it is named instead.
    if (end?.sha256 !== sha256) seal.missing.push(sha256);
    else {
      seal.files.count += 1;
      seal.files.bytes += end.bytes;
      all.update(fileLine(sha256, end.bytes));
    }
  }
  seal.files.sha256 = all.digest('hex');
}

/** Null where the file cannot be read at all. */
async function* fileEntry(files: FileSource, sha256: string): AsyncGenerator<Buffer, EntryEnd | null> {
  const content = (files.open(sha256) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await content.next().catch(() => null);
  if (first === null) return null;
  return yield* encodeEntry({ kind: 'file', sha256 }, whatFollows(first, content));
}

async function* whatFollows(first: IteratorResult<Buffer>, content: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  let piece = first;
  while (!piece.done) {
    yield piece.value;
    // A disk that fails in the middle of a file leaves it short, which its hash then shows.
    piece = await content.next().catch(() => ({ done: true as const, value: undefined }));
  }
}

async function verify(draft: string, { passphrase, onProgress }: BackupOptions, seal: Seal): Promise<void> {
  const total = Object.keys(seal.tables).length + seal.files.count;
  let done = 0;
  const read = await readArchive(draft, passphrase, {
    entry: async () => onProgress?.({ phase: 'verify', done: (done += 1), total }),
  });
  if (JSON.stringify(read.seal) === JSON.stringify(seal)) return;
  throw new BackupFault('备份写完后核对不上，已丢弃。请检查磁盘后重做一次。');
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => {});
  await handle.close();
}

function explain(error: unknown, target: string): unknown {
  if (error instanceof BackupFault) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BackupFault(`磁盘空间不够，备份没有做成。请清理 ${path.dirname(target)} 所在的磁盘，或换一个位置。`);
  if (code === 'EEXIST')
    return new BackupFault(
      `${target}.part 已经存在：另一次备份正在写它，或上次中断时留下。确认没有备份在进行后删除它再试。`,
    );
  if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code))
    return new BackupFault(`写不了 ${target}：${messageOf(error)}。请检查目录是否存在、有没有写入权限。`);
  // No history of migrations: nothing was ever started on it.
  if (code === '42P01')
    return new BackupFault('这个数据库还是空的，没有可以备份的内容。请检查 DATA_DIR 或 DATABASE_URL 是否指对了地方。');
  return error;
}
