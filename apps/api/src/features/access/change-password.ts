import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { record } from '../audit/record.ts';
import { hashPassword, isPassword, setPassword } from './passwords.ts';
import { presentSession } from './session.ts';

/** Changes one's own password and ends one's sessions on other devices. */
export const changePassword: Operation<'changePassword'> = async (ctx, { body }) => {
  const { actor } = ctx;
  if (body.next === body.current) {
    throw new Fault('invalid', '新密码不能与原密码相同，请换一个。', {
      errors: [{ field: 'next', message: '不能与原密码相同' }],
    });
  }
  const hash = await hashPassword(ctx.auth, body.next);
  await ctx.db.$transaction(async (tx) => {
    if (!(await isPassword(ctx.auth, tx, actor.id, body.current))) {
      throw new Fault('invalid', '原密码不对，请重新输入。', { errors: [{ field: 'current', message: '原密码不对' }] });
    }
    await setPassword(tx, actor.id, hash);
    await tx.user.update({ where: { id: actor.id }, data: { mustChangePassword: false, version: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: actor.id, token: { not: actor.sessionToken } } });
    await record(tx, ctx, { action: 'changePassword', objectKind: 'account', objectId: actor.id });
  });
  return presentSession({ ...ctx, actor: { ...actor, mustChangePassword: false } });
};
