import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupRun } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Wire } from '../../http/meeting.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { backupFolder } from './place.ts';
import { beginBackup } from './run-backup.ts';

const SHOWN = 60;

async function sizeOnDisk(ctx: Ctx, { fileName, kind }: BackupRun): Promise<number | null> {
  // A backup made by command lies where its maker chose.
  if (kind === 'command') return null;
  return stat(path.join(backupFolder(ctx.settings), path.basename(fileName))).then(
    (found) => found.size,
    () => null,
  );
}

async function present(ctx: Ctx, run: BackupRun, names: ReadonlyMap<string, string>) {
  const { id, fileName, kind, state, note, isEncrypted, missing } = run;
  const isThere = state === 'done' && (await sizeOnDisk(ctx, run)) !== null;
  return {
    ...{ id, fileName, kind, state, note, isEncrypted, missing },
    startedBy: run.startedBy && (names.get(run.startedBy) ?? '已停用的账号'),
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    bytes: run.bytes === null ? null : Number(run.bytes),
    rows: run.rowCount === null ? null : Number(run.rowCount),
    files: run.fileCount,
    canDownload: isThere && isEncrypted,
  };
}

async function namesOf(ctx: Ctx, runs: readonly BackupRun[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(runs.flatMap(({ startedBy }) => startedBy ?? []))];
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

/** When and where backups are made, in words. */
function scheduleInWords({ settings }: Ctx): string {
  const { BACKUP_AT, BACKUP_KEEP } = settings;
  const place = `备份文件放在服务器的 ${backupFolder(settings)}`;
  if (!BACKUP_AT) return `没有定时备份。${place}。要每天自动备份，请设置 BACKUP_AT（例如 02:30）。`;
  return `每天 ${BACKUP_AT} 自动备份，保留最近 ${BACKUP_KEEP} 份。${place}，请定期拷到另一台机器。`;
}

const hasPassphrase = ({ settings }: Ctx) => Boolean(settings.BACKUP_PASSPHRASE ?? settings.BACKUP_PASSPHRASE_FILE);

/** Backups as they were made, the latest first. */
export const listBackups: Operation<'listBackups'> = async (ctx) => {
  demand(ctx, 'settings.read');
  const runs = await ctx.db.backupRun.findMany({ orderBy: { startedAt: 'desc' }, take: SHOWN });
  const names = await namesOf(ctx, runs);
  return {
    items: await Promise.all(runs.map((run) => present(ctx, run, names))),
    schedule: scheduleInWords(ctx),
    downloadHint: hasPassphrase(ctx)
      ? null
      : '没有设置备份口令，备份不加密，只能由机房管理员在服务器上取用。设置 BACKUP_PASSPHRASE 后，新的备份可以在这里下载。',
    isRunning: runs.some(({ state }) => state === 'running'),
  };
};

/** Begins a backup now; it goes on after the answer. */
export const makeBackup: Operation<'makeBackup'> = async (ctx) => {
  demand(ctx, 'settings.write');
  const { run } = await beginBackup(ctx, 'manual');
  return present(ctx, run, await namesOf(ctx, [run]));
};

/** Sends an encrypted backup; whoever administers accounts must not read what is in it. */
export async function downloadBackup(ctx: Ctx, id: string, { response }: Wire): Promise<void> {
  demand(ctx, 'settings.write');
  const run = await ctx.db.backupRun.findUnique({ where: { id } });
  if (!run || run.state !== 'done') throw notFound();
  if (!run.isEncrypted)
    throw new Fault('forbidden', '这份备份没有加密，里面有业务内容，不能下载。请由机房管理员在服务器上取用。');
  const size = await sizeOnDisk(ctx, run);
  if (size === null) throw new Fault('not_found', '这份备份文件已经不在服务器上了，可能已按保留份数清理。');
  const fact = { action: 'downloadBackup', objectKind: 'backup', objectId: id, after: { 文件: run.fileName } } as const;
  await ctx.db.$transaction((tx) => record(tx, ctx, fact));
  response.set({
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${path.basename(run.fileName)}"`,
    'Cache-Control': 'private, no-store',
  });
  const source = createReadStream(path.join(backupFolder(ctx.settings), path.basename(run.fileName)));
  await pipeline(source, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
