import { fromNodeHeaders } from 'better-auth/node';
import { isAPIError } from 'better-auth/api';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Input, Endpoints } from '@rectify/contract';
import type { OpenCtx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Wire } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { hashPassword } from './passwords.ts';
import { findActor, passCookies, presentSession } from './session.ts';

const WRONG = '用户名或密码不对，或账号已停用。请核对后重试；忘记密码请联系系统管理员重置。';
const FAILURES_ALLOWED = 10;
const WINDOW_SECONDS = 15 * 60;

/** Counts failed sign-ins per account and address; a success forgets them. */
export function createSignInLimiter(): RateLimiterMemory {
  return new RateLimiterMemory({ points: FAILURES_ALLOWED, duration: WINDOW_SECONDS });
}

async function tooMany(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  return ((await limiter.get(key))?.consumedPoints ?? 0) >= FAILURES_ALLOWED;
}

async function checkPassword(ctx: OpenCtx, wire: Wire, body: Input<Endpoints['signIn']>['body']) {
  try {
    return await ctx.auth.api.signInUsername({
      body,
      headers: fromNodeHeaders(wire.request.headers),
      returnHeaders: true,
    });
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** Takes as long for a name that nobody has, so that the time tells nothing. */
async function spendAsLong(ctx: OpenCtx, password: string): Promise<null> {
  await hashPassword(ctx.auth, password);
  return null;
}

/** Signs in with username and password and sets the session cookie. */
export async function signIn(
  ctx: OpenCtx,
  { body }: Input<Endpoints['signIn']>,
  wire: Wire,
  limiter: RateLimiterMemory,
) {
  const username = body.username.toLowerCase();
  const key = `${username}|${ctx.origin.ip}`;
  if (await tooMany(limiter, key))
    throw new Fault('too_many', '连续输错次数太多，请 15 分钟后再试，或联系系统管理员重置密码。');
  const user = await ctx.db.user.findUnique({ where: { username }, select: { isDisabled: true } });
  const mayTry = user !== null && !user.isDisabled;
  const signedIn = mayTry
    ? await checkPassword(ctx, wire, { ...body, username })
    : await spendAsLong(ctx, body.password);
  if (!signedIn?.response) {
    await limiter.penalty(key);
    const after = { username: username.slice(0, 60) };
    await ctx.db.$transaction((tx) => record(tx, ctx, { action: 'signInFailed', objectKind: 'session', after }));
    throw new Fault('unauthenticated', WRONG);
  }
  await limiter.delete(key);
  const actor = await findActor(ctx.db, signedIn.response.user.id, signedIn.response.token);
  if (!actor) throw new Fault('unauthenticated', WRONG);
  const signedCtx = { ...ctx, actor };
  await ctx.db.$transaction((tx) =>
    record(tx, signedCtx, { action: 'signIn', objectKind: 'session', objectId: actor.id }),
  );
  passCookies(signedIn.headers, wire.response);
  return presentSession(signedCtx);
}
