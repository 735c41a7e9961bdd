import { Prisma, type Tx } from '@rectify/db';
import { UNIT_KINDS } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { findManageableUnit, idsOnPath } from './visible-units.ts';

/** 市, 区市, 部门, 科室 … with room to spare; a path must also fit an index row. */
const DEEPEST = 12;

export type ManagedUnit = NonNullable<Awaited<ReturnType<typeof findManageableUnit>>>;

/** Lets one change of the tree happen at a time: two moves at once could otherwise close a circle. */
export async function holdTree(tx: Tx): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 AS held FROM pg_advisory_xact_lock(hashtextextended('rectify.unit-tree', 0))`);
}

/** The unit under which another is to stand; null for a root, which only the system administrator may set. */
export async function getNewParent(tx: Tx, ctx: Ctx, parentId: string | null): Promise<ManagedUnit | null> {
  if (parentId === null) {
    if (ctx.actor.role === 'sys_admin') return null;
    throw new Fault('forbidden', '顶层单位由系统管理员设置。请选择本地区内的一个上级单位。');
  }
  const parent = await findManageableUnit(tx, ctx.actor, parentId);
  if (!parent) {
    throw new Fault('invalid', '没有找到这个上级单位，或不在您的管理范围内。请重新选择。', {
      errors: [{ field: 'parentId', message: '请选择本地区内的上级单位' }],
    });
  }
  if (idsOnPath(parent.path).length >= DEEPEST) {
    throw new Fault('invalid', `单位最多 ${DEEPEST} 级，请选择更高一级的上级单位。`, {
      errors: [{ field: 'parentId', message: '层级太深' }],
    });
  }
  return parent;
}

/** Refuses a second unit of the same name under one parent: people could not tell the two apart. */
export async function demandFreeName(
  tx: Tx,
  name: string,
  parent: { id: string; name: string } | null,
  exceptId?: string,
): Promise<void> {
  const where = { name, parentId: parent?.id ?? null, ...(exceptId && { id: { not: exceptId } }) };
  if (!(await tx.unit.findFirst({ where, select: { id: true } }))) return;
  throw new Fault('conflict', `“${parent?.name ?? '顶层'}”下已有“${name}”，请换一个名称。`, {
    errors: [{ field: 'name', message: '同一上级下已有这个名称' }],
  });
}

/** A unit as the audit trail shows it. */
export const auditOf = (unit: ManagedUnit) => ({
  名称: unit.name,
  类别: UNIT_KINDS[unit.kind],
  上级单位: unit.parent?.name ?? '（顶层）',
  排序: String(unit.sortOrder),
});
