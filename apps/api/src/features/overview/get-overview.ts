import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { categoryTable } from './category-table.ts';
import { addSums, isEmpty, presentFigures } from './figures.ts';
import { isWide, readSums, type Group, type Place } from './read-sums.ts';
import { byUrgency, cut, rowOf, SHOWN, type Table } from './table.ts';
import { unitTable } from './unit-table.ts';

const NO_CATEGORY = '00000000-0000-0000-0000-000000000000';

const placeFilter = (place: Place): Record<string, string> =>
  Object.fromEntries(Object.entries(place).filter((entry): entry is [string, string] => entry[1] !== undefined));

async function programmeTable(ctx: Ctx, place: Place, groups: Group[]): Promise<Table> {
  const sums = new Map(groups.flatMap((group) => (group.programme_id ? [[group.programme_id, group] as const] : [])));
  const programmes = await ctx.db.programme.findMany({
    where: { id: { in: [...sums.keys()] } },
    select: { id: true, name: true },
    orderBy: { id: 'desc' },
  });
  const filter = placeFilter(place);
  return cut(
    programmes.map(({ id, name }) =>
      rowOf({ key: id, name, filter: { ...filter, programmeId: id }, hasParts: true }, sums.get(id) as Group),
    ),
  );
}

async function inspectionTable(ctx: Ctx, place: Place, groups: Group[]): Promise<Table> {
  const sums = groups.filter((group) => group.inspection_id !== null).toSorted(byUrgency);
  const inspections = await ctx.db.inspection.findMany({
    where: { id: { in: sums.slice(0, SHOWN).map((group) => group.inspection_id as string) } },
    select: { id: true, unit: { select: { name: true } }, programme: { select: { name: true } } },
  });
  const byId = new Map(inspections.map((inspection) => [inspection.id, inspection]));
  const filter = placeFilter(place);
  const rows = sums.slice(0, SHOWN).map((group) => {
    const id = group.inspection_id as string;
    const { unit, programme } = byId.get(id) ?? { unit: { name: '' }, programme: { name: '' } };
    const name = place.programmeId ? unit.name : `${unit.name}（${programme.name}）`;
    return rowOf({ key: id, name, filter: { ...filter, inspectionId: id }, hasParts: true }, group);
  });
  return { rows, omitted: sums.length - rows.length };
}

const ofCategory = ({ category_id, ...sums }: Group) => ({
  categoryId: category_id === NO_CATEGORY ? null : category_id,
  sums,
});

/** How it stands, in what the reader may see. */
export const getOverview: Operation<'getOverview'> = async (ctx, { query: place }) => {
  demand(ctx, 'statistics.read');
  const groups = (await readSums(ctx, place)).filter((group) => !isEmpty(group));
  const isWidePlace = isWide(ctx, place);
  const filter = placeFilter(place);
  const byCategory = groups.filter((group) => group.category_id !== null).map(ofCategory);
  return {
    today: ctx.today,
    whole: presentFigures(addSums(groups.filter((group) => group.programme_id !== null))),
    programmes: place.programmeId || place.inspectionId ? null : await programmeTable(ctx, place, groups),
    inspections: place.inspectionId || isWidePlace ? null : await inspectionTable(ctx, place, groups),
    units: await unitTable(ctx, place.unitId, filter, groups),
    categories: isWidePlace ? null : await categoryTable(ctx, place.inspectionId, filter, byCategory),
  };
};
