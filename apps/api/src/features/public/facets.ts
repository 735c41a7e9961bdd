import { Prisma, type Db } from '@rectify/db';
import type { Filters } from './search-query.ts';

export interface Choice {
  value: string;
  label: string;
}

/** What readers may filter by: only what is published. */
export interface Facets {
  regions: Choice[];
  /** Empty where there are too many to choose from before a region is chosen. */
  units: Choice[];
  years: Choice[];
  programmes: Choice[];
}

const MOST = 300;
const MOST_UNITS = 100;

type Column = 'region' | 'programme' | 'unit';

const COLUMNS: Record<Column, { id: Prisma.Sql; name: Prisma.Sql }> = {
  region: { id: Prisma.sql`region_id`, name: Prisma.sql`region_name` },
  programme: { id: Prisma.sql`programme_id`, name: Prisma.sql`programme_name` },
  unit: { id: Prisma.sql`unit_id`, name: Prisma.sql`unit_name` },
};

/** Jumps along the index from one value to the next, so that ten thousand reports cost as many steps as values. */
async function choicesOf(db: Db, column: Column, most: number): Promise<Choice[]> {
  const { id, name } = COLUMNS[column];
  return db.$queryRaw<Choice[]>(Prisma.sql`
    WITH RECURSIVE choice AS (
      (SELECT ${id} AS value, ${name} AS label FROM public_index ORDER BY ${id}, published_at DESC LIMIT 1)
      UNION ALL
      SELECT further.* FROM choice, LATERAL (
        SELECT ${id} AS value, ${name} AS label FROM public_index WHERE ${id} > choice.value
        ORDER BY ${id}, published_at DESC LIMIT 1) further
    ) SELECT value::text AS value, label FROM choice LIMIT ${most}`);
}

async function yearsOf(db: Db): Promise<Choice[]> {
  const years = await db.$queryRaw<{ year: number }[]>(Prisma.sql`
    WITH RECURSIVE choice AS (
      (SELECT year FROM public_index ORDER BY year DESC LIMIT 1)
      UNION ALL
      SELECT further.year FROM choice, LATERAL (
        SELECT year FROM public_index WHERE year < choice.year ORDER BY year DESC LIMIT 1) further
    ) SELECT year FROM choice LIMIT ${MOST}`);
  return years.map(({ year }) => ({ value: String(year), label: `${year} 年` }));
}

async function unitsOf(db: Db, { region, unit }: Filters): Promise<Choice[]> {
  if (region) {
    return db.$queryRaw<Choice[]>(Prisma.sql`
      SELECT DISTINCT ON (unit_id) unit_id::text AS value, unit_name AS label FROM public_index
      WHERE region_id = ${region}::uuid ORDER BY unit_id, published_at DESC LIMIT ${MOST}`);
  }
  const all = await choicesOf(db, 'unit', MOST_UNITS + 1);
  if (all.length <= MOST_UNITS) return all;
  if (!unit) return [];
  return db.$queryRaw<Choice[]>(Prisma.sql`
    SELECT unit_id::text AS value, unit_name AS label FROM public_index WHERE unit_id = ${unit}::uuid
    ORDER BY published_at DESC LIMIT 1`);
}

const inChinese = new Intl.Collator('zh-CN');
const sorted = (choices: Choice[]) => choices.toSorted((a, b) => inChinese.compare(a.label, b.label));

/** What there is to choose from; the units are those of the chosen region. */
export async function readFacets(db: Db, filters: Filters): Promise<Facets> {
  const [regions, units, years, programmes] = await Promise.all([
    choicesOf(db, 'region', MOST),
    unitsOf(db, filters),
    yearsOf(db),
    choicesOf(db, 'programme', MOST),
  ]);
  return { regions: sorted(regions), units: sorted(units), years, programmes: sorted(programmes) };
}
