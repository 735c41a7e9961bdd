import { renderSVG } from 'uqr';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { reauthenticate } from './reauthenticate.ts';
import { dropFactor, hasSecondFactor, prepareFactor, replaceRecoveryCodes, takeCode } from './second-factor.ts';
import { tooEarly } from './sign-in.ts';
import { chargeTry, forgiveTry, type Counted } from './throttle.ts';

const isRequired = ({ settings, actor }: Ctx) => settings.SECOND_FACTOR_ROLES.includes(actor.role);

/** How one's own second factor stands. */
export const getSecondFactor: Operation<'getSecondFactor'> = async (ctx) => {
  const userId = ctx.actor.id;
  const [factor, recoveryCodesLeft] = await Promise.all([
    ctx.db.secondFactor.findUnique({ where: { userId }, select: { confirmedAt: true } }),
    ctx.db.recoveryCode.count({ where: { userId, usedAt: null } }),
  ]);
  const since = factor?.confirmedAt?.toISOString() ?? null;
  return { isOn: since !== null, since, recoveryCodesLeft, isRequired: isRequired(ctx) };
};

async function demandOff(ctx: Ctx): Promise<void> {
  if (await hasSecondFactor(ctx.db, ctx.actor.id))
    throw new Fault('conflict', '两步登录已经启用。换手机请先关闭，再重新设置。');
}

/** Makes a key for a generator; nothing changes before a code confirms it. */
export const beginSecondFactor: Operation<'beginSecondFactor'> = async (ctx, { body }) => {
  await reauthenticate(ctx, body.password, 'password');
  await demandOff(ctx);
  const { key, uri } = await prepareFactor(ctx, ctx.actor.id, ctx.actor.username);
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'beginSecondFactor', objectKind: 'account', objectId: ctx.actor.id }),
  );
  return { key: key.replaceAll(/(.{4})(?=.)/g, '$1 '), uri, qr: renderSVG(uri, { border: 2 }) };
};

/** Puts the second factor in force by its first code; one's other sessions end. */
export const confirmSecondFactor: Operation<'confirmSecondFactor'> = async (ctx, { body }) => {
  await demandOff(ctx);
  const { id: userId, sessionId } = ctx.actor;
  const counted: Counted[] = [{ kind: 'person', key: `${userId}|${sessionId}` }];
  const charge = await chargeTry(ctx.db, counted);
  if (charge.wait > 0) throw tooEarly(charge.wait, counted);
  if (!(await takeCode(ctx, userId, body.code))) {
    throw new Fault('invalid', '口令不对。请核对手机的时间是否准确，等下一个口令出现后再输。', {
      errors: [{ field: 'code', message: '口令不对' }],
    });
  }
  await forgiveTry(ctx.db, counted);
  return ctx.db.$transaction(async (tx) => {
    const data = { confirmedAt: ctx.at };
    const { count } = await tx.secondFactor.updateMany({ where: { userId, confirmedAt: null }, data });
    if (count === 0) throw new Fault('conflict', '两步登录已经启用，请刷新页面查看。');
    await tx.session.deleteMany({ where: { userId, id: { not: sessionId } } });
    await record(tx, ctx, { action: 'confirmSecondFactor', objectKind: 'account', objectId: userId });
    return { recoveryCodes: await replaceRecoveryCodes(tx, userId) };
  });
};

/** Switches the second factor off, unless the role must have one; then the administrator resets a lost one. */
export const removeSecondFactor: Operation<'removeSecondFactor'> = async (ctx, { body }) => {
  if (isRequired(ctx)) {
    throw new Fault('forbidden', '您的角色必须使用两步登录，不能关闭。换手机请联系系统管理员重置后重新设置。');
  }
  await reauthenticate(ctx, body.password, 'password');
  await ctx.db.$transaction(async (tx) => {
    await dropFactor(tx, ctx.actor.id);
    await record(tx, ctx, { action: 'removeSecondFactor', objectKind: 'account', objectId: ctx.actor.id });
  });
  return { isOn: false, since: null, recoveryCodesLeft: 0, isRequired: false };
};

/** Makes ten new recovery codes; those before are void. */
export const renewRecoveryCodes: Operation<'renewRecoveryCodes'> = async (ctx, { body }) => {
  await reauthenticate(ctx, body.password, 'password');
  const userId = ctx.actor.id;
  if (!(await hasSecondFactor(ctx.db, userId))) throw new Fault('conflict', '还没有启用两步登录，请先设置。');
  return ctx.db.$transaction(async (tx) => {
    await record(tx, ctx, { action: 'renewRecoveryCodes', objectKind: 'account', objectId: userId });
    return { recoveryCodes: await replaceRecoveryCodes(tx, userId) };
  });
};
