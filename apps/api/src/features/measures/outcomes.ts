import { OUTCOME_KINDS } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { changeIssue } from '../issues/change.ts';

/** Records a structured result; totals are always computed from these. */
export const recordOutcome: Operation<'recordOutcome'> = async (ctx, { params, body }) => {
  const { version, kind, count, amountCents, form, measureId, note } = body;
  if (kind === 'money_recovered' && amountCents === null) {
    throw new Fault('invalid', '请填写金额。', { errors: [{ field: 'amountCents', message: '请填写金额' }] });
  }
  if (kind !== 'money_recovered' && kind !== 'other' && count === null) {
    throw new Fault('invalid', '请填写数量。', { errors: [{ field: 'count', message: '请填写数量' }] });
  }
  if (kind === 'people_handled' && form === null) {
    throw new Fault('invalid', '请选择处理方式。', { errors: [{ field: 'form', message: '请选择处理方式' }] });
  }
  return changeIssue(ctx, { issueId: params.id }, version, async ({ tx, issue, act, audit }) => {
    await act('recordOutcome', {});
    if (measureId && !issue.row.measures.some((measure) => measure.id === measureId)) {
      throw new Fault('invalid', '没有这条措施，请重新选择。', {
        errors: [{ field: 'measureId', message: '请重新选择' }],
      });
    }
    const outcome = await tx.outcome.create({
      data: {
        issueId: params.id,
        measureId,
        kind,
        count,
        amountCents,
        form,
        note,
        createdBy: ctx.actor.id,
        createdAt: ctx.at,
      },
    });
    const after = {
      成效: OUTCOME_KINDS[kind],
      数量: count,
      金额: amountCents === null ? null : `${(amountCents / 100).toFixed(2)} 元`,
      说明: note,
    };
    await audit({ action: 'recordOutcome', objectKind: 'outcome', objectId: outcome.id, after });
  });
};

/** Takes a result out again, e.g. one entered twice. */
export const removeOutcome: Operation<'removeOutcome'> = async (ctx, { params, query }) =>
  changeIssue(ctx, { outcomeId: params.id }, query.version, async ({ tx, issue, act, audit }) => {
    await act('recordOutcome', {});
    const outcome = issue.row.outcomes.find((each) => each.id === params.id);
    await tx.outcome.delete({ where: { id: params.id } });
    const before = outcome && { 成效: OUTCOME_KINDS[outcome.kind], 说明: outcome.note };
    await audit({ action: 'removeOutcome', objectKind: 'outcome', objectId: params.id, before });
  });
