import type { Ctx } from '../../context.ts';
import { addSums, type Sums } from './figures.ts';
import { byUrgency, cut, rowOf, type Table } from './table.ts';
import type { Group } from './read-sums.ts';

interface Unit {
  id: string;
  name: string;
  path: string;
}

interface Part {
  unit: Unit;
  sums: Sums[];
  /** Whether anything in it belongs to a unit further below. */
  isDeep: boolean;
}

/** Ids from the root down to a unit. */
const idsOf = ({ path }: Unit) => path.split('/').filter(Boolean);

/** How many ids all paths begin with. */
function sharedDepth(units: Unit[]): number {
  const [first, ...others] = units.map(idsOf);
  let depth = 0;
  while (first && depth < first.length && others.every((ids) => ids[depth] === first[depth])) depth += 1;
  return depth;
}

async function readUnits(ctx: Ctx, ids: string[]): Promise<Map<string, Unit>> {
  const units = await ctx.db.unit.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, path: true },
  });
  return new Map(units.map((unit) => [unit.id, unit]));
}

/** Splits the units into what lies side by side just below the place where their ways part. */
function partsOf(groups: (Sums & { unit: Unit })[], depth: number): Map<string, { sums: Sums[]; isDeep: boolean }> {
  const parts = new Map<string, { sums: Sums[]; isDeep: boolean }>();
  for (const { unit, ...sums } of groups) {
    const ids = idsOf(unit);
    const id = ids[depth] ?? unit.id;
    const part = parts.get(id) ?? { sums: [], isDeep: false };
    parts.set(id, { sums: [...part.sums, sums], isDeep: part.isDeep || ids.length > depth + 1 });
  }
  return parts;
}

/**
 * The figures by lead unit: one level of the tree, each with all below it, so that the rows add up to the whole. A unit
 * that stands above the others has a row for itself alone.
 */
export async function unitTable(
  ctx: Ctx,
  chosenId: string | undefined,
  filter: Record<string, string>,
  groups: Group[],
): Promise<Table> {
  const sums = groups.filter((group) => group.lead_unit_id !== null);
  const known = await readUnits(
    ctx,
    sums.map((group) => group.lead_unit_id as string),
  );
  const placed = sums.flatMap((group) => {
    const unit = known.get(group.lead_unit_id as string);
    return unit ? [{ ...group, unit }] : [];
  });
  const units = placed.map(({ unit }) => unit);
  // With one unit alone the ways never part: it is its own row.
  const depth = units.length === 1 ? idsOf(units[0] as Unit).length - 1 : sharedDepth(units);
  const parts = partsOf(placed, depth);
  const above = await readUnits(
    ctx,
    [...parts.keys()].filter((id) => !known.has(id)),
  );
  const all: [string, Part][] = [...parts].flatMap(([id, part]) => {
    const unit = known.get(id) ?? above.get(id);
    return unit ? [[id, { ...part, unit }]] : [];
  });
  const rows = all
    .map(([id, { unit, sums: each, isDeep }]) => ({ id, unit, isDeep, sums: addSums(each) }))
    .toSorted((one, other) => byUrgency(one.sums, other.sums))
    .map(({ id, unit, isDeep, sums: sum }) => {
      const isAbove = idsOf(unit).length <= depth;
      return rowOf(
        {
          key: id,
          name: isAbove && all.length > 1 ? `${unit.name}（本级）` : unit.name,
          filter: { ...filter, unitId: id, ...(isAbove && { isUnitOnly: '1' }) },
          hasParts: isDeep && id !== chosenId,
        },
        sum,
      );
    });
  return cut(rows);
}
