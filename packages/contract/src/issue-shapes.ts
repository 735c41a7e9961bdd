import { z } from 'zod';
import {
  CLOSURE_RESULTS,
  DISCLOSURES,
  EVIDENCE_STATUSES,
  ISSUE_KINDS,
  ISSUE_NATURES,
  ISSUE_SOURCES,
  ISSUE_STATUSES,
  LIGHTS,
  MEASURE_STATUSES,
  OUTCOME_KINDS,
  REVIEW_DECISIONS,
  REVIEW_LEVELS,
  WITHHOLD_GROUNDS,
} from '@rectify/domain';
import { codes, day, id, instant, ref, version } from './common.ts';

const status = codes(ISSUE_STATUSES);
const lightCode = codes(LIGHTS);
const disclosure = codes(DISCLOSURES);
const level = codes(REVIEW_LEVELS);

/** Computed for today, never stored. */
export const light = z.object({
  code: lightCode,
  text: z.string().meta({ example: '黄 · 还剩 12 天' }),
  daysLeft: z.number().int().nullable(),
  overdueDays: z.number().int(),
  overdueOriginalDays: z.number().int(),
});

export const allowedAction = z.object({
  action: z.string(),
  label: z.string(),
  reason: z.string().nullable().meta({ description: '为空表示现在可以办；否则说明为什么还不能办' }),
});

export const issueRow = z.object({
  id,
  version,
  number: z.number().int().nullable(),
  title: z.string(),
  excerpt: z.string(),
  category: z.string().nullable(),
  inspection: z.object({ id, unitName: z.string(), programmeName: z.string() }),
  leadUnit: ref,
  status,
  nature: codes(ISSUE_NATURES),
  kind: codes(ISSUE_KINDS),
  disclosure,
  light,
  dueOn: day.nullable(),
  originalDueOn: day.nullable(),
  measureCount: z.number().int(),
  doneCount: z.number().int(),
  owners: z.array(z.string()),
  returnCount: z.number().int(),
  extensionCount: z.number().int(),
  reopenCount: z.number().int(),
  closureResult: codes(CLOSURE_RESULTS).nullable(),
});

export const progressEntry = z.object({
  id,
  asOf: day,
  text: z.string(),
  correctsId: id.nullable(),
  createdBy: z.string(),
  createdAt: instant,
});

export const measure = z.object({
  id,
  ordinal: z.number().int(),
  text: z.string(),
  target: z.string().nullable(),
  leader: z.string().nullable(),
  department: z.string().nullable(),
  owner: z.string().nullable(),
  startOn: day.nullable(),
  dueOn: day.nullable(),
  originalDueOn: day.nullable(),
  extensionCount: z.number().int(),
  status: codes(MEASURE_STATUSES),
  doneOn: day.nullable(),
  light,
  progress: z.array(progressEntry),
  progressCount: z.number().int(),
  evidenceIds: z.array(id),
  allowedActions: z.array(allowedAction),
});

export const evidence = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  datedOn: day.nullable(),
  status: codes(EVIDENCE_STATUSES),
  rejectReason: z.string().nullable(),
  replacesId: id.nullable(),
  isAnswered: z.boolean(),
  canPreview: z.boolean(),
  uploadedBy: z.string(),
  uploadedAt: instant,
  measureIds: z.array(id),
});

const outcome = z.object({
  id,
  measureId: id.nullable(),
  kind: codes(OUTCOME_KINDS),
  count: z.number().int().nullable(),
  amountCents: z.number().int().nullable(),
  form: z.string().nullable(),
  note: z.string(),
});

export const review = z.object({
  level,
  levelLabel: z.string(),
  decision: codes(REVIEW_DECISIONS),
  note: z.string().nullable(),
  reviewer: z.string(),
  reviewedAt: instant,
});

export const reviewRequest = z.object({
  id,
  kind: z.enum(['plan', 'closure', 'extension']),
  status: z.enum(['open', 'approved', 'returned', 'recalled', 'withdrawn']),
  statement: z.string().nullable(),
  result: codes(CLOSURE_RESULTS).nullable(),
  levels: z.array(level),
  turn: level.nullable(),
  measureId: id.nullable(),
  newDueOn: day.nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  reviews: z.array(review),
});

export const issueDetail = issueRow.extend({
  text: z.string(),
  isTextLocked: z.boolean(),
  categoryPath: z.array(z.string()),
  categoryId: id.nullable(),
  source: codes(ISSUE_SOURCES),
  withholdGround: codes(WITHHOLD_GROUNDS).nullable(),
  coUnits: z.array(ref),
  group: ref,
  feedbackOn: day.nullable(),
  stageGoal: z.string().nullable(),
  reviewOn: day.nullable(),
  outcomeStatement: z.string().nullable(),
  next: z.object({ role: z.string().nullable(), text: z.string() }),
  measures: z.array(measure),
  evidence: z.array(evidence),
  outcomes: z.array(outcome),
  requests: z.array(reviewRequest).meta({ description: '最近的申请在前' }),
  closureRecords: z.array(
    z.object({
      id,
      number: z.string(),
      result: codes(CLOSURE_RESULTS),
      basis: z.string(),
      decidedBy: z.string(),
      decidedAt: instant,
    }),
  ),
  reopenings: z.array(
    z.object({ reason: z.string(), evidence: z.string(), reopenedBy: z.string(), reopenedAt: instant }),
  ),
  closureGaps: z.array(z.object({ code: z.string(), message: z.string(), measureId: z.string().nullable() })),
  allowedActions: z.array(allowedAction),
});
