import type { Prisma } from '@rectify/db';
import type { Actor, ReportFacts } from '@rectify/domain';

// Whose turn it is, once as a rule for a row and once as a `where`; a test holds the two together.

const SENT_BACK = 0;

/** What decides whose turn it is. */
export interface TurnFacts extends Pick<ReportFacts, 'state' | 'authorIds' | 'secrecyReviewerId'> {
  submittedBy: string | null;
  returnCount: number;
  unitId: string | null;
}

/** Whether the report waits for this person: to sign, to review, to approve, or to mend what was sent back. */
export function isTurnOf(actor: Actor, facts: TurnFacts): boolean {
  const isAuthor = facts.authorIds.includes(actor.id);
  switch (facts.state) {
    case 'signing':
      return actor.role === 'unit_leader' && actor.unitId === facts.unitId && !isAuthor;
    case 'secrecy_review':
      return facts.secrecyReviewerId === actor.id;
    case 'approving':
      return actor.role === 'office' && !isAuthor && facts.secrecyReviewerId !== actor.id;
    case 'drafting':
      return facts.submittedBy === actor.id && facts.returnCount > SENT_BACK;
    default:
      return false;
  }
}

/** The reports that wait for this person; their scope is asked beside it. */
export function turnWhere(actor: Actor): Prisma.PublicReportWhereInput {
  const notAuthor = { authors: { none: { userId: actor.id } } };
  const waits: Prisma.PublicReportWhereInput[] = [
    { state: 'secrecy_review', secrecyReviewerId: actor.id },
    { state: 'drafting', submittedBy: actor.id, returnCount: { gt: SENT_BACK } },
  ];
  if (actor.role === 'unit_leader') {
    waits.push({ state: 'signing', inspection: { unitId: actor.unitId }, ...notAuthor });
  }
  if (actor.role === 'office') {
    const notReviewer = { OR: [{ secrecyReviewerId: null }, { secrecyReviewerId: { not: actor.id } }] };
    waits.push({ state: 'approving', ...notAuthor, ...notReviewer });
  }
  return { OR: waits };
}
