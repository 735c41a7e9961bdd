import type { Ctx } from '../../context.ts';
import { addSums, type Sums } from './figures.ts';
import { cut, rowOf, type Row, type Table } from './table.ts';

interface Counted {
  /** Null for issues without a category. */
  categoryId: string | null;
  sums: Sums;
}

interface Category {
  id: string;
  title: string;
  parentId: string | null;
}

const NO_CATEGORY = '没有分类的问题';

function rowsWithout(counted: Counted[], filter: Record<string, string>): Row[] {
  const sums = counted.filter(({ categoryId }) => categoryId === null).map((each) => each.sums);
  if (sums.length === 0) return [];
  return [rowOf({ key: 'none', name: NO_CATEGORY, filter: { ...filter, isUncategorised: '1' } }, addSums(sums))];
}

/** All categories above those counted, up to the headings. */
async function readCategories(ctx: Ctx, ids: string[]): Promise<Category[]> {
  const inspections = await ctx.db.category.findMany({
    where: { id: { in: ids } },
    distinct: ['inspectionId'],
    select: { inspectionId: true },
  });
  return ctx.db.category.findMany({
    where: { inspectionId: { in: inspections.map(({ inspectionId }) => inspectionId) } },
    select: { id: true, title: true, parentId: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
}

/** One inspection's own headings, each followed by what is below it and holding its figures, too. */
function treeRows(categories: Category[], counted: Counted[], filter: Record<string, string>): Row[] {
  const own = new Map(counted.map(({ categoryId, sums }) => [categoryId, sums]));
  const childrenOf = (parentId: string | null) => categories.filter((each) => each.parentId === parentId);
  const sumOf = ({ id }: Category): Sums[] => [
    ...(own.has(id) ? [own.get(id) as Sums] : []),
    ...childrenOf(id).flatMap(sumOf),
  ];
  const walk = (parentId: string | null, depth: number): Row[] =>
    childrenOf(parentId).flatMap((category) => {
      const sums = sumOf(category);
      if (sums.length === 0) return [];
      const { id, title } = category;
      const row = rowOf({ key: id, name: title, depth, filter: { ...filter, categoryId: id } }, addSums(sums));
      return [row, ...walk(id, depth + 1)];
    });
  return walk(null, 0);
}

/** The uppermost headings of several inspections, the same words counted together. */
function headingRows(categories: Category[], counted: Counted[], filter: Record<string, string>): Row[] {
  const byId = new Map(categories.map((each) => [each.id, each]));
  const headingOf = (id: string): string => {
    const category = byId.get(id);
    return category?.parentId ? headingOf(category.parentId) : (category?.title ?? '');
  };
  const headings = new Map<string, Sums[]>();
  for (const { categoryId, sums } of counted) {
    if (categoryId === null) continue;
    const title = headingOf(categoryId);
    headings.set(title, [...(headings.get(title) ?? []), sums]);
  }
  return [...headings]
    .map(([title, sums]) => ({ title, sums: addSums(sums) }))
    .map(({ title, sums }) => rowOf({ key: title, name: title, filter: { ...filter, heading: title } }, sums))
    .toSorted((one, other) => other.figures.total - one.figures.total);
}

/** The figures by category: within one inspection as its feedback has them, across several by the uppermost headings. */
export async function categoryTable(
  ctx: Ctx,
  inspectionId: string | undefined,
  filter: Record<string, string>,
  counted: Counted[],
): Promise<Table> {
  const ids = counted.flatMap(({ categoryId }) => (categoryId ? [categoryId] : []));
  const categories = await readCategories(ctx, ids);
  const rows = inspectionId ? treeRows(categories, counted, filter) : headingRows(categories, counted, filter);
  return cut([...rows, ...rowsWithout(counted, filter)]);
}
