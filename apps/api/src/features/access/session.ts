import { fromNodeHeaders } from 'better-auth/node';
import type { Response } from 'express';
import { PERMISSIONS, ROLES } from '@rectify/domain';
import type { Db, Prisma } from '@rectify/db';
import type { Ctx, OpenCtx, SignedIn } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Wire } from '../../http/route.ts';

/** Passes the session cookies of better-auth on to the browser. */
export function passCookies(from: Headers, to: Response): void {
  for (const cookie of from.getSetCookie()) to.append('Set-Cookie', cookie);
}

/** What of an account decides what its person may do. */
export const ACTOR_FIELDS = {
  id: true,
  name: true,
  username: true,
  role: true,
  unitId: true,
  isDisabled: true,
  mustChangePassword: true,
  unit: { select: { name: true, kind: true, path: true, parent: { select: { path: true } } } },
  groups: { select: { groupId: true } },
} as const satisfies Prisma.UserSelect;

type ActorRow = Prisma.UserGetPayload<{ select: typeof ACTOR_FIELDS }>;

/** The account as the one who acts. */
export function toActor(user: ActorRow, sessionToken: string): SignedIn {
  // An office or supervising body watches over the region that it belongs to; a region's own account over itself.
  const jurisdictionPath = user.unit.kind === 'region' ? user.unit.path : (user.unit.parent?.path ?? user.unit.path);
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    role: user.role,
    unitId: user.unitId,
    unitName: user.unit.name,
    groupIds: user.groups.map((member) => member.groupId),
    jurisdictionPath,
    mustChangePassword: user.mustChangePassword,
    sessionToken,
  };
}

/** The account as the one who acts; null when it is gone or disabled. */
export async function findActor(db: Pick<Db, 'user'>, userId: string, sessionToken: string): Promise<SignedIn | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: ACTOR_FIELDS });
  return !user || user.isDisabled ? null : toActor(user, sessionToken);
}

/** Who signed in, from the request's cookie; throws `unauthenticated`. */
export async function identify(ctx: OpenCtx, { request, response }: Wire): Promise<Ctx> {
  const { headers, response: found } = await ctx.auth.api.getSession({
    headers: fromNodeHeaders(request.headers),
    returnHeaders: true,
  });
  const actor = found && (await findActor(ctx.db, found.user.id, found.session.token));
  if (!actor) throw new Fault('unauthenticated', '还没有登录，或登录已过期。请重新登录，未提交的内容会保留。');
  passCookies(headers, response);
  return { ...ctx, actor };
}

/** The answer that tells the SPA who is signed in and what they may do. */
export function presentSession(ctx: Ctx) {
  const { actor } = ctx;
  return {
    user: {
      id: actor.id,
      name: actor.name,
      username: actor.username,
      role: actor.role,
      roleLabel: ROLES[actor.role],
      unit: { id: actor.unitId, name: actor.unitName },
    },
    mustChangePassword: actor.mustChangePassword,
    permissions: [...PERMISSIONS[actor.role]],
    idleMinutes: ctx.settings.IDLE_MINUTES,
    today: ctx.today,
  };
}
