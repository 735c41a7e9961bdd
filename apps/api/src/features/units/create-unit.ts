import { randomUUID } from 'node:crypto';
import { notFound } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { auditOf, demandFreeName, getNewParent, holdTree } from './unit-tree.ts';
import { findManageableUnit } from './visible-units.ts';

/** Adds a unit under another one, or as a root. */
export const createUnit: Operation<'createUnit'> = async (ctx, { body }) => {
  demand(ctx, 'unit.write');
  return ctx.db.$transaction(async (tx) => {
    await holdTree(tx);
    const parent = await getNewParent(tx, ctx, body.parentId);
    await demandFreeName(tx, body.name, parent);
    // The path holds the unit's own id, so the id is made here.
    const id = randomUUID();
    await tx.unit.create({ data: { ...body, id, path: `${parent?.path ?? '/'}${id}/` } });
    const unit = await findManageableUnit(tx, ctx.actor, id);
    if (!unit) throw notFound();
    await record(tx, ctx, { action: 'createUnit', objectKind: 'unit', objectId: id, after: auditOf(unit) });
    return unit;
  });
};
