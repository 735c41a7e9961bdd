import type { Prisma } from '@rectify/db';
import { ROLES } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { notFound, Fault } from '../../http/errors.ts';
import { readCursor, toPage } from '../../http/paging.ts';
import { issueScope } from '../access/scope.ts';
import { timelineSentence } from '../audit/sentences.ts';

/** What the trail keeps for the auditor but does not belong to the story of the case. */
const NOT_TOLD = ['downloadEvidence', 'previewEvidence', 'setDisclosure'];

/** The story of an issue, the latest first: read from the audit trail, so that nothing is told twice. */
export const getTimeline: Operation<'getTimeline'> = async (ctx, { params, query }) => {
  const issue = await ctx.db.issue.findFirst({
    where: { AND: [{ id: params.id }, issueScope(ctx.actor)] },
    select: { id: true },
  });
  if (!issue) throw notFound();
  const position = readCursor(query.cursor);
  const key = position?.key[0];
  if (position && !/^\d+$/.test(String(key))) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  const isBackward = position?.direction === 'before';
  const where: Prisma.AuditEntryWhereInput = {
    issueId: issue.id,
    result: 'done',
    action: { notIn: NOT_TOLD },
    ...(key && { id: isBackward ? { gt: BigInt(key) } : { lt: BigInt(key) } }),
  };
  const rows = await ctx.db.auditEntry.findMany({
    where,
    orderBy: { id: isBackward ? 'asc' : 'desc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit, position, (row) => [String(row.id)]);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      actor: row.actorName,
      actorRole: row.actorRole && ROLES[row.actorRole],
      action: row.action,
      sentence: timelineSentence(row),
      note: row.note,
    })),
  };
};
