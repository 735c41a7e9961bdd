import { notFound } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { deviceName } from './device-name.ts';
import { METHOD_LABELS } from './session.ts';

/** Where one is signed in at present, this place first, then the last used. */
export const listSessions: Operation<'listSessions'> = async (ctx) => {
  const { id: userId, sessionId } = ctx.actor;
  // By the database's clock, which decides what is over.
  const open = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM session WHERE user_id = ${userId}::uuid AND expires_at > now() ORDER BY updated_at DESC LIMIT 100`;
  const sessions = await ctx.db.session.findMany({
    where: { id: { in: open.map(({ id }) => id) } },
    orderBy: { updatedAt: 'desc' },
  });
  const items = sessions.map((session) => ({
    id: session.id,
    startedAt: session.createdAt.toISOString(),
    lastSeenAt: session.updatedAt.toISOString(),
    ip: session.ipAddress,
    device: deviceName(session.userAgent),
    method: METHOD_LABELS[session.method],
    isCurrent: session.id === sessionId,
  }));
  return { items: items.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)) };
};

/** Ends one of one's own sessions, in every process from the next request on. */
export const endSession: Operation<'endSession'> = async (ctx, { params }) => {
  const where = { id: params.id, userId: ctx.actor.id };
  await ctx.db.$transaction(async (tx) => {
    const session = await tx.session.findFirst({ where, select: { userAgent: true, ipAddress: true } });
    if (!session) throw notFound();
    await tx.session.deleteMany({ where });
    const after = { 设备: deviceName(session.userAgent), 地址: session.ipAddress };
    await record(tx, ctx, { action: 'endSession', objectKind: 'session', objectId: ctx.actor.id, after });
  });
};
