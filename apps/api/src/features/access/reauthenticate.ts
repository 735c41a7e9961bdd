import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { record } from '../audit/record.ts';
import { isPassword } from './passwords.ts';
import { tooEarly, warningOf } from './sign-in.ts';
import { chargeTry, forgiveTry, type Counted } from './throttle.ts';

/** Asks for one's password again before what protects the account is changed: an unattended screen is not enough. */
export async function reauthenticate(ctx: Ctx, password: string, field: 'current' | 'password'): Promise<void> {
  const counted: Counted[] = [{ kind: 'person', key: `${ctx.actor.id}|${ctx.actor.sessionId}` }];
  const charge = await chargeTry(ctx.db, counted);
  if (charge.wait > 0) throw tooEarly(charge.wait, counted);
  if (await isPassword(ctx.db, ctx.actor.id, password)) return forgiveTry(ctx.db, counted);
  const note = '再次核对密码时输错';
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'signInFailed', objectKind: 'session', objectId: ctx.actor.id, note }),
  );
  const label = field === 'current' ? '原密码不对' : '密码不对';
  throw new Fault('invalid', `${label}，请重新输入。${warningOf(charge)}`, { errors: [{ field, message: label }] });
}
