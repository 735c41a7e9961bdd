import { REPORT_STATES } from '@rectify/domain';
import type { Prisma } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { isTurnOf } from './turn.ts';

export const REPORT_ROW = {
  inspection: {
    select: { unitId: true, unit: { select: { name: true } }, programme: { select: { name: true } } },
  },
  programme: { select: { name: true, unit: { select: { name: true } } } },
  authors: { select: { userId: true } },
  revisions: { select: { savedAt: true }, orderBy: { number: 'desc' }, take: 1 },
  steps: { select: { doneAt: true }, orderBy: { id: 'desc' }, take: 1 },
} as const satisfies Prisma.PublicReportInclude;
type Row = Prisma.PublicReportGetPayload<{ include: typeof REPORT_ROW }>;

function updatedAt({ createdAt, publishedAt, revisions, steps }: Row): Date {
  const times = [createdAt, publishedAt, revisions[0]?.savedAt, steps[0]?.doneAt];
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
}

/** A report as a line of a list. */
export function presentRow({ actor }: Pick<Ctx, 'actor'>, row: Row) {
  const { id, kind, state, title, inspection, programme, inspectionId, programmeId, currentVersion } = row;
  return {
    ...{ id, kind, state, title, inspectionId, programmeId, currentVersion },
    stateLabel: REPORT_STATES[state],
    unitName: inspection?.unit.name ?? programme?.unit.name ?? '',
    programmeName: inspection?.programme.name ?? programme?.name ?? '',
    slug: currentVersion > 0 ? row.slug : null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    publishAt: row.publishAt?.toISOString() ?? null,
    isMyTurn: isTurnOf(actor, {
      state,
      authorIds: row.authors.map(({ userId }) => userId),
      secrecyReviewerId: row.secrecyReviewerId,
      submittedBy: row.submittedBy,
      returnCount: row.returnCount,
      unitId: inspection?.unitId ?? null,
    }),
    updatedAt: updatedAt(row).toISOString(),
  };
}
