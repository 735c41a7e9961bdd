import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { BackupFault, type Progress, writeBackup } from '@rectify/db/backup';
import { holdLock, type BackupKind, type BackupRun } from '@rectify/db';
import type { Ctx, Deps, OpenCtx } from '../../context.ts';
import { PROGRAM_VERSION } from '../../version.ts';
import { Fault } from '../../http/errors.ts';
import { record } from '../audit/record.ts';
import { backupFolder, keptFiles, passphraseOf } from './place.ts';

/** Held by the one process that makes a backup; it ends with the process. */
const BACKUP_LOCK = 7_318_235;
const SAY_EVERY_MS = 1_000;

type By = Ctx | OpenCtx;

const underWay = new Set<{ abort: AbortController; done: Promise<void> }>();

/** A name that sorts by time: rectify-20261122-023000.rbk. */
function fileNameFor(at: Date): string {
  const digits = new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '');
  return `rectify-${digits.slice(0, 8)}-${digits.slice(8, 14)}.rbk`;
}

/** Says of runs that nobody works at any more that they came to nothing; only while holding the lock. */
async function settleBroken({ db }: Deps, at: Date): Promise<void> {
  await db.backupRun.updateMany({
    where: { state: 'running' },
    data: { state: 'failed', finishedAt: at, note: '程序在备份途中停止了，没有做成。' },
  });
}

/** Takes away what an earlier run left half-written. */
async function sweepParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^rectify-\d{8}-\d{6}\.rbk\.part$/.test(name)) await rm(path.join(folder, name), { force: true });
  }
}

/** Settles what a process that died left behind, unless another process is making a backup. */
export async function tidyBackups(deps: Deps): Promise<void> {
  const release = await holdLock(deps.databaseUrl, BACKUP_LOCK);
  if (!release) return;
  try {
    await settleBroken(deps, deps.now());
  } finally {
    await release();
  }
}

async function openRun(ctx: By, kind: BackupKind): Promise<BackupRun> {
  const startedBy = 'actor' in ctx ? ctx.actor.id : null;
  return ctx.db.$transaction(async (tx) => {
    const run = await tx.backupRun.create({
      data: {
        ...{ kind, startedBy, startedAt: ctx.at, fileName: fileNameFor(ctx.at), note: '正在准备' },
        isEncrypted: passphraseOf(ctx.settings) !== null,
      },
    });
    const after = { 文件: run.fileName, 加密: run.isEncrypted };
    await record(tx, ctx, { action: 'makeBackup', objectKind: 'backup', objectId: run.id, after, ...byClock(ctx) });
    return run;
  });
}

const byClock = (ctx: By) => ('actor' in ctx ? {} : { doneBy: '定时备份' });

const PHASES = { tables: '正在写出数据', files: '正在写出文件', verify: '正在核对' } as const;

/** Tells what goes on, not more often than anyone looks. */
function teller({ db }: Deps, id: string): Progress {
  let saidAt = 0;
  return ({ phase, done, total }) => {
    const now = performance.now();
    if (now - saidAt < SAY_EVERY_MS) return;
    saidAt = now;
    const note = `${PHASES[phase]}（${done}/${total}）`;
    void db.backupRun.updateMany({ where: { id, state: 'running' }, data: { note } }).catch(() => {});
  };
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new BackupFault(`建不了备份目录 ${folder}：${error.message}。请检查 BACKUP_DIR 和它的写入权限。`);
  });
}

async function work(ctx: By, run: BackupRun, signal: AbortSignal): Promise<void> {
  const folder = backupFolder(ctx.settings);
  try {
    await makeFolder(folder);
    await sweepParts(folder);
    const result = await writeBackup({
      ...{ databaseUrl: ctx.databaseUrl, files: ctx.files, kept: keptFiles(ctx.settings), signal },
      ...{ target: path.join(folder, run.fileName), passphrase: passphraseOf(ctx.settings) },
      ...{ program: PROGRAM_VERSION, madeAt: ctx.at, onProgress: teller(ctx, run.id) },
    });
    await settle(ctx, run, { state: 'done', ...result });
    if (run.kind === 'scheduled') await removeOld(ctx, folder);
  } catch (error) {
    const isOurs = error instanceof BackupFault || error instanceof Fault;
    if (!isOurs && !signal.aborted) ctx.log.error({ err: error }, 'a backup failed');
    const why = signal.aborted ? '程序停止，备份没有做完。' : '备份没有做成，请查看服务器日志。';
    await settle(ctx, run, { state: 'failed', note: isOurs ? error.message : why });
  }
}

interface Outcome {
  state: 'done' | 'failed';
  note?: string;
  bytes?: number;
  rows?: number;
  files?: number;
  missing?: string[];
}

async function settle(ctx: By, run: BackupRun, outcome: Outcome): Promise<void> {
  const { state, note = null, bytes = null, rows = null, files = null, missing } = outcome;
  const lost = missing?.length ? `有 ${missing.length} 个文件在文件库中缺失或损坏，没有备份进去。` : null;
  const data = { state, note: note ?? lost, bytes, rowCount: rows, fileCount: files, missing: missing?.length ?? null };
  await ctx.db.$transaction(async (tx) => {
    await tx.backupRun.update({ where: { id: run.id }, data: { ...data, finishedAt: ctx.now() } });
    await record(tx, ctx, {
      ...{ action: state === 'done' ? 'finishBackup' : 'failBackup', objectKind: 'backup', objectId: run.id },
      ...{ note: data.note, after: { 文件: run.fileName, ...(rows !== null && { 行数: rows, 文件数: files }) } },
      ...byClock(ctx),
    });
  });
}

/** Of the backups that the clock made, only so many are kept. */
async function removeOld(ctx: By, folder: string): Promise<void> {
  const old = await ctx.db.backupRun.findMany({
    where: { kind: 'scheduled', state: 'done' },
    orderBy: { startedAt: 'desc' },
    skip: ctx.settings.BACKUP_KEEP,
    take: 100,
    select: { id: true, fileName: true },
  });
  const present = new Set(await readdir(folder));
  for (const { id, fileName } of old.filter((each) => present.has(each.fileName))) {
    await rm(path.join(folder, fileName), { force: true });
    const fact = { action: 'removeBackup', objectKind: 'backup', objectId: id, after: { 文件: fileName } } as const;
    await ctx.db.$transaction((tx) => record(tx, ctx, { ...fact, ...byClock(ctx) }));
  }
}

/** Begins a backup that goes on by itself; throws `conflict` while another is being made, by whatever process. */
export async function beginBackup(ctx: By, kind: BackupKind): Promise<{ run: BackupRun; done: Promise<void> }> {
  const release = await holdLock(ctx.databaseUrl, BACKUP_LOCK);
  if (!release) throw new Fault('conflict', '正在进行另一次备份，请等它完成后再备份。');
  try {
    await settleBroken(ctx, ctx.at);
    const run = await openRun(ctx, kind);
    const abort = new AbortController();
    const done = work(ctx, run, abort.signal)
      .catch((error: unknown) => ctx.log.error({ err: error }, 'the end of a backup could not be written down'))
      .finally(release);
    const entry = { abort, done };
    underWay.add(entry);
    void done.finally(() => underWay.delete(entry));
    return { run, done };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Breaks off the backups of this process and waits until that is written down. */
export async function stopBackups(): Promise<void> {
  for (const { abort } of underWay) abort.abort();
  await Promise.all([...underWay].map(({ done }) => done));
}
