import { Prisma, type Tx } from '@rectify/db';
import type { Actor, ReportFacts } from '@rectify/domain';
import { notFound } from '../../http/errors.ts';
import { reportScope } from '../access/scope.ts';
import { PLACE, placeOf, scopeOf, type Place } from './place.ts';
import { findDraft, type Revision } from './stored-draft.ts';

const CASE = {
  ...PLACE,
  authors: { select: { userId: true } },
  steps: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PublicReportInclude;

export type ReportRow = Prisma.PublicReportGetPayload<{ include: typeof CASE }>;

/** A report with its draft, and what the flow judges on but for the findings of the 通报体检. */
export interface ReportCase {
  row: ReportRow;
  place: Place;
  /** null for a report published before there were drafts, until it is corrected. */
  draft: Revision | null;
  facts: Omit<ReportFacts, 'errorCount' | 'openWarningCount'>;
}

const APPROVALS = new Set(['signReport', 'passSecrecy']);

function factsOf(row: ReportRow, place: Place): ReportCase['facts'] {
  return {
    state: row.state,
    scope: scopeOf(place),
    hasUnitLevel: row.inspectionId !== null,
    authorIds: row.authors.map(({ userId }) => userId),
    reviewerIds: row.steps
      .filter(({ round, action }) => round === row.round && APPROVALS.has(action))
      .flatMap(({ doneBy }) => doneBy ?? []),
    secrecyReviewerId: row.secrecyReviewerId,
    versionCount: row.currentVersion,
  };
}

async function caseOf(tx: Tx, row: ReportRow | null): Promise<ReportCase> {
  if (!row) throw notFound();
  const place = await placeOf(tx, row);
  return { row, place, draft: await findDraft(tx, row.id), facts: factsOf(row, place) };
}

/** A report with everything, if it exists for the actor; throws `not_found`. */
export async function getReportCase(tx: Tx, actor: Actor, id: string): Promise<ReportCase> {
  return caseOf(tx, await tx.publicReport.findFirst({ where: { AND: [{ id }, reportScope(actor)] }, include: CASE }));
}

const lock = (tx: Tx, id: string) =>
  tx.$queryRaw(Prisma.sql`SELECT 1 FROM public_report WHERE id = ${id}::uuid FOR UPDATE`);

/** The same, with the report's row locked until the transaction ends: of two people at once the second waits. */
export async function holdReport(tx: Tx, actor: Actor, id: string): Promise<ReportCase> {
  await lock(tx, id);
  return getReportCase(tx, actor, id);
}

/** A report held for what the clock does; throws `not_found` when it is gone. */
export async function holdReportForClock(tx: Tx, id: string): Promise<ReportCase> {
  await lock(tx, id);
  return caseOf(tx, await tx.publicReport.findUnique({ where: { id }, include: CASE }));
}

/** When the last step of the flow was taken. */
export const lastStepAt = ({ row }: ReportCase): Date | null => row.steps.at(-1)?.doneAt ?? null;

/** The draft that there must be to go on. */
export function draftOf({ draft }: ReportCase): Revision {
  if (!draft) throw notFound();
  return draft;
}
