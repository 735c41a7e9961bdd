import { dayInShanghai } from '@rectify/domain';
import type { Deps, OpenCtx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { beginBackup, stopBackups, tidyBackups } from './run-backup.ts';

const LOOK_EVERY_MS = 30_000;
const RETRY_MS = 3_600_000;

function clockCtx(deps: Deps): OpenCtx {
  const at = deps.now();
  return { ...deps, at, today: dayInShanghai(at), origin: { ip: null, userAgent: null, requestId: 'clock' } };
}

/** Whether today's backup is still to be made: the time has come, and none was made or is under way. */
export async function isBackupDue(deps: Deps): Promise<boolean> {
  const { BACKUP_AT } = deps.settings;
  if (!BACKUP_AT) return false;
  const now = deps.now();
  const dueAt = new Date(`${dayInShanghai(now)}T${BACKUP_AT}:00+08:00`);
  if (now < dueAt) return false;
  const last = await deps.db.backupRun.findFirst({
    where: { kind: 'scheduled', startedAt: { gte: dueAt } },
    orderBy: { startedAt: 'desc' },
    select: { state: true, startedAt: true },
  });
  // One that failed, for a full disk or the like, is tried again an hour later.
  return last === null || (last.state === 'failed' && now.getTime() - last.startedAt.getTime() >= RETRY_MS);
}

/** Makes today's backup where it is due; true when one was made. */
export async function makeDueBackup(deps: Deps): Promise<boolean> {
  if (!(await isBackupDue(deps))) return false;
  try {
    const { done } = await beginBackup(clockCtx(deps), 'scheduled');
    await done;
    return true;
  } catch (error) {
    // Another process was quicker.
    if (error instanceof Fault && error.code === 'conflict') return false;
    throw error;
  }
}

/** Looks again and again whether a backup is due; the answered function ends that and breaks off one under way. */
export function startBackupClock(deps: Deps): () => Promise<void> {
  let looking: Promise<unknown> = tidyBackups(deps).catch(() => {});
  let isBusy = false;
  const look = async () => {
    if (isBusy) return;
    isBusy = true;
    await makeDueBackup(deps).catch((error: unknown) => deps.log.error({ err: error }, 'a scheduled backup failed'));
    isBusy = false;
  };
  const timer = setInterval(() => (looking = look()), LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await stopBackups();
    await looking;
  };
}
