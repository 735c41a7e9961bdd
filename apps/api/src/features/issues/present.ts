import {
  actionLabel,
  allowedActions,
  allowedMeasureActions,
  canReadField,
  closureGaps,
  nextToAct,
  REVIEW_LEVELS,
  type AllowedAction,
  type Role,
} from '@rectify/domain';
import type { Answer, Endpoints } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import type { IssueCase } from './load.ts';
import { nameFrom } from './people.ts';
import { deadlineOf, presentLight } from './present-light.ts';

type Detail = Answer<Endpoints['getIssue']>;
type Row = IssueCase['row'];
type Name = (id: string | null) => string;

const EXCERPT = 160;
const PREVIEWED = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff', 'application/pdf']);

/** The beginning of a long text, for lists. */
export const excerptOf = (text: string) => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);

/** Whether a file of this type is shown in the browser. */
export const canPreview = (mediaType: string) => PREVIEWED.has(mediaType);

const presentActions = (actions: AllowedAction[], role: Role) =>
  actions.map(({ action, reason }) => ({ action, label: actionLabel(action, role), reason: reason ?? null }));

function presentMeasure(
  ctx: Ctx,
  { facts }: IssueCase,
  measure: Row['measures'][number],
  evidence: Row['evidence'],
  name: Name,
) {
  const dueOn = measure.dueOn;
  const deadline = {
    dueOn,
    originalDueOn: measure.originalDueOn,
    isDone: measure.status === 'done',
    doneOn: measure.doneOn,
  };
  const { id, ordinal, text, target, leader, department, owner, extensionCount, status } = measure;
  return {
    ...{ id, ordinal, text, target, leader, department, owner, extensionCount, status, dueOn },
    startOn: measure.startOn,
    originalDueOn: deadline.originalDueOn,
    doneOn: deadline.doneOn,
    light: presentLight(deadline, ctx.today, facts.profile),
    progress: measure.progress.map((entry) => ({
      id: entry.id,
      asOf: entry.asOf,
      text: entry.text,
      correctsId: entry.correctsId,
      createdBy: name(entry.createdBy),
      createdAt: entry.createdAt.toISOString(),
    })),
    progressCount: measure.progressCount,
    evidenceIds: evidence.filter((file) => file.measures.some((link) => link.measureId === id)).map((file) => file.id),
    allowedActions: presentActions(allowedMeasureActions(ctx.actor, facts, id), ctx.actor.role),
  };
}

export function presentEvidence(file: Row['evidence'][number], name: Name) {
  const { id, fileName, mediaType, size, sha256, status, rejectReason, replacesId } = file;
  return {
    ...{ id, fileName, mediaType, size, sha256, status, rejectReason, replacesId },
    datedOn: file.datedOn,
    isAnswered: file.replacedBy.length > 0,
    canPreview: canPreview(mediaType),
    uploadedBy: name(file.uploadedBy),
    uploadedAt: file.uploadedAt.toISOString(),
    measureIds: file.measures.map((link) => link.measureId),
  };
}

function presentRequest(request: Row['requests'][number], name: Name) {
  const { id, kind, status, statement, result, levels, turn, measureId } = request;
  return {
    ...{ id, kind, status, statement, result, levels, turn, measureId },
    newDueOn: request.newDueOn,
    requestedBy: name(request.requestedBy),
    requestedAt: request.requestedAt.toISOString(),
    reviews: request.reviews.map((review) => ({
      level: review.level,
      levelLabel: REVIEW_LEVELS[review.level],
      decision: review.decision,
      note: review.note,
      reviewer: name(review.reviewerId),
      reviewedAt: review.reviewedAt.toISOString(),
    })),
  };
}

function presentHead(ctx: Ctx, { row, facts }: IssueCase) {
  const { id, version, number, title, text, status, nature, kind, disclosure, closureResult, source, categoryId } = row;
  const { returnCount, extensionCount, reopenCount, stageGoal, outcomeStatement } = row;
  const dueOn = row.dueOn;
  const originalDueOn = row.originalDueOn;
  const deadline = deadlineOf({ status, dueOn, originalDueOn, closedAt: row.closedAt });
  return {
    ...{ id, version, number, title, text, status, nature, kind, disclosure, closureResult, source, categoryId },
    ...{ returnCount, extensionCount, reopenCount, stageGoal, outcomeStatement, dueOn, originalDueOn },
    excerpt: excerptOf(text),
    isTextLocked: status !== 'draft',
    category: row.categoryPath.at(-1) ?? null,
    categoryPath: row.categoryPath,
    inspection: {
      id: row.inspectionId,
      unitName: row.inspection.unit.name,
      programmeName: row.inspection.programme.name,
    },
    leadUnit: { id: row.leadUnit.id, name: row.leadUnit.name },
    coUnits: row.coUnits.map((co) => co.unit),
    group: row.inspection.group,
    feedbackOn: facts.feedbackOn,
    reviewOn: facts.reviewOn,
    withholdGround: canReadField(ctx.actor, 'withholdGround') ? row.withholdGround : null,
    light: presentLight(deadline, ctx.today, facts.profile),
    measureCount: row.measures.length,
    doneCount: row.measures.filter((measure) => measure.status === 'done').length,
    owners: [...new Set(row.measures.map((measure) => measure.owner).filter((owner) => owner !== null))],
  };
}

/** An issue as people see it who may see it, with what each of them may do. */
export function presentIssue(ctx: Ctx, issue: IssueCase): Detail {
  const { row, facts } = issue;
  const name = nameFrom(new Map(Object.entries(row.people)));
  const gaps = facts.status === 'rectifying' || facts.status === 'closing' ? closureGaps(facts) : [];
  return {
    ...presentHead(ctx, issue),
    next: nextToAct(facts),
    measures: row.measures.map((measure) => presentMeasure(ctx, issue, measure, row.evidence, name)),
    evidence: row.evidence.map((file) => presentEvidence(file, name)),
    outcomes: row.outcomes.map(({ id, measureId, kind, count, amountCents, form, note }) => ({
      ...{ id, measureId, kind, count, form, note },
      amountCents: amountCents === null ? null : Number(amountCents),
    })),
    requests: row.requests.map((request) => presentRequest(request, name)),
    closureRecords: row.closureRecords.map(({ id, number, result, basis, decidedBy, decidedAt }) => ({
      ...{ id, number, result, basis },
      decidedBy: name(decidedBy),
      decidedAt: decidedAt.toISOString(),
    })),
    reopenings: row.reopenings.map(({ reason, evidence, reopenedBy, reopenedAt }) => ({
      ...{ reason, evidence },
      reopenedBy: name(reopenedBy),
      reopenedAt: reopenedAt.toISOString(),
    })),
    closureGaps: gaps.map((gap) => ({ code: gap.code, message: gap.message, measureId: gap.measureId ?? null })),
    allowedActions: presentActions(allowedActions(ctx.actor, facts), ctx.actor.role),
  };
}
