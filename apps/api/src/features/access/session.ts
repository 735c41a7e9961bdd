import type { IncomingMessage } from 'node:http';
import { passwordAdvice, passwordDaysLeft, PERMISSIONS, ROLES, type Role, type UnitKind } from '@rectify/domain';
import { directRows, Prisma, type Db, type SignInMethod } from '@rectify/db';
import type { Ctx, OpenCtx, SignedIn } from '../../context.ts';
import type { Settings } from '../../env.ts';
import { Fault } from '../../http/errors.ts';
import type { Meeting, Wire } from '../../http/meeting.ts';
import { clearCookie, hashToken, makeToken, readCookie, setCookie } from './cookies.ts';

// Each request reads its session from the database, in one query and never from memory alone: an end of it, wherever it
// was made, holds from the next request on in every process. Ends are judged by the database's clock alone.

/** How a person proved who they are, for the audit trail. */
export const METHOD_LABELS: Record<SignInMethod, string> = {
  password: '密码',
  totp: '密码和动态口令',
  recovery_code: '密码和恢复码',
  sso: '统一身份认证',
};

interface ActorRow {
  sessionId: string;
  method: SignInMethod;
  /** The end of the session is to be moved on. */
  isDue: boolean;
  id: string;
  name: string;
  username: string;
  role: Role;
  mustChangePassword: boolean;
  passwordChangedAt: Date;
  hasSecondFactor: boolean;
  unitId: string;
  unitName: string;
  unitKind: UnitKind;
  unitPath: string;
  parentPath: string | null;
  groupIds: string[];
}

const ACTOR_COLUMNS = Prisma.sql`u.id, u.name, u.username, u.role, u.must_change_password AS "mustChangePassword",
  u.password_changed_at AS "passwordChangedAt", u.unit_id AS "unitId", n.name AS "unitName", n.kind AS "unitKind",
  n.path AS "unitPath", p.path AS "parentPath", f.user_id IS NOT NULL AS "hasSecondFactor",
  ARRAY(SELECT g.group_id::text FROM group_member g WHERE g.user_id = u.id ORDER BY 1) AS "groupIds"`;
const ACTOR_TABLES = Prisma.sql`JOIN unit n ON n.id = u.unit_id LEFT JOIN unit p ON p.id = n.parent_id
  LEFT JOIN second_factor f ON f.user_id = u.id AND f.confirmed_at IS NOT NULL`;

/** Moving the end of a session on at most once a minute keeps reads from becoming writes. */
const TOUCH_SECONDS = 60;

const idle = ({ IDLE_MINUTES }: Settings) => Prisma.sql`make_interval(mins => ${IDLE_MINUTES}::int)`;
const whole = ({ SESSION_HOURS }: Settings) => Prisma.sql`make_interval(hours => ${SESSION_HOURS}::int)`;

function asksSecondFactor(settings: Settings, { role, method }: Pick<ActorRow, 'role' | 'method'>): boolean {
  const isProviders = method === 'sso' && settings.OIDC_SECOND_FACTOR === 'provider';
  return settings.SECOND_FACTOR_ROLES.includes(role) && !isProviders;
}

function actorOf(row: ActorRow, settings?: Settings, at?: Date): SignedIn {
  // An office or supervising body watches over the region that it belongs to; a region's own account over itself.
  const jurisdictionPath = row.unitKind === 'region' ? row.unitPath : (row.parentPath ?? row.unitPath);
  const usesPassword = row.method !== 'sso';
  const daysLeft =
    settings && at && usesPassword ? passwordDaysLeft(row.passwordChangedAt, at, settings.PASSWORD_POLICY) : null;
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    role: row.role,
    unitId: row.unitId,
    unitName: row.unitName,
    groupIds: row.groupIds,
    jurisdictionPath,
    mustChangePassword: usesPassword && (row.mustChangePassword || (daysLeft ?? 1) <= 0),
    mustEnrolSecondFactor: settings ? asksSecondFactor(settings, row) && !row.hasSecondFactor : false,
    passwordDaysLeft: daysLeft,
    sessionId: row.sessionId,
  };
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
  passwordChangedAt: true,
  unit: { select: { name: true, kind: true, path: true, parent: { select: { path: true } } } },
  groups: { select: { groupId: true } },
} as const satisfies Prisma.UserSelect;

type UserRow = Prisma.UserGetPayload<{ select: typeof ACTOR_FIELDS }>;

/** An account as the one who acts, outside of any session of its own. */
export function toActor({ unit, groups, ...user }: UserRow, sessionId: string): SignedIn {
  return actorOf({
    ...user,
    ...{ sessionId, method: 'password', isDue: false, hasSecondFactor: true },
    unitName: unit.name,
    unitKind: unit.kind,
    unitPath: unit.path,
    parentPath: unit.parent?.path ?? null,
    groupIds: groups.map(({ groupId }) => groupId),
  });
}

/** The account as the one who acts, outside of any session of its own; null when it is gone or disabled. */
export async function findActor(db: Pick<Db, 'user'>, userId: string, sessionId: string): Promise<SignedIn | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: ACTOR_FIELDS });
  return !user || user.isDisabled ? null : toActor(user, sessionId);
}

async function findSession({ db, settings }: OpenCtx, hash: string): Promise<ActorRow | null> {
  const rows = await directRows<ActorRow>(
    db,
    Prisma.sql`
    SELECT s.id AS "sessionId", s.method::text AS method,
      s.expires_at < least(now() + ${idle(settings)} - make_interval(secs => ${TOUCH_SECONDS}::int),
        s.created_at + ${whole(settings)}) AS "isDue", ${ACTOR_COLUMNS}
    FROM session s JOIN app_user u ON u.id = s.user_id ${ACTOR_TABLES}
    WHERE s.token = ${hash} AND s.expires_at > now() AND s.created_at > now() - ${whole(settings)}
      AND NOT u.is_disabled`,
  );
  const row = rows[0];
  if (row?.isDue) {
    await db.$executeRaw`UPDATE session SET updated_at = now(),
      expires_at = least(now() + ${idle(settings)}, created_at + ${whole(settings)}) WHERE id = ${row.sessionId}::uuid`;
  }
  return row ?? null;
}

/** By the hash of a session's token, who it was last time. Whoever has not asked for longest is forgotten first. */
const remembered = new WeakMap<Db, Map<string, SignedIn>>();
const MOST_REMEMBERED = 2_000;

function memoryOf({ db }: OpenCtx): Map<string, SignedIn> {
  const known = remembered.get(db) ?? new Map<string, SignedIn>();
  remembered.set(db, known);
  return known;
}

async function identify(ctx: OpenCtx, hash: string | null, memory: Map<string, SignedIn>): Promise<Ctx> {
  const row = hash === null ? null : await findSession(ctx, hash);
  if (hash !== null) memory.delete(hash);
  if (hash === null || !row)
    throw new Fault('unauthenticated', '还没有登录，或登录已过期。请重新登录，未提交的内容会保留。');
  const actor = actorOf(row, ctx.settings, ctx.at);
  if (memory.size >= MOST_REMEMBERED) memory.delete(memory.keys().next().value ?? '');
  memory.set(hash, actor);
  return { ...ctx, actor };
}

/** Who signed in, from the request's cookie, and who that was last time. */
export function meet(ctx: OpenCtx, request: IncomingMessage): Meeting {
  const token = readCookie(ctx.settings, request, 'session');
  const hash = token && hashToken(token);
  const memory = memoryOf(ctx);
  const last = hash === null ? undefined : memory.get(hash);
  return { guess: last ? { ...ctx, actor: last } : null, met: identify(ctx, hash, memory) };
}

/** Opens a session for an account in this browser; the one that the browser came with ends. */
export async function openSession(ctx: OpenCtx, wire: Wire, userId: string, method: SignInMethod): Promise<Ctx> {
  const { db, settings, origin } = ctx;
  const before = readCookie(settings, wire.request, 'session');
  const { token, hash } = makeToken();
  await db.$transaction([
    db.session.deleteMany({ where: { token: before ? hashToken(before) : '' } }),
    db.$executeRaw`DELETE FROM session WHERE user_id = ${userId}::uuid AND expires_at < now()`,
    db.$executeRaw`INSERT INTO session (id, token, user_id, method, ip_address, user_agent, expires_at)
      VALUES (gen_random_uuid(), ${hash}, ${userId}::uuid, ${method}::"SignInMethod", ${origin.ip}, ${origin.userAgent},
        least(now() + ${idle(settings)}, now() + ${whole(settings)}))`,
  ]);
  setCookie(settings, wire.response, 'session', token);
  const row = await findSession(ctx, hash);
  if (!row) throw new Fault('unauthenticated', '登录没有成功，账号可能刚被停用。请联系系统管理员。');
  return { ...ctx, actor: actorOf(row, settings, ctx.at) };
}

/** Takes the session's cookie back from the browser. */
export function forgetSession(ctx: OpenCtx, { response }: Wire): void {
  clearCookie(ctx.settings, response, 'session');
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
    mustEnrolSecondFactor: actor.mustEnrolSecondFactor,
    passwordDaysLeft: actor.passwordDaysLeft,
    passwordAdvice: passwordAdvice(ctx.settings.PASSWORD_POLICY),
    permissions: [...PERMISSIONS[actor.role]],
    idleMinutes: ctx.settings.IDLE_MINUTES,
    today: ctx.today,
  };
}
