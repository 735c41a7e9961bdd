import { formatWait } from '@rectify/domain';
import type { Endpoints, Input } from '@rectify/contract';
import type { SignInMethod } from '@rectify/db';
import type { Ctx, OpenCtx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Wire } from '../../http/meeting.ts';
import { record } from '../audit/record.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { keepHalf, peekHalf, takeHalf } from './half-sign-in.ts';
import { knownDevice, rememberDevice } from './known-device.ts';
import { isOneTimePasswordOver } from './one-time-password.ts';
import { isPassword } from './passwords.ts';
import { hasSecondFactor, takeSecondFactor } from './second-factor.ts';
import { METHOD_LABELS, openSession, presentSession } from './session.ts';
import { addressKey, chargeTry, forgiveTry, sweepThrottle, type Charge, type Counted } from './throttle.ts';

const WRONG = '用户名或密码不对，或账号已停用。请核对后重试；忘记密码请联系系统管理员重置。';
const OVER = '这个一次性密码已经过期。请联系系统管理员重置密码，拿到新的一次性密码后尽快登录。';
const WRONG_CODE = '口令不对，或刚刚已经用过。请等下一个口令出现后再输；没有手机时可用恢复码。';
const STEP_OVER = '登录第一步已过期，请重新输入用户名和密码。';
/** Seconds between the password and the code. */
const STEP_SECONDS = 5 * 60;

/** The refusal of a try that comes too early, with the time that is left. */
export function tooEarly(wait: number, counted: readonly Counted[]): Fault {
  const isElsewhereOpen = counted.some(({ kind }) => kind === 'pair');
  const advice = isElsewhereOpen ? '以前登录过的设备上仍可登录；' : '';
  const detail = `连续输错次数太多，请 ${formatWait(wait)}后再试。${advice}急用请联系系统管理员解锁。`;
  return new Fault('too_many', detail, {}, Math.ceil(wait));
}

/** What a wrong try is followed by, said before one meets it. */
export const warningOf = ({ next }: Charge) =>
  next > 0 ? `连续输错次数较多，${formatWait(next)}内不再受理，请稍后再试。` : '';

/** What failures of a sign-in are counted by; only letters that no key is put together with. */
function countedBy(ctx: OpenCtx, wire: Wire, username: string): Counted[] {
  const name = encodeURIComponent(username.toWellFormed());
  const device = knownDevice(ctx, wire, username);
  if (device) return [{ kind: 'device', key: `${name}|${device}` }];
  const address = addressKey(ctx.origin.ip);
  return [
    { kind: 'pair', key: `${name}|${address}` },
    { kind: 'account', key: name },
    { kind: 'address', key: address },
  ];
}

async function recordFailure(ctx: OpenCtx, username: string, note: string | null, charge: Charge): Promise<void> {
  const after = {
    用户名: username.slice(0, 60),
    ...(charge.next > 0 && { 暂停受理: formatWait(charge.next) }),
    ...(charge.refused > 0 && { 此前暂停期间拒绝: `${charge.refused} 次` }),
  };
  await ctx.db.$transaction((tx) => record(tx, ctx, { action: 'signInFailed', objectKind: 'session', note, after }));
  await sweepThrottle(ctx.db);
}

/** Opens the session, knows the device again, and keeps both in the audit trail. */
export async function finishSignIn(ctx: OpenCtx, wire: Wire, userId: string, method: SignInMethod): Promise<Ctx> {
  const signedIn = await openSession(ctx, wire, userId, method);
  const { actor } = signedIn;
  await ctx.db.$transaction((tx) =>
    record(tx, signedIn, {
      action: 'signIn',
      objectKind: 'session',
      objectId: actor.id,
      after: { 方式: METHOD_LABELS[method] },
    }),
  );
  if (method !== 'sso') rememberDevice(ctx, wire, actor.username);
  return signedIn;
}

interface Half {
  userId: string;
  username: string;
  method: SignInMethod;
  next?: string;
  /** Of which password the first step was; a change of it voids what was begun with the one before. */
  passwordOf?: string;
}

/** Whether what the first step proved still holds. */
async function stillHolds({ db }: OpenCtx, { userId, method, passwordOf }: Half): Promise<boolean> {
  if (method === 'sso') return true;
  const user = await db.user.findUnique({ where: { id: userId }, select: { passwordChangedAt: true } });
  return user?.passwordChangedAt.toISOString() === passwordOf;
}

/** Keeps the first half of a sign-in until the code comes. */
export async function askSecondFactor(ctx: OpenCtx, wire: Wire, half: Half): Promise<void> {
  const token = await keepHalf(ctx.db, 'second-factor', half, STEP_SECONDS);
  setCookie(ctx.settings, wire.response, 'step', token, STEP_SECONDS);
}

const SIGNING_IN = {
  ...{ id: true, role: true, isDisabled: true },
  ...{ mustChangePassword: true, passwordChangedAt: true },
} as const;

/** Signs in with username and password: opens the session, or asks for the second factor. */
export async function signIn(ctx: OpenCtx, { body }: Input<Endpoints['signIn']>, wire: Wire) {
  const username = body.username.toLowerCase();
  const counted = countedBy(ctx, wire, username);
  const charge = await chargeTry(ctx.db, counted);
  if (charge.wait > 0) throw tooEarly(charge.wait, counted);
  const found = await ctx.db.user.findUnique({ where: { username }, select: SIGNING_IN });
  const user = found && !found.isDisabled ? found : null;
  const isRight = await isPassword(ctx.db, user?.id ?? null, body.password);
  if (!isRight || !user) {
    await recordFailure(ctx, username, '密码或用户名不对', charge);
    throw new Fault('unauthenticated', `${WRONG}${warningOf(charge)}`);
  }
  await forgiveTry(ctx.db, counted);
  if (await isOneTimePasswordOver(ctx, user)) {
    await recordFailure(ctx, username, '一次性密码已经过期', { ...charge, next: 0 });
    throw new Fault('unauthenticated', OVER);
  }
  if (await hasSecondFactor(ctx.db, user.id)) {
    const passwordOf = user.passwordChangedAt.toISOString();
    await askSecondFactor(ctx, wire, { userId: user.id, username, method: 'password', passwordOf });
    return { secondFactor: 'asked' as const };
  }
  return presentSession(await finishSignIn(ctx, wire, user.id, 'password'));
}

/** The second step: a code of the generator, or a recovery code. */
export async function completeSignIn(ctx: OpenCtx, { body }: Input<Endpoints['completeSignIn']>, wire: Wire) {
  const token = readCookie(ctx.settings, wire.request, 'step');
  const half = await peekHalf<Half>(ctx.db, 'second-factor', token);
  if (!half || !(await stillHolds(ctx, half))) throw new Fault('unauthenticated', STEP_OVER);
  const device = knownDevice(ctx, wire, half.username);
  const counted: Counted[] = [{ kind: 'person', key: [half.userId, device].filter(Boolean).join('|') }];
  const charge = await chargeTry(ctx.db, counted);
  if (charge.wait > 0) throw tooEarly(charge.wait, counted);
  const method = await takeSecondFactor(ctx, half.userId, body.code);
  if (!method) {
    await recordFailure(ctx, half.username, '第二步的口令不对', charge);
    throw new Fault('invalid', `${WRONG_CODE}${warningOf(charge)}`, {
      errors: [{ field: 'code', message: '口令不对' }],
    });
  }
  if (!(await takeHalf(ctx.db, 'second-factor', token))) throw new Fault('unauthenticated', STEP_OVER);
  await forgiveTry(ctx.db, counted);
  clearCookie(ctx.settings, wire.response, 'step');
  return presentSession(await finishSignIn(ctx, wire, half.userId, half.method === 'sso' ? 'sso' : method));
}
