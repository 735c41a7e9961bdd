import type { Prisma } from '@rectify/db';
import { ROLES, type CalendarDay } from '@rectify/domain';
import { Fault } from '../../http/errors.ts';
import { readCursor, toPage, type Position } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { auditChanges, auditLabel, auditSentence } from './sentences.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

/** The instant so many days after a calendar day begins in Shanghai. */
const startOf = (day: CalendarDay, daysAfter = 0) =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + daysAfter * MILLISECONDS_PER_DAY);

function beyond(position: Position | null): Prisma.AuditEntryWhereInput {
  if (!position) return {};
  const key = String(position.key[0]);
  if (!/^\d{1,18}$/.test(key)) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  return { id: position.direction === 'before' ? { gt: BigInt(key) } : { lt: BigInt(key) } };
}

/** The audit trail, the newest entry first, each told as a sentence. */
export const listAudit: Operation<'listAudit'> = async (ctx, { query }) => {
  demand(ctx, 'audit.read');
  const { cursor, limit, actorId, action, result, from, to } = query;
  const position = readCursor(cursor);
  const filter: Prisma.AuditEntryWhereInput = {
    ...(actorId && { actorId }),
    ...(action && { action }),
    ...(result && { result }),
    ...((from || to) && { at: { ...(from && { gte: startOf(from) }), ...(to && { lt: startOf(to, 1) }) } }),
  };
  const rows = await ctx.db.auditEntry.findMany({
    where: { AND: [filter, beyond(position)] },
    orderBy: { id: position?.direction === 'before' ? 'asc' : 'desc' },
    take: limit + 1,
  });
  const page = toPage(rows, limit, position, (row) => [String(row.id)]);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      actor: row.actorName,
      actorRole: row.actorRole && ROLES[row.actorRole],
      ip: row.ip,
      action: row.action,
      actionLabel: auditLabel(row.action),
      result: row.result,
      objectKind: row.objectKind,
      objectId: row.objectId,
      sentence: auditSentence(row),
      // The reason of a refusal is already part of its sentence.
      note: row.result === 'refused' ? null : row.note,
      changes: auditChanges(row),
    })),
  };
};
