import { Prisma } from '@rectify/db';
import { REQUEST_KINDS, daysBetween, dayInShanghai, type ReviewLevel, type RequestKind } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { readCursor, toPage } from '../../http/paging.ts';
import { demand } from '../../http/permission.ts';
import { issueScopeSql } from '../access/scope.ts';

interface QueueRow {
  request_id: string;
  issue_id: string;
  kind: RequestKind;
  turn: ReviewLevel;
  unit_name: string;
  number: number | null;
  title: string;
  requested_by: string;
  requested_at: Date;
  return_count: number;
}

const LEVELS: ReadonlySet<string> = new Set(['unit_leader', 'group', 'office']);

/** Open requests whose turn is the actor's, without those that the actor has an interest in. */
export function queueSql(ctx: Ctx, kind?: RequestKind): Prisma.Sql {
  const { actor } = ctx;
  if (!LEVELS.has(actor.role)) return Prisma.sql`FALSE`;
  const leadOnly = actor.role === 'unit_leader' ? Prisma.sql`AND i.lead_unit_id = ${actor.unitId}::uuid` : Prisma.empty;
  return Prisma.sql`r.status = 'open' AND r.turn = ${actor.role}::"ReviewLevel" ${leadOnly}
    ${kind ? Prisma.sql`AND r.kind = ${kind}::"RequestKind"` : Prisma.empty}
    AND r.requested_by <> ${actor.id}::uuid
    AND NOT EXISTS (SELECT 1 FROM review v WHERE v.request_id = r.id AND v.reviewer_id = ${actor.id}::uuid)
    AND NOT EXISTS (SELECT 1 FROM measure m WHERE m.issue_id = r.issue_id AND m.created_by = ${actor.id}::uuid)
    AND ${issueScopeSql(actor)}`;
}

/** How many requests wait for the actor. */
export async function countQueue(ctx: Ctx, kind?: RequestKind): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM review_request r JOIN issue i ON i.id = r.issue_id WHERE ${queueSql(ctx, kind)}`);
  return row?.count ?? 0;
}

/** The requests that wait for the actor, those that have waited longest first. */
export const listReviews: Operation<'listReviews'> = async (ctx, { query }) => {
  demand(ctx, 'review.read');
  const position = readCursor(query.cursor);
  const isBackward = position?.direction === 'before';
  const key = position?.key[0];
  if (position && !/^[0-9a-f-]{36}$/.test(String(key))) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  // Request ids are in the order of asking (UUID v7).
  const beyond = !position
    ? Prisma.empty
    : isBackward
      ? Prisma.sql`AND r.id < ${key}::uuid`
      : Prisma.sql`AND r.id > ${key}::uuid`;
  const rows = await ctx.db.$queryRaw<QueueRow[]>(Prisma.sql`
    SELECT r.id AS request_id, r.issue_id, r.kind, r.turn, u.name AS unit_name, i.number, i.title, a.name AS requested_by,
      r.requested_at, i.return_count
    FROM review_request r JOIN issue i ON i.id = r.issue_id JOIN unit u ON u.id = i.lead_unit_id
    JOIN app_user a ON a.id = r.requested_by
    WHERE ${queueSql(ctx, query.kind)} ${beyond}
    ORDER BY r.id ${isBackward ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${query.limit + 1}`);
  const page = toPage(rows, query.limit, position, (row) => [row.request_id]);
  return {
    ...page,
    total: await countQueue(ctx, query.kind),
    items: page.items.map((row) => ({
      requestId: row.request_id,
      issueId: row.issue_id,
      kind: row.kind,
      kindLabel: REQUEST_KINDS[row.kind],
      level: row.turn,
      unitName: row.unit_name,
      number: row.number,
      title: row.title,
      requestedBy: row.requested_by,
      requestedAt: row.requested_at.toISOString(),
      waitingDays: Math.max(0, daysBetween(dayInShanghai(row.requested_at), ctx.today)),
      returnCount: row.return_count,
    })),
  };
};

/** Opinions that people of the actor's unit wrote before, the most used first. */
export const listPhrases: Operation<'listPhrases'> = async (ctx) => {
  demand(ctx, 'review.read');
  const rows = await ctx.db.$queryRaw<{ note: string }[]>(Prisma.sql`
    SELECT v.note FROM (
      SELECT w.note, w.reviewer_id FROM review w JOIN review_request r ON r.id = w.request_id JOIN issue i ON i.id = r.issue_id
      WHERE w.note IS NOT NULL AND ${issueScopeSql(ctx.actor)} AND w.reviewer_id IN (
        SELECT id FROM app_user WHERE unit_id = ${ctx.actor.unitId}::uuid AND role = ${ctx.actor.role}::"Role")
      ORDER BY w.id DESC LIMIT 500) v
    GROUP BY v.note ORDER BY count(*) DESC, v.note LIMIT 20`);
  return { items: rows.map((row) => row.note) };
};
