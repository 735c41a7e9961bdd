import { isCalendarDay, measureLabel, statusOfNewMeasure, type ActionInput } from '@rectify/domain';
import type { Tx } from '@rectify/db';
import { dateOf } from '../../days.ts';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { changeIssue } from '../issues/change.ts';
import type { IssueCase } from '../issues/load.ts';

interface Assignment {
  leader?: string | null | undefined;
  department?: string | null | undefined;
  owner?: string | null | undefined;
  startOn?: string | null | undefined;
  dueOn?: string | null | undefined;
}

/** The responsibilities and dates that were given, as column values; an absent one is left alone. */
export function assignmentData({ leader, department, owner, startOn, dueOn }: Assignment) {
  return {
    ...(leader !== undefined && { leader }),
    ...(department !== undefined && { department }),
    ...(owner !== undefined && { owner }),
    ...(startOn !== undefined && { startOn: dateOf(startOn) }),
    ...(dueOn !== undefined && { dueOn: dateOf(dueOn) }),
  };
}

/** Refuses a measure that would end before it begins. */
export function demandOrder(startOn: string | null | undefined, dueOn: string | null | undefined): void {
  if (!startOn || !dueOn || !isCalendarDay(startOn) || startOn <= dueOn) return;
  throw new Fault('invalid', '完成时限早于开始日期，请检查两个日期。', {
    errors: [{ field: 'dueOn', message: '早于开始日期' }],
  });
}

const describe = (given: Assignment & { text?: string | undefined; target?: string | null | undefined }) => ({
  措施内容: given.text,
  整改目标: given.target,
  责任领导: given.leader,
  责任部门: given.department,
  责任人: given.owner,
  开始日期: given.startOn,
  时限: given.dueOn,
});

function findMeasure(issue: IssueCase, id: string) {
  const measure = issue.row.measures.find((each) => each.id === id);
  if (!measure) throw new Error('a measure outside its issue');
  return measure;
}

export const nameOf = (issue: IssueCase, measureId: string) =>
  measureLabel(issue.facts, measureId).replace('条措施', '条');

async function nextOrdinal(tx: Tx, issueId: string): Promise<number> {
  const last = await tx.measure.aggregate({ where: { issueId }, _max: { ordinal: true } });
  return (last._max.ordinal ?? 0) + 1;
}

/** Adds a measure at the end of the list. */
export const addMeasure: Operation<'addMeasure'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { issueId: params.id }, body.version, async ({ tx, issue, act, audit }) => {
    await act('addMeasure', {});
    demandOrder(body.startOn, body.dueOn);
    const isUnderWay = issue.row.status === 'rectifying';
    const ordinal = await nextOrdinal(tx, params.id);
    const measure = await tx.measure.create({
      data: {
        issueId: params.id,
        ordinal,
        text: body.text,
        target: body.target ?? null,
        ...assignmentData(body),
        status: statusOfNewMeasure(issue.row.status),
        // Under way at once: its date limit counts as the first one.
        ...(isUnderWay && { startOn: dateOf(body.startOn ?? ctx.today), originalDueOn: dateOf(body.dueOn ?? null) }),
        createdBy: ctx.actor.id,
      },
    });
    const after = { 措施: `第 ${issue.row.measures.length + 1} 条`, ...describe(body) };
    await audit({ action: 'addMeasure', objectKind: 'measure', objectId: measure.id, after });
  });

/** Changes a measure: its words only while the plan is being made, people at any time, dates by the rule. */
export const updateMeasure: Operation<'updateMeasure'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { measureId: params.id }, body.version, async ({ tx, issue, act, audit }) => {
    const measure = findMeasure(issue, params.id);
    const changesWords =
      (body.text !== undefined && body.text !== measure.text) ||
      (body.target !== undefined && body.target !== measure.target);
    const input: ActionInput = {
      measureId: params.id,
      ...(body.dueOn !== undefined && { dueOn: body.dueOn }),
      ...(body.startOn !== undefined && { startOn: body.startOn }),
    };
    if (changesWords) await act('editMeasure', input);
    else await act('assignMeasure', input);
    const { startOn = measure.startOn, dueOn = measure.dueOn } = body;
    demandOrder(startOn, dueOn);
    await tx.measure.update({
      where: { id: params.id },
      data: {
        ...(body.text !== undefined && { text: body.text }),
        ...(body.target !== undefined && { target: body.target }),
        ...assignmentData(body),
        ...(issue.row.status === 'rectifying' && measure.originalDueOn === null && { originalDueOn: dateOf(dueOn) }),
        ...(changesWords && { createdBy: ctx.actor.id }),
      },
    });
    await audit({
      action: changesWords ? 'editMeasure' : 'assignMeasure',
      objectKind: 'measure',
      objectId: params.id,
      before: { 措施: nameOf(issue, params.id), ...describe(measure) },
      after: { 措施: nameOf(issue, params.id), ...describe(body) },
    });
  });

/** Takes a planned measure out and closes the gap in the order. */
export const removeMeasure: Operation<'removeMeasure'> = async (ctx, { params, query }) =>
  changeIssue(ctx, { measureId: params.id }, query.version, async ({ tx, issue, act, audit }) => {
    await act('removeMeasure', { measureId: params.id });
    const measure = findMeasure(issue, params.id);
    await tx.measure.delete({ where: { id: params.id } });
    await tx.measure.updateMany({
      where: { issueId: measure.issueId, ordinal: { gt: measure.ordinal } },
      data: { ordinal: { decrement: 1 } },
    });
    const before = { 措施: nameOf(issue, params.id), 措施内容: measure.text };
    await audit({ action: 'removeMeasure', objectKind: 'measure', objectId: params.id, before });
  });

/** Marks a measure done. */
export const completeMeasure: Operation<'completeMeasure'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { measureId: params.id }, body.version, async ({ tx, issue, act, audit }) => {
    await act('completeMeasure', { measureId: params.id, asOf: body.doneOn });
    await tx.measure.update({ where: { id: params.id }, data: { doneOn: dateOf(body.doneOn) } });
    const after = { 措施: nameOf(issue, params.id), 完成日期: body.doneOn };
    await audit({ action: 'completeMeasure', objectKind: 'measure', objectId: params.id, after });
  });

/** Takes a done measure up again; a closure request that is open is thereby taken back. */
export const reopenMeasure: Operation<'reopenMeasure'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { measureId: params.id }, body.version, async ({ issue, act, audit }) => {
    await act('reopenMeasure', { measureId: params.id, note: body.reason });
    const after = { 措施: nameOf(issue, params.id), ...(issue.row.status === 'closing' && { 销号申请: '随之撤回' }) };
    await audit({ action: 'reopenMeasure', objectKind: 'measure', objectId: params.id, note: body.reason, after });
  });
