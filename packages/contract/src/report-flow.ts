import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { byId, id, instant, maybeWords, version, words } from './common.ts';
import { reportDetail } from './report-shapes.ts';

const tag = '通报';
const flow = { version, note: maybeWords('意见', 500) };
const reason = (label: string) => words(label, { min: 10, max: 500 });
const answer = { params: byId, response: reportDetail };

/** The steps of a report's flow, from submission to withdrawal. */
export const reportFlowEndpoints = {
  submitReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/submission',
    summary: '送审，并指定保密审查人（不能是起草人）',
    tag,
    ...answer,
    body: z.strictObject({
      ...flow,
      secrecyReviewerId: id,
      correction: maybeWords('更正说明', 300).meta({ description: '更正时必填，读者会看到' }),
    }),
  }),
  recallReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/recall',
    summary: '撤回送审',
    tag,
    ...answer,
    body: z.strictObject({ version }),
  }),
  signReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/signature',
    summary: '单位负责人签发',
    tag,
    ...answer,
    body: z.strictObject(flow),
  }),
  passSecrecy: endpoint({
    method: 'POST',
    path: '/api/reports/:id/secrecy-pass',
    summary: '保密审查通过（由指定的人）',
    tag,
    ...answer,
    body: z.strictObject(flow),
  }),
  approveReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/approval',
    summary: '巡察办审定：立即发布，或在选定时间发布',
    tag,
    ...answer,
    body: z.strictObject({ ...flow, publishAt: instant.nullable().optional() }),
  }),
  returnReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/return',
    summary: '退回修改，写明要改什么',
    tag,
    ...answer,
    body: z.strictObject({ version, note: reason('退回意见') }),
  }),
  cancelSchedule: endpoint({
    method: 'POST',
    path: '/api/reports/:id/schedule/cancellation',
    summary: '取消定时发布，文稿回到起草',
    tag,
    ...answer,
    body: z.strictObject({ version }),
  }),
  startCorrection: endpoint({
    method: 'POST',
    path: '/api/reports/:id/correction',
    summary: '更正：重新打开文稿；现行版本照常公开，直到新版发布',
    tag,
    ...answer,
    body: z.strictObject({ version }),
  }),
  discardCorrection: endpoint({
    method: 'POST',
    path: '/api/reports/:id/correction/discard',
    summary: '放弃更正，现行版本不变',
    tag,
    ...answer,
    body: z.strictObject({ version }),
  }),
  withdrawReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/withdrawal',
    summary: '撤回已发布的通报；原地址说明已撤回和理由',
    tag,
    ...answer,
    body: z.strictObject({ version, reason: reason('撤回理由') }),
  }),
};
