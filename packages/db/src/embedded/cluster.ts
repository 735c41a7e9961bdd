import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf, DatabaseFault } from '../fault.ts';
import { type Account, CLEAN_ENV, type Runner } from './account.ts';

const MAJOR_VERSION = '18';
/** Old systems lack C.UTF-8; ICU does the sorting either way. */
const LOCALES = ['C.UTF-8', 'C'];

export interface Credentials {
  /** Of the superuser `postgres`, who only creates databases and holds the lock of the folder. */
  superuserPassword: string;
  /** Of `rectify`, who owns the database and applies migrations. */
  appPassword: string;
}

/** The password of the role that the application signs in as: it follows from the owner's, so that data folders made before there was such a role need no new file. */
export function servicePasswordOf({ appPassword }: Credentials): string {
  return createHmac('sha256', appPassword).update('service').digest('base64url');
}

/** Reads the passwords of a data folder, making them up the first time; only their owner may read the file. */
export function loadCredentials(dataDir: string): Credentials {
  const file = path.join(dataDir, 'database.json');
  if (!existsSync(file)) writeCredentials(file);
  return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
}

/** Of two programs that start at once, the second keeps what the first has written in full. */
function writeCredentials(file: string): void {
  const credentials: Credentials = { superuserPassword: password(), appPassword: password() };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

/** Makes sure that the data folder holds a cluster of our version that belongs to the account that will run it. */
export function ensureCluster(options: {
  runner: Runner;
  initdb: string;
  dataDir: string;
  clusterDir: string;
  superuserPassword: string;
  durable: boolean;
}): void {
  const { clusterDir, runner } = options;
  if (!existsSync(path.join(clusterDir, 'PG_VERSION'))) return createCluster(options);
  const version = readFileSync(path.join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR_VERSION) {
    throw new DatabaseFault(
      `数据目录 ${clusterDir} 是 PostgreSQL ${version} 的，本程序内置的是 ${MAJOR_VERSION}。请用原来版本的程序导出数据后再导入，或把 DATA_DIR 指向别处。`,
    );
  }
  if (runner.owner && lstatSync(clusterDir).uid !== runner.owner.uid) chownTree(clusterDir, runner.owner);
}

/** Initialises beside the final place and renames, so that a start cut short leaves no half cluster. */
function createCluster(options: Parameters<typeof ensureCluster>[0]): void {
  const { dataDir, runner } = options;
  const workDir = mkdtempSync(path.join(dataDir, '.init-'));
  const passwordFile = path.join(workDir, 'password');
  writeFileSync(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (runner.owner) for (const name of [workDir, passwordFile]) chownSync(name, runner.owner.uid, runner.owner.gid);
  try {
    initialise(options, path.join(workDir, 'cluster'), passwordFile);
    moveIntoPlace(path.join(workDir, 'cluster'), options.clusterDir);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** A folder that is there already is never replaced: another program may have been quicker, or it holds something else. */
function moveIntoPlace(fresh: string, clusterDir: string): void {
  try {
    renameSync(fresh, clusterDir);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    if (existsSync(path.join(clusterDir, 'PG_VERSION'))) return;
    throw new DatabaseFault(
      `目录 ${clusterDir} 不为空，又不是 PostgreSQL 的数据。请移走它，或用 DATA_DIR 指定另一个目录。`,
    );
  }
}

function initialise(options: Parameters<typeof ensureCluster>[0], target: string, passwordFile: string): void {
  let output = '';
  for (const locale of LOCALES) {
    const { file, args, identity } = options.runner.wrap(options.initdb, [
      `--pgdata=${target}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${locale}`,
      '--locale-provider=icu',
      '--icu-locale=zh-Hans-CN',
      ...(options.durable ? [] : ['--no-sync']),
    ]);
    const result = spawnSync(file, args, { ...identity, cwd: '/', env: CLEAN_ENV, encoding: 'utf8' });
    if (result.status === 0) return chmodSync(target, 0o700);
    output = `${result.stderr ?? ''}${result.error?.message ?? ''}`.trim();
    rmSync(target, { recursive: true, force: true });
  }
  throw new DatabaseFault(
    `内置数据库初始化失败（数据目录 ${options.dataDir}）：\n${output}\n请检查磁盘空间与目录权限，或设置 DATABASE_URL 使用已有的数据库。`,
  );
}

function chownTree(folder: string, owner: Account): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const name = path.join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) chownSync(name, owner.uid, owner.gid);
  }
  chownSync(folder, owner.uid, owner.gid);
}
