import path from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { applyMigrations, closeDb, createDb, DatabaseFault, findEmbedded, roleOf, startEmbedded } from '@rectify/db';
import {
  type BackupResult,
  BackupFault,
  type Contents,
  type Progress,
  readArchive,
  restoreBackup,
  writeBackup,
} from '@rectify/db/backup';
import { createDeps } from '../../apps/api/src/deps.ts';
import { readSettings, type Settings, SettingsFault } from '../../apps/api/src/env.ts';
import { keptFiles, passphraseOf } from '../../apps/api/src/features/backups/place.ts';
import { record } from '../../apps/api/src/features/audit/record.ts';
import { fileStoreOf } from '../../apps/api/src/file-store-of.ts';
import { systemCtx } from '../../apps/api/src/first-run.ts';
import { Fault } from '../../apps/api/src/http/errors.ts';
import { PROGRAM_VERSION } from '../../apps/api/src/version.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MIGRATIONS = path.join(ROOT, 'prisma/migrations');
const USAGE = `用法：npm run backup -- 文件.rbk [--ask]，或 npm run restore -- 文件.rbk [--ask] [--check]
  --ask：询问口令；--check：只核对备份，不恢复。
  退出码：0 完成；1 没有完成；2 命令写得不对。`;
const EXIT = { failed: 1, misused: 2 } as const;
const PHASES = { tables: '数据', files: '文件', verify: '核对' } as const;
const DONE_BY = '命令行';

/** The command was not given as it should be. */
class Misuse extends BackupFault {}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ask: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch {
    throw new Misuse(USAGE);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(USAGE);
  const [task, given, ...more] = positionals;
  if (!given || more.length > 0 || (task !== 'backup' && task !== 'restore')) throw new Misuse(USAGE);
  const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
  process.chdir(ROOT);
  const settings = readSettings();
  const passphrase = values.ask ? await askPassphrase(task === 'backup') : passphraseOf(settings);
  if (task === 'backup') return backUp(settings, file, passphrase);
  if (values.check) return tellContents('备份完好', await readArchive(file, passphrase, {}));
  return restore(settings, file, passphrase);
}

const onProgress: Progress = ({ phase, done, total }) => {
  if (process.stdout.isTTY) process.stdout.write(`\r${PHASES[phase]} ${done}${total > 0 ? `/${total}` : ''}      `);
};

interface Place {
  url: string;
  /** Signed in as the owner of the tables, who alone may make them and read them all. */
  ownerUrl: string;
  stop: () => Promise<void>;
}

/** The database that is given, or our own: the one that is running, or started for the moment. */
async function openDatabase({ DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR }: Settings): Promise<Place> {
  const stop = async () => undefined;
  if (DATABASE_URL) return { url: DATABASE_URL, ownerUrl: MIGRATION_DATABASE_URL ?? DATABASE_URL, stop };
  const running = findEmbedded(DATA_DIR);
  return running ? { ...running, stop } : startEmbedded({ dataDir: DATA_DIR });
}

async function backUp(settings: Settings, target: string, passphrase: string | null): Promise<void> {
  const { ownerUrl, stop } = await openDatabase(settings);
  try {
    const result = await writeBackup({
      ...{
        databaseUrl: ownerUrl,
        files: fileStoreOf(settings),
        kept: keptFiles(settings),
      },
      ...{ target, passphrase, program: PROGRAM_VERSION, madeAt: new Date(), onProgress },
    });
    tellResult(target, result, passphrase !== null);
    await recordBackup(settings, ownerUrl, target, result, passphrase !== null);
  } finally {
    await stop();
  }
}

function tellResult(target: string, { bytes, rows, files, missing }: BackupResult, isEncrypted: boolean): void {
  console.log(
    `\n已备份到 ${target}（${(bytes / 1024 / 1024).toFixed(1)} MB，${rows} 行数据，${files} 个文件），并已读回核对。`,
  );
  console.log(
    isEncrypted
      ? '备份已加密。没有口令就无法恢复，请另行妥善保管口令。'
      : '备份没有加密，谁拿到它就能读到全部内容。请放在安全的地方，或设置 BACKUP_PASSPHRASE 后重做。',
  );
  if (missing.length > 0)
    console.log(`注意：有 ${missing.length} 个文件在文件库中缺失或损坏，不在备份里：\n${missing.join('\n')}`);
}

/** A backup taken before an upgrade meets a database that does not know this table yet; it is a backup all the same. */
async function recordBackup(
  settings: Settings,
  url: string,
  target: string,
  result: BackupResult,
  isEncrypted: boolean,
) {
  const db = createDb(url, { poolSize: 1 });
  try {
    const ctx = systemCtx(createDeps(db, settings, url));
    await db.$transaction(async (tx) => {
      const { id } = await tx.backupRun.create({
        data: {
          ...{ kind: 'command', state: 'done', fileName: path.basename(target), isEncrypted, startedAt: ctx.at },
          ...{ finishedAt: ctx.now(), bytes: result.bytes, rowCount: result.rows, fileCount: result.files },
          missing: result.missing.length,
        },
      });
      const after = { 文件: path.basename(target), 加密: isEncrypted, 行数: result.rows, 文件数: result.files };
      await record(tx, ctx, { action: 'finishBackup', objectKind: 'backup', objectId: id, after, doneBy: DONE_BY });
    });
  } catch {
    console.log('这次备份没有记入审计：数据库还没有升级到本程序的版本。备份本身是完好的。');
  } finally {
    await closeDb(db);
  }
}

/** The keys that lie beside the data; one that is set by the environment stays as it is set. */
function keptHere(settings: Settings): Record<string, string> {
  const isSet: Record<string, boolean> = {
    'session-secret': settings.SESSION_SECRET !== undefined,
    'audit-signing-key': settings.AUDIT_SIGNING_KEY !== undefined,
  };
  return Object.fromEntries(Object.entries(keptFiles(settings)).filter(([name]) => !isSet[name]));
}

async function restore(settings: Settings, source: string, passphrase: string | null): Promise<void> {
  const { url, ownerUrl, stop } = await openDatabase(settings);
  try {
    const contents = await restoreBackup({
      ...{ databaseUrl: ownerUrl, files: fileStoreOf(settings), source, passphrase },
      ...{ kept: keptHere(settings), migrationsDir: MIGRATIONS, onProgress },
    });
    const later = await applyMigrations(ownerUrl, MIGRATIONS, { serviceRole: roleOf(url) });
    await recordRestore(settings, url, source, contents);
    tellContents(
      `已恢复到 ${settings.DATABASE_URL ? 'DATABASE_URL 指向的数据库' : path.resolve(settings.DATA_DIR)}`,
      contents,
    );
    if (later.length > 0) console.log(`备份比程序旧，已把数据库升级到当前版本（${later.join('、')}）。`);
  } finally {
    await stop();
  }
}

async function recordRestore(settings: Settings, url: string, source: string, { manifest }: Contents): Promise<void> {
  const db = createDb(url, { poolSize: 1 });
  try {
    const ctx = systemCtx(createDeps(db, settings, url));
    const after = { 文件: path.basename(source), 备份时间: manifest.madeAt };
    await db.$transaction((tx) =>
      record(tx, ctx, { action: 'restoreBackup', objectKind: 'backup', after, doneBy: DONE_BY }),
    );
  } finally {
    await closeDb(db);
  }
}

function tellContents(said: string, { manifest, seal }: Contents): void {
  const tables = Object.values(seal.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const at = new Date(manifest.madeAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
  console.log(
    `\n${said}：${at} 的备份，${tables.length} 张表 ${rows} 行数据，${seal.files.count} 个文件，逐一核对无误。`,
  );
  if (seal.missing.length > 0)
    console.log(`其中有 ${seal.missing.length} 个文件在备份时就已缺失：\n${seal.missing.join('\n')}`);
}

/** Asks without showing what is typed; for a new backup twice. */
async function askPassphrase(isNew: boolean): Promise<string> {
  if (!process.stdin.isTTY)
    throw new BackupFault('不在终端里，无法询问口令。请改用 BACKUP_PASSPHRASE 或 BACKUP_PASSPHRASE_FILE。');
  const passphrase = await question('备份口令：');
  if (!isNew) return passphrase;
  if (passphrase.length < 12) throw new BackupFault('口令至少 12 个字符，没有备份。');
  if ((await question('再输入一次：')) !== passphrase) throw new BackupFault('两次输入的口令不同，没有备份。');
  return passphrase;
}

function question(text: string): Promise<string> {
  process.stdout.write(text);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    terminal.question('', (answer) => {
      terminal.close();
      process.stdout.write('\n');
      resolve(answer);
    });
  });
}

try {
  await main();
} catch (error) {
  const isForeseen = error instanceof DatabaseFault || error instanceof SettingsFault;
  console.error(isForeseen ? `\n${error.message}` : error instanceof Fault ? `\n${error.detail}` : error);
  process.exitCode = error instanceof Misuse ? EXIT.misused : EXIT.failed;
}
