import { Prisma, type Tx } from '@rectify/db';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault, notFound, stale } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { auditOf, demandFreeName, getNewParent, holdTree, type ManagedUnit } from './unit-tree.ts';
import { findManageableUnit } from './visible-units.ts';

type Changes = Omit<Input<Endpoints['updateUnit']>['body'], 'version'>;

async function getManageableUnit(tx: Tx, ctx: Ctx, id: string): Promise<ManagedUnit> {
  const unit = await findManageableUnit(tx, ctx.actor, id);
  if (!unit) throw notFound();
  return unit;
}

/** An office sees as far as its region's place and kind say: it must not move that limit itself. */
function demandOwnLimitKept(ctx: Ctx, unit: ManagedUnit, { kind, parentId }: Changes): void {
  if (ctx.actor.role === 'sys_admin') return;
  const isLimit = unit.path === ctx.actor.jurisdictionPath || unit.id === ctx.actor.unitId;
  const isMoved = parentId !== undefined && parentId !== unit.parentId;
  const isOtherKind = kind !== undefined && kind !== unit.kind;
  if (isLimit && (isMoved || isOtherKind)) {
    throw new Fault('forbidden', '本地区和本单位的上级、类别决定您能看到的范围，请由系统管理员调整。');
  }
}

function demandNoCycle(unit: ManagedUnit, parent: ManagedUnit | null): void {
  if (!parent?.path.startsWith(unit.path)) return;
  throw new Fault('invalid', '不能把单位移到它自己或它的下级之下，请选择别的上级单位。', {
    errors: [{ field: 'parentId', message: '不能是它自己或它的下级' }],
  });
}

/** Gives the whole subtree its new paths. */
async function movePaths(tx: Tx, from: string, to: string): Promise<void> {
  await tx.$executeRaw(
    Prisma.sql`UPDATE unit SET path = ${to} || substr(path, ${from.length + 1}::int) WHERE starts_with(path, ${from})`,
  );
}

/** Changes a unit; a moved one takes along what is below it. */
export const updateUnit: Operation<'updateUnit'> = async (ctx, { params, body }) => {
  demand(ctx, 'unit.write');
  const { version, ...changes } = body;
  return ctx.db.$transaction(async (tx) => {
    await holdTree(tx);
    const before = await getManageableUnit(tx, ctx, params.id);
    demandOwnLimitKept(ctx, before, changes);
    const isMoved = changes.parentId !== undefined && changes.parentId !== before.parentId;
    const newParent = isMoved ? await getNewParent(tx, ctx, changes.parentId ?? null) : null;
    if (isMoved) demandNoCycle(before, newParent);
    await demandFreeName(tx, changes.name ?? before.name, isMoved ? newParent : before.parent, before.id);
    const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const { count } = await tx.unit.updateMany({
      where: { id: before.id, version },
      data: { ...data, version: { increment: 1 } },
    });
    if (count === 0) throw stale();
    if (isMoved) await movePaths(tx, before.path, `${newParent?.path ?? '/'}${before.id}/`);
    const after = await getManageableUnit(tx, ctx, before.id);
    await record(tx, ctx, {
      action: 'updateUnit',
      objectKind: 'unit',
      objectId: before.id,
      before: auditOf(before),
      after: auditOf(after),
    });
    return after;
  });
};
