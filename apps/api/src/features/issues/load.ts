import type { Prisma, Tx } from '@rectify/db';
import { profileOf, type Actor, type IssueFacts } from '@rectify/domain';
import { dayOf } from '../../days.ts';
import { notFound } from '../../http/errors.ts';
import { issueScope } from '../access/scope.ts';

const UNIT = { select: { id: true, name: true } } as const;

/** Entries of progress that come with a measure; older ones are counted. */
const PROGRESS_SHOWN = 20;

const CASE = {
  inspection: { include: { programme: true, unit: UNIT, group: UNIT } },
  category: { include: { parent: { include: { parent: true } } } },
  leadUnit: { select: { id: true, name: true, path: true } },
  coUnits: { include: { unit: UNIT } },
  measures: {
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    include: { progress: { orderBy: { id: 'desc' }, take: PROGRESS_SHOWN } },
  },
  evidence: { orderBy: { id: 'desc' }, include: { measures: true, replacedBy: { select: { id: true } } } },
  outcomes: { orderBy: { id: 'asc' } },
  requests: { orderBy: { id: 'desc' }, take: 20, include: { reviews: { orderBy: { id: 'asc' } } } },
  closureRecords: { orderBy: { id: 'desc' } },
  reopenings: { orderBy: { id: 'desc' } },
} as const satisfies Prisma.IssueInclude;

type Row = Prisma.IssueGetPayload<{ include: typeof CASE }>;

/** An issue with everything under it, and the facts on which the domain judges. */
export interface IssueCase {
  row: Row;
  facts: IssueFacts;
  /** The request that is open, with its id. */
  openRequest: Row['requests'][number] | null;
  progressCount: Map<string, number>;
}

interface ProgressSum {
  measureId: string;
  _count: number;
  _max: { asOf: Date | null };
}

function factsOf(row: Row, sums: Map<string, ProgressSum>, openRequest: IssueCase['openRequest']): IssueFacts {
  return {
    status: row.status,
    kind: row.kind,
    nature: row.nature,
    version: row.version,
    leadUnitId: row.leadUnitId,
    coUnitIds: row.coUnits.map((co) => co.unitId),
    groupId: row.inspection.groupId,
    unitPath: row.leadUnit.path,
    wasIssued: row.originalDueOn !== null,
    dueOn: dayOf(row.dueOn),
    feedbackOn: dayOf(row.inspection.feedbackOn),
    measures: row.measures.map((measure) => ({
      id: measure.id,
      status: measure.status,
      startOn: dayOf(measure.startOn),
      dueOn: dayOf(measure.dueOn),
      leader: measure.leader,
      department: measure.department,
      owner: measure.owner,
      target: measure.target,
      authorId: measure.createdBy,
      progressCount: sums.get(measure.id)?._count ?? 0,
      latestAsOf: dayOf(sums.get(measure.id)?._max.asOf ?? null),
    })),
    evidence: row.evidence.map((file) => ({
      id: file.id,
      status: file.status,
      isAnswered: file.replacedBy.length > 0,
      uploadedBy: file.uploadedBy,
    })),
    outcomeStatement: row.outcomeStatement,
    stageGoal: row.stageGoal,
    reviewOn: dayOf(row.reviewOn),
    closureResult: row.closureResult,
    request: openRequest && {
      kind: openRequest.kind,
      requestedBy: openRequest.requestedBy,
      levels: openRequest.levels,
      reviews: openRequest.reviews.map(({ level, reviewerId, decision }) => ({ level, reviewerId, decision })),
      result: openRequest.result,
      dueOn: dayOf(openRequest.newDueOn),
      measureId: openRequest.measureId,
    },
    profile: profileOf(row.inspection.programme),
  };
}

async function sumProgress(tx: Tx, issueId: string): Promise<Map<string, ProgressSum>> {
  // A corrected entry no longer counts; the correction does.
  const sums = await tx.progressEntry.groupBy({
    by: ['measureId'],
    where: { issueId, corrected: { none: {} } },
    _count: true,
    _max: { asOf: true },
  });
  return new Map(sums.map((sum) => [sum.measureId, sum]));
}

/** One issue with everything, if it exists for the actor; throws `not_found`. */
export async function getIssueCase(tx: Tx, actor: Actor, id: string): Promise<IssueCase> {
  const where = { AND: [{ id }, issueScope(actor)] };
  const row = await tx.issue.findFirst({ where, include: CASE, relationLoadStrategy: 'join' });
  if (!row) throw notFound();
  const sums = await sumProgress(tx, id);
  const openRequest = row.requests.find((request) => request.status === 'open') ?? null;
  const progressCount = new Map([...sums].map(([measureId, sum]) => [measureId, sum._count]));
  return { row, facts: factsOf(row, sums, openRequest), openRequest, progressCount };
}
