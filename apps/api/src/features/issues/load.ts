import { directRows, Prisma, type Db, type Tx } from '@rectify/db';
import { profileOf, type Actor, type IssueFacts } from '@rectify/domain';
import { notFound } from '../../http/errors.ts';
import { issueDocumentSql } from './case-sql.ts';
import { reviveIssue, type IssueRow } from './issue-row.ts';

/** An issue with everything under it, and the facts on which the domain judges. */
export interface IssueCase {
  row: IssueRow;
  facts: IssueFacts;
  /** The request that is open, with its id. */
  openRequest: IssueRow['requests'][number] | null;
}

function factsOf(row: IssueRow, openRequest: IssueCase['openRequest']): IssueFacts {
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
    dueOn: row.dueOn,
    feedbackOn: row.inspection.feedbackOn,
    measures: row.measures.map((measure) => ({
      id: measure.id,
      status: measure.status,
      startOn: measure.startOn,
      dueOn: measure.dueOn,
      leader: measure.leader,
      department: measure.department,
      owner: measure.owner,
      target: measure.target,
      authorId: measure.createdBy,
      progressCount: measure.progressCount,
      latestAsOf: measure.latestAsOf,
    })),
    evidence: row.evidence.map((file) => ({
      id: file.id,
      status: file.status,
      isAnswered: file.replacedBy.length > 0,
      uploadedBy: file.uploadedBy,
    })),
    outcomeStatement: row.outcomeStatement,
    stageGoal: row.stageGoal,
    reviewOn: row.reviewOn,
    closureResult: row.closureResult,
    request: openRequest && {
      kind: openRequest.kind,
      requestedBy: openRequest.requestedBy,
      levels: openRequest.levels,
      reviews: openRequest.reviews.map(({ level, reviewerId, decision }) => ({ level, reviewerId, decision })),
      result: openRequest.result,
      dueOn: openRequest.newDueOn,
      measureId: openRequest.measureId,
    },
    profile: profileOf(row.inspection.programme),
  };
}

export interface Document {
  document: string;
}

/** An issue as the database tells it; throws `not_found` where it tells none. */
export function toIssueCase(found: Document | undefined): IssueCase {
  if (!found) throw notFound();
  return caseOf(reviveIssue(found.document));
}

/** The facts of an issue beside it. */
function caseOf(row: IssueRow): IssueCase {
  const openRequest = row.requests.find((request) => request.status === 'open') ?? null;
  return { row, facts: factsOf(row, openRequest), openRequest };
}

const byId = (id: string) => Prisma.sql`${id}::uuid`;

/** One issue with everything, if it exists for the actor; throws `not_found`. */
export async function getIssueCase(tx: Tx, actor: Actor, id: string): Promise<IssueCase> {
  const [found] = await tx.$queryRaw<Document[]>(issueDocumentSql(actor, byId(id)));
  return toIssueCase(found);
}

/** The same outside of any transaction, and quicker. */
export async function readIssueCase(db: Db, actor: Actor, id: string): Promise<IssueCase> {
  const [found] = await directRows<Document>(db, issueDocumentSql(actor, byId(id)));
  return toIssueCase(found);
}
