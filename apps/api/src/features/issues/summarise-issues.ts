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

const OWNERS_SHOWN = 50;
/** Up to so many issues, reading all their measures is quicker than trying name after name. */
const FEW_ISSUES = 10_000;
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

const startsSql = (owner: Prisma.Sql, starts: string | undefined) =>
  starts ? Prisma.sql`starts_with(${owner}, ${starts})` : Prisma.sql`TRUE`;

/** A few issues: their measures are read, and the names in them told apart (on its own, lest LIMIT lure the planner away). */
const ownersOfIssues = (conditions: Prisma.Sql, starts: string | undefined) => Prisma.sql`
  WITH owners AS MATERIALIZED (
    SELECT DISTINCT m.owner FROM issue i JOIN measure m ON m.issue_id = i.id
    WHERE m.owner IS NOT NULL AND ${startsSql(Prisma.sql`m.owner`, starts)} AND ${conditions}
  )
  SELECT owner FROM owners ORDER BY owner LIMIT ${OWNERS_SHOWN}`;

/** A whole ledger: the index is read from name to name, and each name needs one issue in scope only. */
const ownersByName = (conditions: Prisma.Sql, starts: string | undefined) => Prisma.sql`
  WITH RECURSIVE names AS (
    (SELECT m.owner FROM measure m WHERE m.owner IS NOT NULL ORDER BY m.owner LIMIT 1)
    UNION ALL
    SELECT (SELECT m.owner FROM measure m WHERE m.owner > n.owner ORDER BY m.owner LIMIT 1) FROM names n WHERE n.owner IS NOT NULL
  )
  SELECT n.owner FROM (SELECT owner FROM names WHERE owner IS NOT NULL AND ${startsSql(Prisma.sql`owner`, starts)} ORDER BY owner) n
  CROSS JOIN LATERAL (SELECT 1 FROM measure m JOIN issue i ON i.id = m.issue_id WHERE m.owner = n.owner AND ${conditions} LIMIT 1) s
  ORDER BY n.owner LIMIT ${OWNERS_SHOWN}`;

/** Names of people responsible, for filters and forms. */
export const listOwners: Operation<'listOwners'> = async (ctx, { query }) => {
  demand(ctx, 'ledger.read');
  const conditions = await ledgerConditions(ctx, query.inspectionId ? { inspectionId: query.inspectionId } : {});
  const [scope] = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM issue i WHERE ${conditions} LIMIT ${FEW_ISSUES + 1}) few`);
  const ownersSql = (scope?.count ?? 0) > FEW_ISSUES ? ownersByName : ownersOfIssues;
  const rows = await ctx.db.$queryRaw<{ owner: string }[]>(ownersSql(conditions, query.q?.trim()));
  return { items: rows.map((row) => row.owner) };
};
