import { oneTimePasswordUntil } from '@rectify/domain';
import type { Tx } from '@rectify/db';
import type { OpenCtx } from '../../context.ts';

interface Owner {
  mustChangePassword: boolean;
  passwordChangedAt: Date;
}

/** Until when a handed-out password counts, and whether that is over; null for a password of one's own. */
export function oneTimePasswordOf({ settings, at }: Pick<OpenCtx, 'settings' | 'at'>, owner: Owner) {
  if (!owner.mustChangePassword) return null;
  const until = oneTimePasswordUntil(owner.passwordChangedAt, settings.ONE_TIME_PASSWORD_DAYS);
  return { until: until.toISOString(), isOver: until <= at };
}

/** Whether an administrator is there who could hand out another. */
const hasHelper = async (tx: Tx, userId: string) =>
  (await tx.user.count({
    where: { role: 'sys_admin', isDisabled: false, mustChangePassword: false, id: { not: userId } },
  })) > 0;

/** Whether a password that fits is one that was handed out too long ago. */
export async function isOneTimePasswordOver(ctx: OpenCtx, owner: Owner & { id: string }): Promise<boolean> {
  // The first administrator has nobody to ask for another: a system that is started late must still be opened.
  return oneTimePasswordOf(ctx, owner)?.isOver === true && hasHelper(ctx.db, owner.id);
}
