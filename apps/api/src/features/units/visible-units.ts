import type { Prisma, Tx } from '@rectify/db';
import type { SignedIn } from '../../context.ts';

const UNIT_FIELDS = {
  id: true,
  version: true,
  name: true,
  kind: true,
  parentId: true,
  path: true,
  sortOrder: true,
} as const;
export type UnitRow = Prisma.UnitGetPayload<{ select: typeof UNIT_FIELDS }>;

/** The units that an actor may change: all for the system administrator, else those of the jurisdiction. */
export function manageableUnits(actor: SignedIn): Prisma.UnitWhereInput {
  if (actor.role === 'sys_admin') return {};
  return { path: { startsWith: actor.jurisdictionPath ?? '-' } };
}

/** The place in the tree from which the actor sees downwards; null for someone who sees the whole tree. */
async function topOf(tx: Tx, actor: SignedIn): Promise<string | null> {
  if (actor.role === 'sys_admin') return null;
  if (actor.role !== 'liaison' && actor.role !== 'unit_leader') return actor.jurisdictionPath ?? '-';
  const own = await tx.unit.findUnique({ where: { id: actor.unitId }, select: { path: true } });
  return own?.path ?? '-';
}

/** Ids of the units on a path, from the root down. */
export const idsOnPath = (path: string) => path.split('/').filter((id) => /^[0-9a-f-]{36}$/.test(id));

/** The part of the tree that the actor sees: from their top downwards, and the way up to the root. */
export async function findVisibleUnits(tx: Tx, actor: SignedIn): Promise<UnitRow[]> {
  const top = await topOf(tx, actor);
  const where = top === null ? {} : { OR: [{ path: { startsWith: top } }, { id: { in: idsOnPath(top) } }] };
  return tx.unit.findMany({ where, select: UNIT_FIELDS });
}

/** One unit that the actor may change, or null. */
export async function findManageableUnit(tx: Tx, actor: SignedIn, id: string) {
  return tx.unit.findFirst({
    where: { AND: [{ id }, manageableUnits(actor)] },
    select: { ...UNIT_FIELDS, parent: { select: { id: true, name: true } } },
  });
}

// By pinyin, whatever collation the database was made with.
const pinyin = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true });
const bySiblingOrder = (a: UnitRow, b: UnitRow) =>
  a.sortOrder - b.sortOrder || pinyin.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

/** The units as people read a tree: each one followed by what is below it. */
export function inTreeOrder(units: readonly UnitRow[]): UnitRow[] {
  const known = new Set(units.map((unit) => unit.id));
  const children = new Map<string | null, UnitRow[]>();
  for (const unit of units) {
    const parentId = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    children.set(parentId, [...(children.get(parentId) ?? []), unit]);
  }
  const ordered: UnitRow[] = [];
  const walk = (parentId: string | null) => {
    for (const unit of (children.get(parentId) ?? []).toSorted(bySiblingOrder)) {
      ordered.push(unit);
      walk(unit.id);
    }
  };
  walk(null);
  return ordered;
}
