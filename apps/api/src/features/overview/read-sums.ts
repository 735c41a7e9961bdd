import { directRows, Prisma } from '@rectify/db';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { CELLS, REACHED_UNIT, SUM_SUMS, sumCells, type Sums } from './figures.ts';

export type Place = Input<Endpoints['getOverview']>['query'];

/** What the figures are grouped by; each row has one of the four. */
export interface Group extends Sums {
  programme_id: string | null;
  inspection_id: string | null;
  lead_unit_id: string | null;
  category_id: string | null;
}

const hasJurisdiction = ({ actor }: Ctx) => actor.role === 'office' || actor.role === 'observer';

/** Whether the place is so large that its figures are read from the sums of each unit. */
export const isWide = (ctx: Ctx, place: Place) => hasJurisdiction(ctx) && !place.programmeId && !place.inspectionId;

/** The same visibility as issueScopeSql, over `tally_cell c`. */
function scopeSql({ actor }: Ctx): Prisma.Sql {
  switch (actor.role) {
    case 'office':
    case 'observer':
      return Prisma.sql`c.unit_id = c.lead_unit_id AND c.lead_unit_id IN (
        SELECT id FROM unit WHERE starts_with(path, ${actor.jurisdictionPath ?? '-'}))`;
    case 'group':
      return Prisma.sql`c.unit_id = c.lead_unit_id AND c.inspection_id IN (
        SELECT id FROM inspection WHERE group_id = ANY(${[...actor.groupIds]}::uuid[]))`;
    case 'liaison':
    case 'unit_leader':
      return Prisma.sql`c.unit_id = ${actor.unitId}::uuid AND ${REACHED_UNIT}`;
    default:
      return Prisma.sql`FALSE`;
  }
}

const belowSql = (unitId: string) =>
  Prisma.sql`(SELECT b.id FROM unit b JOIN unit top ON top.id = ${unitId}::uuid WHERE starts_with(b.path, top.path))`;

/** From the cells themselves: a few inspections, or whatever one unit or group has. */
async function readNarrow(ctx: Ctx, place: Place): Promise<Group[]> {
  const conditions = [scopeSql(ctx)];
  if (place.inspectionId) conditions.push(Prisma.sql`c.inspection_id = ${place.inspectionId}::uuid`);
  if (place.programmeId)
    conditions.push(
      Prisma.sql`c.inspection_id IN (SELECT id FROM inspection WHERE programme_id = ${place.programmeId}::uuid)`,
    );
  if (place.unitId) conditions.push(Prisma.sql`c.lead_unit_id IN ${belowSql(place.unitId)}`);
  return ctx.db.$queryRaw<Group[]>(Prisma.sql`
    SELECT n.programme_id, c.inspection_id, c.lead_unit_id, c.category_id, ${sumCells(ctx.today)}
    FROM ${CELLS} c JOIN inspection n ON n.id = c.inspection_id JOIN programme p ON p.id = n.programme_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    GROUP BY GROUPING SETS ((n.programme_id), (c.inspection_id), (c.lead_unit_id), (c.category_id))`);
}

/**
 * From the sums of each programme's units, and what came since. Lights are of a day and of thresholds: programmes whose
 * sums are of others (it is past midnight, the rules were changed) are read from their cells, so that what is read is
 * right even before the sums are made anew.
 */
async function readWide(ctx: Ctx, place: Place): Promise<Group[]> {
  const top = ctx.actor.jurisdictionPath ?? '-';
  const below = place.unitId ? Prisma.sql`AND s.unit_id IN ${belowSql(place.unitId)}` : Prisma.empty;
  const sums = sumCells(ctx.today);
  const query = Prisma.sql`
    WITH fresh AS MATERIALIZED (
      SELECT p.id FROM tally_programme t JOIN programme p ON p.id = t.programme_id
      WHERE t.as_of = ${ctx.today}::date AND t.yellow_days = p.yellow_days AND t.orange_days = p.orange_days
    ), summed AS (
      SELECT * FROM tally_unit WHERE programme_id IN (SELECT id FROM fresh)
      UNION ALL
      SELECT n.programme_id, c.lead_unit_id, ${sums}
      FROM tally_cell c JOIN inspection n ON n.id = c.inspection_id JOIN programme p ON p.id = n.programme_id
      WHERE c.unit_id = c.lead_unit_id AND n.programme_id NOT IN (SELECT id FROM fresh) GROUP BY 1, 2
      UNION ALL
      SELECT n.programme_id, c.lead_unit_id, ${sums}
      FROM tally_change c JOIN inspection n ON n.id = c.inspection_id JOIN programme p ON p.id = n.programme_id
      WHERE c.unit_id = c.lead_unit_id GROUP BY 1, 2
    )
    SELECT s.programme_id, NULL AS inspection_id, s.unit_id AS lead_unit_id, NULL AS category_id, ${SUM_SUMS}
    FROM summed s JOIN unit u ON u.id = s.unit_id
    WHERE starts_with(u.path, ${top}) ${below}
    GROUP BY GROUPING SETS ((s.programme_id), (s.unit_id))`;
  // Planned for its own values: a plan for any jurisdiction takes each for two units.
  return directRows<Group>(ctx.db, query, { prepared: false });
}

/** The figures of a place as the actor sees it, by programme, inspection, lead unit and category. */
export function readSums(ctx: Ctx, place: Place): Promise<Group[]> {
  return isWide(ctx, place) ? readWide(ctx, place) : readNarrow(ctx, place);
}
