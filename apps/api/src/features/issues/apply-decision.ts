import type { Prisma, Tx } from '@rectify/db';
import { closureRecordNumber, dueDates, turnOf, type Decision, type Effect } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { dateOf, isWorkday } from '../../days.ts';
import type { IssueCase } from './load.ts';

/** The words that go with a request, which the domain does not judge. */
export interface RequestText {
  statement?: string | null | undefined;
  /** 重新整改: why, and what shows it. */
  reopening?: { reason: string; evidence: string };
}

interface Work {
  tx: Tx;
  ctx: Ctx;
  issue: IssueCase;
  text: RequestText;
  /** Changes to the issue's own row, written once at the end. */
  data: Prisma.IssueUncheckedUpdateManyInput;
}

type Doer<K extends Effect['kind']> = (work: Work, effect: Extract<Effect, { kind: K }>) => Promise<void> | void;

async function openRequest({ tx, ctx, issue, text }: Work, effect: Extract<Effect, { kind: 'openRequest' }>) {
  await tx.reviewRequest.create({
    data: {
      issueId: issue.row.id,
      kind: effect.requestKind,
      levels: [...effect.levels],
      turn: turnOf({ levels: effect.levels, reviews: [] }),
      statement: text.statement ?? null,
      result: effect.result ?? null,
      measureId: effect.measureId ?? null,
      newDueOn: dateOf(effect.dueOn ?? null),
      requestedBy: ctx.actor.id,
      requestedAt: ctx.at,
    },
  });
}

async function recordReview({ tx, ctx, issue }: Work, effect: Extract<Effect, { kind: 'recordReview' }>) {
  const { openRequest: request, facts } = issue;
  if (!request || !facts.request) throw new Error('a review without an open request');
  const { level, decision } = effect;
  await tx.review.create({
    data: {
      requestId: request.id,
      level,
      decision,
      note: effect.note || null,
      reviewerId: ctx.actor.id,
      reviewedAt: ctx.at,
    },
  });
  const reviews = [...facts.request.reviews, { level, decision, reviewerId: ctx.actor.id }];
  await tx.reviewRequest.update({ where: { id: request.id }, data: { turn: turnOf({ ...facts.request, reviews }) } });
}

/** The next number of a series, without gaps: the row stays locked until the transaction ends. */
async function nextInSeries(tx: Tx, key: string): Promise<number> {
  const { value } = await tx.counter.upsert({
    where: { key },
    create: { key, value: 1 },
    update: { value: { increment: 1 } },
  });
  return value;
}

async function writeClosureRecord(
  { tx, ctx, issue, data }: Work,
  effect: Extract<Effect, { kind: 'writeClosureRecord' }>,
) {
  const year = Number(ctx.today.slice(0, 4));
  const number = closureRecordNumber(year, await nextInSeries(tx, `closure-record-${year}`));
  await tx.closureRecord.create({
    data: {
      number,
      issueId: issue.row.id,
      requestId: issue.openRequest?.id ?? null,
      result: effect.result,
      basis: issue.row.outcomeStatement ?? '',
      decidedBy: ctx.actor.id,
      decidedAt: ctx.at,
    },
  });
  Object.assign(data, { closureResult: effect.result, closedAt: ctx.at });
}

const DOERS: { [K in Effect['kind']]: Doer<K> } = {
  openRequest,
  recordReview,
  writeClosureRecord,
  setDueDates({ issue, data }) {
    if (issue.facts.feedbackOn === null) return;
    data.dueOn = dateOf(dueDates(issue.facts.profile, issue.facts.feedbackOn, isWorkday).rectifyDueOn);
  },
  async closeRequest({ tx, ctx, issue }, { outcome }) {
    if (!issue.openRequest) return;
    const where = { id: issue.openRequest.id, status: 'open' as const };
    await tx.reviewRequest.updateMany({ where, data: { status: outcome, turn: null, decidedAt: ctx.at } });
  },
  countReturn({ data }) {
    data.returnCount = { increment: 1 };
  },
  async countReopening({ tx, ctx, issue, text, data }) {
    if (!text.reopening) throw new Error('a reopening without its reason');
    const by = { reopenedBy: ctx.actor.id, reopenedAt: ctx.at };
    await tx.reopening.create({ data: { issueId: issue.row.id, ...text.reopening, ...by } });
    Object.assign(data, { reopenCount: { increment: 1 }, closureResult: null, closedAt: null });
  },
  async startMeasures({ tx }, { measureIds, startOn }) {
    await tx.measure.updateMany({ where: { id: { in: measureIds } }, data: { status: 'ongoing' } });
    await tx.measure.updateMany({
      where: { id: { in: measureIds }, startOn: null },
      data: { startOn: dateOf(startOn) },
    });
  },
  async fixOriginalDates({ tx }, { measures }) {
    for (const { measureId, dueOn } of measures) {
      await tx.measure.updateMany({
        where: { id: measureId, originalDueOn: null },
        data: { originalDueOn: dateOf(dueOn) },
      });
    }
  },
  async setMeasureStatus({ tx }, { measureId, status }) {
    await tx.measure.updateMany({
      where: { id: measureId },
      data: { status, ...(status !== 'done' && { doneOn: null }) },
    });
  },
  async moveDueDate({ tx, data }, { measureId, dueOn }) {
    if (measureId === null) data.dueOn = dateOf(dueOn);
    else await tx.measure.update({ where: { id: measureId }, data: { dueOn: dateOf(dueOn) } });
  },
  async countExtension({ tx, data }, { measureId }) {
    if (measureId === null) data.extensionCount = { increment: 1 };
    else await tx.measure.update({ where: { id: measureId }, data: { extensionCount: { increment: 1 } } });
  },
  setReviewDate({ data }, { reviewOn }) {
    data.reviewOn = dateOf(reviewOn);
  },
};

function carryOut<K extends Effect['kind']>(
  work: Work,
  kind: K,
  effect: Extract<Effect, { kind: K }>,
): Promise<void> | void {
  return DOERS[kind](work, effect);
}

/** Writes what the domain decided: the new status and every effect. Nothing else changes a state. */
export async function applyDecision(
  tx: Tx,
  ctx: Ctx,
  issue: IssueCase,
  decision: Decision & { ok: true },
  text: RequestText = {},
): Promise<void> {
  const work: Work = { tx, ctx, issue, text, data: {} };
  for (const effect of decision.effects) await carryOut(work, effect.kind, effect);
  if (decision.status !== issue.row.status) {
    work.data.status = decision.status;
    // The first date limit is what the unit was given when the issue reached it.
    if (issue.row.status === 'draft' && issue.row.originalDueOn === null) {
      work.data.originalDueOn = (work.data.dueOn as Date | undefined) ?? dateOf(issue.row.dueOn);
    }
  }
  if (Object.keys(work.data).length === 0) return;
  await tx.issue.updateMany({
    where: { id: issue.row.id, status: issue.row.status, version: issue.row.version },
    data: work.data,
  });
}
