import { endpoints, type Endpoints, type Input } from '@rectify/contract';
import { Prisma } from '@rectify/db';
import { ISSUE_ACTIONS, type CalendarDay } from '@rectify/domain';
import { auditLabel, OWN_ACTIONS } from './sentences.ts';

export type AuditFilter = Input<Endpoints['exportAuditTable']>['query'];

const MILLISECONDS_PER_DAY = 86_400_000;

/** The instant so many days after a calendar day begins in Shanghai. */
const startOf = (day: CalendarDay, daysAfter = 0) =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + daysAfter * MILLISECONDS_PER_DAY);

/** Acts whose name has the words in it: what people read on the screen, they may also search for. */
function actionsNamed(words: string): string[] {
  const all = new Set([...OWN_ACTIONS, ...Object.keys(ISSUE_ACTIONS), ...Object.keys(endpoints)]);
  return [...all].filter((action) => auditLabel(action).includes(words));
}

function wordsCondition(words: string): Prisma.Sql {
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const actions = actionsNamed(words);
  const named = actions.length > 0 ? Prisma.sql`action IN (${Prisma.join(actions)})` : Prisma.sql`false`;
  return Prisma.sql`(${named} OR actor_name ILIKE ${like} OR note ILIKE ${like} OR ip = ${words} OR object_id = ${words}
    OR before::text ILIKE ${like} OR after::text ILIKE ${like})`;
}

/** The entries that a filter lets through, as a condition of SQL. */
export function conditionOf({ actorId, action, objectKind, objectId, result, from, to, q }: AuditFilter): Prisma.Sql {
  const conditions = [
    actorId && Prisma.sql`actor_id = ${actorId}::uuid`,
    action && Prisma.sql`action = ${action}`,
    objectKind && Prisma.sql`object_kind = ${objectKind}`,
    objectId && Prisma.sql`object_id = ${objectId}`,
    result && Prisma.sql`result = ${result}::"AuditResult"`,
    from && Prisma.sql`at >= ${startOf(from)}`,
    to && Prisma.sql`at < ${startOf(to, 1)}`,
    q && wordsCondition(q),
  ].filter((condition) => typeof condition === 'object');
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`true`;
}
