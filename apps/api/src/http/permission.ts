import { may, ROLES, type Permission } from '@rectify/domain';
import type { Ctx } from '../context.ts';
import { Fault } from './errors.ts';

/** Refuses an operation that the actor's role is not for; scope is judged apart. */
export function demand(ctx: Ctx, permission: Permission): void {
  if (may(ctx.actor.role, permission)) return;
  throw new Fault(
    'forbidden',
    `您的角色是“${ROLES[ctx.actor.role]}”，不办理这一项。请从左侧菜单选择自己的工作；如角色有误，请联系系统管理员。`,
  );
}
