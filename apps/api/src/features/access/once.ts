import { Prisma, type DirectTx, type Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';

/** What was made when the same was sent before; the number must not have been used for anything else. */
function madeBefore(before: { fingerprint: string; objectId: string | null } | undefined, fingerprint: string): string {
  if (before?.fingerprint === fingerprint && before.objectId) return before.objectId;
  throw new Fault('conflict', '这个提交编号已经用在别的内容上，没有写入。请刷新页面后重新提交。');
}

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
    return madeBefore(await tx.submission.findUniqueOrThrow({ where }), fingerprint);
  }
  const objectId = await write();
  await tx.submission.update({ where, data: { objectId }, select: { key: true } });
  return objectId;
}

/**
 * The same for a direct transaction: the first statement of it claims the submission; answers what was made when it was
 * sent before, or null where the write is still to be done.
 */
export async function claim(tx: DirectTx, { actor, submission, at }: Ctx): Promise<string | null> {
  if (!submission) return null;
  const { key, fingerprint } = submission;
  const claimed = await tx.rows(Prisma.sql`INSERT INTO submission (actor_id, key, fingerprint, at)
    VALUES (${actor.id}::uuid, ${key}, ${fingerprint}, ${at}) ON CONFLICT DO NOTHING RETURNING key`);
  if (claimed.length > 0) return null;
  const [before] = await tx.rows<{ fingerprint: string; objectId: string | null }>(Prisma.sql`
    SELECT fingerprint, object_id AS "objectId" FROM submission WHERE actor_id = ${actor.id}::uuid AND key = ${key}`);
  return madeBefore(before, fingerprint);
}

/** Tells what a claimed submission has made, as part of the statement that makes it. */
export const fulfilSql = ({ actor, submission }: Ctx, objectId: string): Prisma.Sql =>
  Prisma.sql`UPDATE submission SET object_id = ${objectId}::uuid
    WHERE actor_id = ${actor.id}::uuid AND key = ${submission?.key ?? null}::text`;

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
