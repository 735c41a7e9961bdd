import type { Prisma, Tx } from '@rectify/db';
import { FEEDBACK_STATES, type FeedbackState } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault, stale } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { record, type AuditAction } from '../audit/record.ts';
import { enterIssue } from '../issues/write-issue.ts';
import { getFeedback, presentFeedback, type FeedbackWithReport } from './read-feedback.ts';

interface Settlement {
  id: string;
  version: number;
  action: AuditAction;
  state: FeedbackState;
  answer: string;
  /** What else belongs to it, in the same transaction. */
  beside?: (tx: Tx, row: FeedbackWithReport) => Promise<{ issueId: string; facts: Record<string, string> }>;
}

/** Only what waits is settled, and once; the row changes only from what was seen. */
async function hold(tx: Tx, { id, version, state }: Settlement, data: Prisma.PublicFeedbackUncheckedUpdateManyInput) {
  const { count } = await tx.publicFeedback.updateMany({
    where: { id, version, state: 'received' },
    data: { ...data, state, version: { increment: 1 } },
  });
  if (count === 0) throw stale('这条意见');
}

/** Ends the waiting of a feedback with words that its sender will read. */
async function settle(ctx: Ctx, settlement: Settlement) {
  demand(ctx, 'feedback.write');
  const { id, answer, state } = settlement;
  return ctx.db.$transaction(async (tx) => {
    const row = await getFeedback(tx, ctx.actor, id);
    if (row.state !== 'received')
      throw new Fault('wrong_state', `这条意见已经办理：${FEEDBACK_STATES[row.state]}。请刷新页面查看。`);
    await hold(tx, settlement, { answer, answeredBy: ctx.actor.id, answeredAt: ctx.at });
    const made = await settlement.beside?.(tx, row);
    if (made) await tx.publicFeedback.update({ where: { id }, data: { issueId: made.issueId } });
    await record(tx, ctx, {
      action: settlement.action,
      objectKind: 'feedback',
      objectId: id,
      ...(made && { issueId: made.issueId }),
      note: answer,
      before: { 办理情况: FEEDBACK_STATES.received },
      after: {
        通报: row.report.versions[0]?.title ?? '',
        意见: row.text,
        办理情况: FEEDBACK_STATES[state],
        ...made?.facts,
      },
    });
    const [presented] = await presentFeedback(tx, ctx, [await getFeedback(tx, ctx.actor, id)]);
    if (!presented) throw stale('这条意见');
    return presented;
  });
}

/** Answers a feedback; the sender reads it under the receipt number. */
export const answerFeedback: Operation<'answerFeedback'> = (ctx, { params, body }) =>
  settle(ctx, {
    ...{ id: params.id, version: body.version, answer: body.answer },
    ...{ action: 'answerFeedback', state: 'answered' },
  });

/** Turns a feedback down, with the reason for its sender. */
export const dismissFeedback: Operation<'dismissFeedback'> = (ctx, { params, body }) =>
  settle(ctx, {
    ...{ id: params.id, version: body.version, answer: body.reason },
    ...{ action: 'dismissFeedback', state: 'dismissed' },
  });

/** Makes a feedback an issue of source 公众反映, not yet issued, and tells its sender. */
export const adoptFeedback: Operation<'adoptFeedback'> = (ctx, { params, body }) =>
  settle(ctx, {
    ...{ id: params.id, version: body.version, answer: body.answer },
    ...{ action: 'adoptFeedback', state: 'adopted' },
    async beside(tx) {
      const { inspectionId, title, text } = body;
      const issueId = await enterIssue(tx, ctx, inspectionId, {
        ...{ title, text, source: 'public', disclosure: 'party', measures: [] },
      });
      return { issueId, facts: { 问题标题: title } };
    },
  });
