import { Prisma, type Db } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { issueScopeSql } from '../access/scope.ts';

export interface Tally {
  total: number;
  draft: number;
  open: number;
  closed: number;
  staged: number;
  overdue: number;
}

interface TallyRow extends Tally {
  key: string | null;
}

export const NO_TALLY: Tally = { total: 0, draft: 0, open: 0, closed: 0, staged: 0, overdue: 0 };

/** Counts of issues by inspection or by category, in one query; only what the actor may see is counted. */
export async function tallyBy(
  ctx: Pick<Ctx, 'actor' | 'today'> & { db: Pick<Db, '$queryRaw'> },
  key: 'inspection_id' | 'category_id',
  inspectionIds: string[],
): Promise<Map<string | null, Tally>> {
  if (inspectionIds.length === 0) return new Map();
  const column = key === 'inspection_id' ? Prisma.sql`i.inspection_id` : Prisma.sql`i.category_id`;
  const rows = await ctx.db.$queryRaw<TallyRow[]>(Prisma.sql`
    SELECT ${column} AS key, count(*)::int AS total,
      (count(*) FILTER (WHERE i.status = 'draft'))::int AS draft,
      (count(*) FILTER (WHERE i.status <> 'closed'))::int AS open,
      (count(*) FILTER (WHERE i.status = 'closed' AND i.closure_result = 'completed'))::int AS closed,
      (count(*) FILTER (WHERE i.status = 'closed' AND i.closure_result = 'staged'))::int AS staged,
      (count(*) FILTER (WHERE i.due_on < ${ctx.today}::date AND i.status IN ('issued', 'planning', 'rectifying', 'closing')))::int AS overdue
    FROM issue i
    WHERE i.inspection_id = ANY(${inspectionIds}::uuid[]) AND i.status <> 'withdrawn' AND ${issueScopeSql(ctx.actor)}
    GROUP BY ${column}`);
  return new Map(rows.map(({ key: id, ...tally }) => [id, tally]));
}

/** The sum of several counts. */
export function addTallies(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      total: sum.total + each.total,
      draft: sum.draft + each.draft,
      open: sum.open + each.open,
      closed: sum.closed + each.closed,
      staged: sum.staged + each.staged,
      overdue: sum.overdue + each.overdue,
    }),
    NO_TALLY,
  );
}
