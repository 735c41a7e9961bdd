import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';

/**
 * Does a write once for each submission, in the write's own transaction; answers the id of what it made, now or when
 * the same was sent before. The same sent twice at once: the second waits here for the first to be written.
 */
export async function once(tx: Tx, ctx: Ctx, write: () => Promise<string>): Promise<string> {
  const { actor, submission, at } = ctx;
  if (!submission) return write();
  const { key, fingerprint } = submission;
  const { count } = await tx.submission.createMany({
    data: [{ actorId: actor.id, key, fingerprint, at }],
    skipDuplicates: true,
  });
  const where = { actorId_key: { actorId: actor.id, key } };
  if (count === 0) {
    const before = await tx.submission.findUniqueOrThrow({ where });
    if (before.fingerprint === fingerprint && before.objectId) return before.objectId;
    throw new Fault('conflict', '这个提交编号已经用在别的内容上，没有写入。请刷新页面后重新提交。');
  }
  const objectId = await write();
  await tx.submission.update({ where, data: { objectId }, select: { key: true } });
  return objectId;
}

const DAY_MS = 86_400_000;

/** Forgets what was sent more than a day ago: nobody waits for an answer that long. */
export async function forgetSubmissions({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<number> {
  const { count } = await db.submission.deleteMany({ where: { at: { lt: new Date(now().getTime() - DAY_MS) } } });
  return count;
}

export const FORGET_SUBMISSIONS_JOB = 'forgetSubmissions';

/** What the queue can do for access. */
export const accessTasks = (deps: Pick<Ctx, 'db' | 'now'>) => ({
  [FORGET_SUBMISSIONS_JOB]: async () => void (await forgetSubmissions(deps)),
});
