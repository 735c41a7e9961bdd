import type { OperationName } from '@rectify/contract';
import type { Ctx } from '../context.ts';
import { Fault } from './errors.ts';

// Allowed while a handed-out password is still in force.
const BEFORE_PASSWORD_CHANGE: ReadonlySet<OperationName> = new Set([
  'getSession',
  'signOut',
  'signOutEverywhere',
  'changePassword',
]);
// Allowed before the second factor that the role asks for is set up.
const BEFORE_SECOND_FACTOR: ReadonlySet<OperationName> = new Set([
  ...BEFORE_PASSWORD_CHANGE,
  'getSecondFactor',
  'beginSecondFactor',
  'confirmSecondFactor',
]);

/** Whoever still has to make the own account safe does that before anything else. */
export function demandSafeAccount({ actor }: Ctx, name: OperationName): void {
  if (actor.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(name)) {
    const reason = (actor.passwordDaysLeft ?? 1) <= 0 ? '密码已到期' : '这是发放的初始密码';
    throw new Fault('password_change_required', `${reason}，请先修改密码再继续。`);
  }
  if (actor.mustEnrolSecondFactor && !BEFORE_SECOND_FACTOR.has(name)) {
    throw new Fault('second_factor_required', '您的角色须使用两步登录，请先用手机设置动态口令再继续。');
  }
}
