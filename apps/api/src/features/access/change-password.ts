import { passwordFaults, PASSWORDS_REMEMBERED } from '@rectify/domain';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Wire } from '../../http/meeting.ts';
import { record } from '../audit/record.ts';
import { hashPassword, isRemembered, replacePassword } from './passwords.ts';
import { reauthenticate } from './reauthenticate.ts';
import { openSession, presentSession } from './session.ts';

function demandGood(ctx: Ctx, password: string): void {
  const messages = passwordFaults(password, ctx.actor, ctx.settings.PASSWORD_POLICY);
  if (messages.length === 0) return;
  const detail =
    messages.length > 1
      ? `新密码有 ${messages.length} 处不合要求，请逐条改正。`
      : `新密码不合要求：${messages.join('')}。`;
  throw new Fault('invalid', detail, {
    errors: messages.map((message) => ({ field: 'next', message })),
  });
}

/** Changes one's own password; one's other sessions end, and this one gets a new token. */
export async function changePassword(ctx: Ctx, { body }: Input<Endpoints['changePassword']>, wire: Wire) {
  const { actor } = ctx;
  await reauthenticate(ctx, body.current, 'current');
  demandGood(ctx, body.next);
  if (await isRemembered(ctx.db, actor.id, body.next)) {
    const message = `不能与现在的或最近 ${PASSWORDS_REMEMBERED} 次用过的密码相同`;
    throw new Fault('invalid', `新密码${message}，请换一个。`, { errors: [{ field: 'next', message }] });
  }
  const hash = await hashPassword(body.next);
  await ctx.db.$transaction(async (tx) => {
    await replacePassword(tx, actor.id, hash, ctx.at);
    await tx.user.update({ where: { id: actor.id }, data: { mustChangePassword: false, version: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: actor.id, id: { not: actor.sessionId } } });
    await record(tx, ctx, { action: 'changePassword', objectKind: 'account', objectId: actor.id });
  });
  const { method } = await ctx.db.session.findUniqueOrThrow({
    where: { id: actor.sessionId },
    select: { method: true },
  });
  return presentSession(await openSession(ctx, wire, actor.id, method));
}
