import { Prisma } from '@rectify/db';
import type { IssueStatus } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { ledgerConditions } from './ledger-filter.ts';

interface Sum {
  status: IssueStatus;
  count: number;
  overdue: number;
  staged: number;
  returned: number;
}

const OVER: ReadonlySet<IssueStatus> = new Set(['closed', 'withdrawn']);

/** The figures above the ledger, for the same filter as the list. */
export const summariseIssues: Operation<'summariseIssues'> = async (ctx, { query }) => {
  demand(ctx, 'ledger.read');
  const conditions = await ledgerConditions(ctx, query);
  const sums = await ctx.db.$queryRaw<Sum[]>(Prisma.sql`
    SELECT i.status, count(*)::int AS count,
      (count(*) FILTER (WHERE i.due_on < ${ctx.today}::date AND i.status IN ('issued', 'planning', 'rectifying', 'closing')))::int AS overdue,
      (count(*) FILTER (WHERE i.closure_result = 'staged'))::int AS staged,
      (count(*) FILTER (WHERE i.return_count > 0))::int AS returned
    FROM issue i WHERE ${conditions} GROUP BY i.status`);
  const total = (pick: (sum: Sum) => number) => sums.reduce((all, sum) => all + pick(sum), 0);
  return {
    total: total((sum) => (sum.status === 'withdrawn' ? 0 : sum.count)),
    open: total((sum) => (OVER.has(sum.status) ? 0 : sum.count)),
    overdue: total((sum) => sum.overdue),
    closed: total((sum) => (sum.status === 'closed' ? sum.count - sum.staged : 0)),
    staged: total((sum) => (sum.status === 'closed' ? sum.staged : 0)),
    returned: total((sum) => sum.returned),
    byStatus: Object.fromEntries(sums.map((sum) => [sum.status, sum.count])),
  };
};

/** Names of people responsible, for filters and forms. */
export const listOwners: Operation<'listOwners'> = async (ctx, { query }) => {
  demand(ctx, 'ledger.read');
  const conditions = await ledgerConditions(ctx, query.inspectionId ? { inspectionId: query.inspectionId } : {});
  const starts = query.q?.trim();
  const rows = await ctx.db.$queryRaw<{ owner: string }[]>(Prisma.sql`
    SELECT DISTINCT m.owner FROM measure m JOIN issue i ON i.id = m.issue_id
    WHERE m.owner IS NOT NULL AND ${starts ? Prisma.sql`starts_with(m.owner, ${starts})` : Prisma.sql`TRUE`} AND ${conditions}
    ORDER BY m.owner LIMIT 50`);
  return { items: rows.map((row) => row.owner) };
};
