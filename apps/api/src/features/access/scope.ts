import { Prisma } from '@rectify/db';
import { UNIT_VISIBLE_STATUSES, type Actor } from '@rectify/domain';

// Visibility is a `where`: the same rule as canSee of the domain, row by row. A test holds the two together.

const NOBODY = { id: { in: [] as string[] } };

// A draft is not yet the unit's to see; one withdrawn before it was issued never was.
const REACHED_UNIT: Prisma.IssueWhereInput = {
  OR: [{ status: { in: [...UNIT_VISIBLE_STATUSES] } }, { status: 'withdrawn', originalDueOn: { not: null } }],
};
const REACHED_UNIT_SQL = Prisma.sql`(i.status IN ('issued', 'planning', 'rectifying', 'closing', 'closed')
  OR (i.status = 'withdrawn' AND i.original_due_on IS NOT NULL))`;

/** The issues that exist for the actor. */
export function issueScope(actor: Actor): Prisma.IssueWhereInput {
  switch (actor.role) {
    case 'office':
    case 'observer':
      return { leadUnit: { path: { startsWith: actor.jurisdictionPath ?? '-' } } };
    case 'group':
      return { inspection: { groupId: { in: [...actor.groupIds] } } };
    case 'liaison':
    case 'unit_leader':
      return {
        AND: [REACHED_UNIT, { OR: [{ leadUnitId: actor.unitId }, { coUnits: { some: { unitId: actor.unitId } } }] }],
      };
    default:
      return NOBODY;
  }
}

/** The same rule for a raw query over `issue i`. */
export function issueScopeSql(actor: Actor): Prisma.Sql {
  switch (actor.role) {
    case 'office':
    case 'observer':
      return Prisma.sql`i.lead_unit_id IN (SELECT u.id FROM unit u WHERE starts_with(u.path, ${actor.jurisdictionPath ?? '-'}))`;
    case 'group':
      return Prisma.sql`i.inspection_id IN (SELECT n.id FROM inspection n WHERE n.group_id = ANY(${[...actor.groupIds]}::uuid[]))`;
    case 'liaison':
    case 'unit_leader':
      // Two look-ups along two indexes; an OR between them would read every issue.
      return Prisma.sql`${REACHED_UNIT_SQL} AND i.id IN (
        SELECT l.id FROM issue l WHERE l.lead_unit_id = ${actor.unitId}::uuid
        UNION SELECT c.issue_id FROM issue_co_unit c WHERE c.unit_id = ${actor.unitId}::uuid)`;
    default:
      return Prisma.sql`FALSE`;
  }
}

/** The same rule for one issue `i` that is looked for by its id: there an OR costs nothing, a list of all would. */
export function oneIssueScopeSql(actor: Actor): Prisma.Sql {
  if (actor.role !== 'liaison' && actor.role !== 'unit_leader') return issueScopeSql(actor);
  return Prisma.sql`${REACHED_UNIT_SQL} AND (i.lead_unit_id = ${actor.unitId}::uuid OR EXISTS (
    SELECT 1 FROM issue_co_unit c WHERE c.issue_id = i.id AND c.unit_id = ${actor.unitId}::uuid))`;
}

/** The inspections that exist for the actor. */
export function inspectionScope(actor: Actor): Prisma.InspectionWhereInput {
  switch (actor.role) {
    case 'office':
    case 'observer':
      return { unit: { path: { startsWith: actor.jurisdictionPath ?? '-' } } };
    case 'group':
      return { groupId: { in: [...actor.groupIds] } };
    case 'liaison':
    case 'unit_leader':
      return {
        OR: [
          { unitId: actor.unitId },
          { issues: { some: { AND: [REACHED_UNIT, { coUnits: { some: { unitId: actor.unitId } } }] } } },
        ],
      };
    default:
      return NOBODY;
  }
}

/** The programmes that exist for the actor: those of the jurisdiction, or those that reach the actor's unit or group. */
export function programmeScope(actor: Actor): Prisma.ProgrammeWhereInput {
  if (actor.role === 'office' || actor.role === 'observer') {
    return { unit: { path: { startsWith: actor.jurisdictionPath ?? '-' } } };
  }
  if (actor.role === 'group') return { groups: { some: { id: { in: [...actor.groupIds] } } } };
  return { inspections: { some: inspectionScope(actor) } };
}

/** The reports that exist for the actor: a unit's own, those of a group's inspections, and all of a jurisdiction. */
export function reportScope(actor: Actor): Prisma.PublicReportWhereInput {
  switch (actor.role) {
    case 'office':
    case 'observer': {
      const unit = { path: { startsWith: actor.jurisdictionPath ?? '-' } };
      return { OR: [{ inspection: { unit } }, { programme: { unit } }] };
    }
    case 'group':
      return { inspection: { groupId: { in: [...actor.groupIds] } } };
    case 'liaison':
    case 'unit_leader':
      return { inspection: { unitId: actor.unitId } };
    default:
      return NOBODY;
  }
}
