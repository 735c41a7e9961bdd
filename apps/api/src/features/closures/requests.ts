import { CLOSURE_RESULTS, formatDayZh, type ActionInput, type IssueAction, type RequestKind } from '@rectify/domain';
import type { Endpoints, Input } from '@rectify/contract';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { changeIssue, type Change } from '../issues/change.ts';

const REQUEST_ACTION = {
  plan: 'submitPlan',
  closure: 'requestClosure',
  extension: 'requestExtension',
} as const satisfies Record<RequestKind, IssueAction>;
const RECALL_ACTION = {
  plan: 'recallPlan',
  closure: 'recallClosure',
  extension: 'recallExtension',
} as const satisfies Record<RequestKind, IssueAction>;
const REVIEW_ACTION = {
  plan: { approved: 'approvePlan', returned: 'returnPlan' },
  closure: { approved: 'approveClosure', returned: 'returnClosure' },
  extension: { approved: 'approveExtension', returned: 'returnExtension' },
} as const satisfies Record<RequestKind, Record<'approved' | 'returned', IssueAction>>;

type RequestBody = Input<Endpoints['requestReview']>['body'];

function inputOf(body: RequestBody): ActionInput {
  return {
    ...(body.statement && { note: body.statement }),
    ...(body.kind === 'closure' && { result: body.result ?? 'completed' }),
    ...(body.kind === 'extension' && {
      ...(body.measureId && { measureId: body.measureId }),
      ...(body.newDueOn && { dueOn: body.newDueOn }),
    }),
  };
}

/** Asks for a decision: on the plan, on closing the issue, or on a later date. */
export const requestReview: Operation<'requestReview'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { issueId: params.id }, body.version, async (change) => {
    const { kind, statement, newDueOn } = body;
    await change.act(REQUEST_ACTION[kind], inputOf(body), { statement });
    const after = {
      ...(kind === 'closure' && { 结果: CLOSURE_RESULTS[body.result ?? 'completed'] }),
      ...(newDueOn && { 时限: formatDayZh(newDueOn) }),
    };
    await change.audit({
      action: REQUEST_ACTION[kind],
      objectKind: 'issue',
      objectId: params.id,
      note: statement ?? null,
      after,
    });
  });

function openRequestOf({ issue }: Change, id: string) {
  const request = issue.row.requests.find((each) => each.id === id);
  if (!request) throw new Fault('not_found', '没有找到这项申请，请刷新页面。');
  return request;
}

function demandOpen(request: { status: string }): void {
  if (request.status !== 'open') throw new Fault('wrong_state', '这项申请已经办结，请刷新页面查看结果。');
}

/** Takes back what one's unit asked for, while it is open. */
export const recallRequest: Operation<'recallRequest'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { requestId: params.id }, body.version, async (change) => {
    const request = openRequestOf(change, params.id);
    await change.act(RECALL_ACTION[request.kind], {});
    demandOpen(request);
    await change.audit({ action: RECALL_ACTION[request.kind], objectKind: 'issue', objectId: change.issue.row.id });
  });

/** One reviewer's decision at the level whose turn it is. */
export const decideRequest: Operation<'decideRequest'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { requestId: params.id }, body.version, async (change) => {
    const request = openRequestOf(change, params.id);
    const action = REVIEW_ACTION[request.kind][body.decision];
    const decision = await change.act(action, { ...(body.note && { note: body.note }) });
    demandOpen(request);
    const record =
      decision.status === 'closed'
        ? await change.tx.closureRecord.findFirst({ where: { requestId: request.id } })
        : null;
    const after = {
      级别: request.turn,
      ...(record && { 记录号: record.number, 结果: CLOSURE_RESULTS[record.result] }),
      ...(decision.status === 'rectifying' && action === 'approvePlan' && { 方案: '批准，开始整改' }),
    };
    await change.audit({ action, objectKind: 'issue', objectId: change.issue.row.id, note: body.note ?? null, after });
  });

/** Opens a closed issue again; the closure records stay. */
export const reopenIssue: Operation<'reopenIssue'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { issueId: params.id }, body.version, async ({ act, audit }) => {
    const { reason, evidence } = body;
    await act('reopenIssue', { note: reason, basis: evidence }, { reopening: { reason, evidence } });
    await audit({
      action: 'reopenIssue',
      objectKind: 'issue',
      objectId: params.id,
      note: reason,
      after: { 依据: evidence },
    });
  });

/** Looks again at an issue closed for a stage and sets the next date; making it complete goes through a closure request. */
export const reviewStage: Operation<'reviewStage'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { issueId: params.id }, body.version, async ({ act, audit }) => {
    await act('reviewStage', { note: body.note, reviewOn: body.reviewOn });
    const after = { 下次复核: formatDayZh(body.reviewOn) };
    await audit({ action: 'reviewStage', objectKind: 'issue', objectId: params.id, note: body.note, after });
  });

/** Takes an issue off the ledger without deleting anything. */
export const withdrawIssue: Operation<'withdrawIssue'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { issueId: params.id }, body.version, async ({ act, audit }) => {
    await act('withdrawIssue', { note: body.reason });
    await audit({ action: 'withdrawIssue', objectKind: 'issue', objectId: params.id, note: body.reason });
  });
