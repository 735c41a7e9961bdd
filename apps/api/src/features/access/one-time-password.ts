import { oneTimePasswordUntil, type Role } from '@rectify/domain';
import { Prisma } from '@rectify/db';
import type { OpenCtx } from '../../context.ts';
import { METHOD_LABELS } from './session.ts';

interface Owner {
  id: string;
  mustChangePassword: boolean;
  passwordChangedAt: Date;
}

interface OneTimePassword {
  until: string;
  isOver: boolean;
}

/** Until when a handed-out password counts, and whether that is over; null for a password of one's own. */
function oneTimePasswordOf({ settings, at }: Pick<OpenCtx, 'settings' | 'at'>, owner: Owner): OneTimePassword | null {
  if (!owner.mustChangePassword) return null;
  const until = oneTimePasswordUntil(owner.passwordChangedAt, settings.ONE_TIME_PASSWORD_DAYS);
  return { until: until.toISOString(), isOver: until <= at };
}

/** When each of these people last came by single sign-on; of nobody where that is not set up (any more). */
async function lastSingleSignOns({ db, singleSignOn }: OpenCtx, ids: readonly string[]) {
  if (!singleSignOn || ids.length === 0) return new Map<string, Date>();
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT actor_id AS id, max(at) AS at FROM audit_entry
    WHERE actor_id IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))}) AND action = 'signIn'
      AND after->>'方式' = ${METHOD_LABELS.sso} GROUP BY actor_id`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** The handed-out passwords of these people, without those that their owners have no need of. */
export async function oneTimePasswordsOf(ctx: OpenCtx, owners: readonly Owner[]) {
  const found = new Map(owners.map((owner) => [owner.id, oneTimePasswordOf(ctx, owner)]));
  const over = owners.filter(({ id }) => found.get(id)?.isOver);
  const cameAt = await lastSingleSignOns(
    ctx,
    over.map(({ id }) => id),
  );
  // Whoever came another way since it was handed out waits for no other.
  for (const { id, passwordChangedAt } of over) if ((cameAt.get(id) ?? 0) >= passwordChangedAt) found.set(id, null);
  return found;
}

/** Whether another administrator can get in, who could hand out a new one. */
async function hasHelper(ctx: OpenCtx, userId: string): Promise<boolean> {
  const others = await ctx.db.user.findMany({
    where: { role: 'sys_admin', isDisabled: false, id: { not: userId } },
    select: { id: true, mustChangePassword: true, passwordChangedAt: true },
  });
  if (others.some((other) => !oneTimePasswordOf(ctx, other)?.isOver)) return true;
  const cameAt = await lastSingleSignOns(
    ctx,
    others.map(({ id }) => id),
  );
  return cameAt.size > 0;
}

/** Whether a password that fits is one that was handed out too long ago. */
export async function isOneTimePasswordOver(ctx: OpenCtx, owner: Owner & { role: Role }): Promise<boolean> {
  if (!oneTimePasswordOf(ctx, owner)?.isOver) return false;
  // The only administrator has nobody to ask for another: a system that is started late must still be opened.
  return owner.role !== 'sys_admin' || hasHelper(ctx, owner.id);
}
