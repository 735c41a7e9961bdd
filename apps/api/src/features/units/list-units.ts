import { may } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { findVisibleUnits, inTreeOrder } from './visible-units.ts';

/** The part of the unit tree that the actor sees, in the order of the tree. */
export const listUnits: Operation<'listUnits'> = async (ctx) => {
  demand(ctx, 'unit.read');
  const units = await findVisibleUnits(ctx.db, ctx.actor);
  return { items: inTreeOrder(units), canWrite: may(ctx.actor.role, 'unit.write') };
};
