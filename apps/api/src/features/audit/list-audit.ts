import { Prisma, type AuditEntry, type Db } from '@rectify/db';
import { AUDIT_OBJECTS } from '@rectify/contract';
import { ROLES } from '@rectify/domain';
import { Fault } from '../../http/errors.ts';
import { readCursor, toPage, type Position } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { conditionOf } from './audit-filter.ts';
import { auditChanges, auditLabel, auditSentence } from './sentences.ts';

function beyond(position: Position | null): Prisma.Sql {
  if (!position) return Prisma.sql`true`;
  const key = String(position.key[0]);
  if (!/^\d{1,18}$/.test(key)) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  return position.direction === 'before' ? Prisma.sql`id > ${BigInt(key)}` : Prisma.sql`id < ${BigInt(key)}`;
}

/** So many entries that fit, upwards or downwards from where the condition begins. */
export async function findEntries(
  db: Db,
  condition: Prisma.Sql,
  { isUpward, take }: { isUpward: boolean; take: number },
): Promise<AuditEntry[]> {
  const order = isUpward ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const found = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM audit_entry WHERE ${condition} ORDER BY id ${order} LIMIT ${take}`;
  return db.auditEntry.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { id: isUpward ? 'asc' : 'desc' },
  });
}

const isKnown = (kind: string): kind is keyof typeof AUDIT_OBJECTS => Object.hasOwn(AUDIT_OBJECTS, kind);

/** An entry as the auditor reads it. */
export function presentEntry(row: AuditEntry) {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actorName,
    actorId: row.actorId,
    actorRole: row.actorRole && ROLES[row.actorRole],
    ip: row.ip,
    action: row.action,
    actionLabel: auditLabel(row.action),
    result: row.result,
    objectKind: row.objectKind,
    objectLabel: isKnown(row.objectKind) ? AUDIT_OBJECTS[row.objectKind] : '其他',
    objectId: row.objectId,
    sentence: auditSentence(row),
    // The reason of a refusal is already part of its sentence.
    note: row.result === 'refused' ? null : row.note,
    changes: auditChanges(row),
  };
}

/** The audit trail, the newest entry first, each told as a sentence. */
export const listAudit: Operation<'listAudit'> = async (ctx, { query }) => {
  demand(ctx, 'audit.read');
  const { cursor, limit, ...filter } = query;
  const position = readCursor(cursor);
  const condition = Prisma.sql`${conditionOf(filter)} AND ${beyond(position)}`;
  const rows = await findEntries(ctx.db, condition, { isUpward: position?.direction === 'before', take: limit + 1 });
  const page = toPage(rows, limit, position, (row) => [String(row.id)]);
  return { ...page, items: page.items.map(presentEntry) };
};

const MAX_PEOPLE = 30;

/** People to filter by: accounts whose name has the words in it. */
export const listAuditPeople: Operation<'listAuditPeople'> = async (ctx, { query }) => {
  demand(ctx, 'audit.read');
  const rows = await ctx.db.user.findMany({
    where: { ...(query.id && { id: query.id }), ...(query.q && { name: { contains: query.q } }) },
    select: { id: true, name: true, role: true, unit: { select: { name: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_PEOPLE,
  });
  return { items: rows.map(({ unit, role, ...person }) => ({ ...person, role: ROLES[role], unit: unit.name })) };
};
