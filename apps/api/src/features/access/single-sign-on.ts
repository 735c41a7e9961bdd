import type { Endpoints, Input } from '@rectify/contract';
import type { OpenCtx } from '../../context.ts';
import type { Wire } from '../../http/meeting.ts';
import { record } from '../audit/record.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { keepHalf, takeHalf } from './half-sign-in.ts';
import type { Checks } from './oidc.ts';
import { hasSecondFactor } from './second-factor.ts';
import { askSecondFactor, finishSignIn } from './sign-in.ts';

/** Seconds that a person may take at the other house. */
const AWAY_SECONDS = 10 * 60;

/** Why one comes back without being signed in; the sign-in page has a sentence for each. */
type Failure = 'off' | 'expired' | 'refused' | 'unknown' | 'unreachable';

/** Which ways of signing in there are. */
export async function getSignInOptions({ singleSignOn }: OpenCtx) {
  return { singleSignOn: singleSignOn && { label: singleSignOn.label } };
}

/** Only addresses of this application may be returned to. */
function safeNext(next = '/app'): string {
  const { origin, pathname, search } = URL.canParse(next, 'http://here')
    ? new URL(next, 'http://here')
    : new URL('http://elsewhere');
  return origin === 'http://here' && /^\/app(\/|$)/.test(pathname) ? `${pathname}${search}` : '/app';
}

function backToSignIn({ response }: Wire, search: Record<string, string>): void {
  response.redirect(302, `/app/sign-in?${new URLSearchParams(search)}`);
}

interface Away {
  checks: Checks;
  next: string;
}

/** Leads to the identity provider. */
export async function beginSingleSignOn(
  ctx: OpenCtx,
  { query }: Input<Endpoints['beginSingleSignOn']>,
  wire: Wire,
): Promise<void> {
  if (!ctx.singleSignOn) return backToSignIn(wire, { sso: 'off' satisfies Failure });
  try {
    const { address, checks } = await ctx.singleSignOn.begin();
    const away: Away = { checks, next: safeNext(query.next) };
    setCookie(ctx.settings, wire.response, 'sso', await keepHalf(ctx.db, 'sso', away, AWAY_SECONDS), AWAY_SECONDS);
    wire.response.redirect(302, address);
  } catch (error) {
    ctx.log.warn({ err: error }, 'single sign-on is unreachable');
    backToSignIn(wire, { sso: 'unreachable' satisfies Failure });
  }
}

async function recordFailure(ctx: OpenCtx, note: string, username: string | null): Promise<void> {
  const after = { 方式: '统一身份认证', ...(username && { 用户名: username.slice(0, 60) }) };
  await ctx.db.$transaction((tx) => record(tx, ctx, { action: 'signInFailed', objectKind: 'session', note, after }));
}

/** Comes back from the identity provider: opens the session of an account that exists, or says why not. */
export async function completeSingleSignOn(ctx: OpenCtx, _input: unknown, wire: Wire): Promise<void> {
  const { singleSignOn, settings } = ctx;
  const away = await takeHalf<Away>(ctx.db, 'sso', readCookie(settings, wire.request, 'sso'));
  clearCookie(settings, wire.response, 'sso');
  if (!singleSignOn) return backToSignIn(wire, { sso: 'off' satisfies Failure });
  if (!away) return backToSignIn(wire, { sso: 'expired' satisfies Failure });
  const fail = async (failure: Failure, note: string, username: string | null = null) => {
    await recordFailure(ctx, note, username);
    backToSignIn(wire, { sso: failure });
  };
  let username: string;
  try {
    username = await singleSignOn.complete(wire.request.originalUrl, away.checks);
  } catch (error) {
    ctx.log.warn({ err: error }, 'single sign-on failed');
    return fail('refused', '统一身份认证没有通过');
  }
  const user = await ctx.db.user.findUnique({ where: { username }, select: { id: true, isDisabled: true } });
  if (!user || user.isDisabled) return fail('unknown', '统一身份认证通过，但没有对应的账号或账号已停用', username);
  if (settings.OIDC_SECOND_FACTOR === 'own' && (await hasSecondFactor(ctx.db, user.id))) {
    await askSecondFactor(ctx, wire, { userId: user.id, username, method: 'sso' });
    return backToSignIn(wire, { step: 'code', next: away.next });
  }
  await finishSignIn(ctx, wire, user.id, 'sso');
  wire.response.redirect(302, away.next);
}
