import { z } from 'zod';
import { HANDLING_FORMS, OUTCOME_KINDS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, day, id, maybeDay, maybeWords, message, version, words } from './common.ts';
import { issueDetail, progressEntry } from './issue-shapes.ts';

const people = {
  leader: maybeWords('责任领导', 40),
  department: maybeWords('责任部门', 80),
  owner: maybeWords('责任人', 40),
  startOn: maybeDay,
  dueOn: maybeDay,
};

/** An entry of progress where it stands, and the version that its issue has with it. */
const filedProgress = progressEntry.extend({ measureId: id, issueId: id, issueVersion: version });

export const measureEndpoints = {
  addMeasure: endpoint({
    method: 'POST',
    path: '/api/issues/:id/measures',
    summary: '增加整改措施',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      text: words('整改措施', { max: 8000 }),
      target: maybeWords('整改目标'),
      ...people,
    }),
    response: issueDetail,
    status: 201,
  }),
  updateMeasure: endpoint({
    method: 'PATCH',
    path: '/api/measures/:id',
    summary: '修改措施；方案批准后只能改责任人，时限改动须申请延期',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      text: words('整改措施', { max: 8000 }).optional(),
      target: maybeWords('整改目标'),
      ...people,
    }),
    response: issueDetail,
  }),
  removeMeasure: endpoint({
    method: 'DELETE',
    path: '/api/measures/:id',
    summary: '删除尚未批准的措施',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    query: z.object({ version: z.coerce.number().int().positive() }),
    response: issueDetail,
  }),
  assignMeasures: endpoint({
    method: 'POST',
    path: '/api/measures/assignment',
    summary: '批量指定责任人与时限：写入所选问题的全部措施，一次成功或全部不变',
    tag: '措施与进展',
    body: z.strictObject({
      issues: z
        .array(z.object({ id, version }))
        .min(1, { error: '请先选择问题' })
        .max(200, { error: '一次最多 200 个问题' }),
      measureIds: z.array(id).max(500).optional(),
      onlyEmpty: z.boolean().default(false).meta({ description: '只填空白处，不覆盖已有内容' }),
      ...people,
    }),
    response: message.extend({ measureCount: z.number().int() }),
  }),
  completeMeasure: endpoint({
    method: 'POST',
    path: '/api/measures/:id/completion',
    summary: '措施完成',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version, doneOn: day }),
    response: issueDetail,
  }),
  reopenMeasure: endpoint({
    method: 'POST',
    path: '/api/measures/:id/reopening',
    summary: '措施重新开启；销号审核中的申请随之撤回',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version, reason: words('重新开启的理由', { max: 500 }) }),
    response: issueDetail,
  }),
  fileProgress: endpoint({
    method: 'POST',
    path: '/api/measures/:id/progress',
    summary: '填报进展；更正须指明被更正的一条',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({ asOf: day, text: words('进展情况', { max: 4000 }), correctsId: id.optional() }),
    response: filedProgress,
    status: 201,
  }),
  recordOutcome: endpoint({
    method: 'POST',
    path: '/api/issues/:id/outcomes',
    summary: '登记整改成效',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      measureId: id.nullable().default(null),
      kind: codes(OUTCOME_KINDS),
      count: z.number().int().min(1).max(1_000_000).nullable().default(null),
      amountCents: z.number().int().min(1).max(1e14).nullable().default(null),
      form: codes(HANDLING_FORMS).nullable().default(null),
      note: words('成效说明', { max: 500 }),
    }),
    response: issueDetail,
    status: 201,
  }),
  removeOutcome: endpoint({
    method: 'DELETE',
    path: '/api/outcomes/:id',
    summary: '删除一条成效登记',
    tag: '措施与进展',
    isOnce: true,
    params: byId,
    query: z.object({ version: z.coerce.number().int().positive() }),
    response: issueDetail,
  }),
};
