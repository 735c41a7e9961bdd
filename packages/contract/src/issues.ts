import { z } from 'zod';
import {
  CLOSURE_RESULTS,
  DISCLOSURES,
  ISSUE_KINDS,
  ISSUE_NATURES,
  ISSUE_SOURCES,
  ISSUE_STATUSES,
  LIGHTS,
  WITHHOLD_GROUNDS,
} from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import {
  byId,
  codes,
  day,
  id,
  instant,
  maybeDay,
  maybeWords,
  message,
  page,
  paging,
  version,
  words,
} from './common.ts';
import { issueDetail, issueRow } from './issue-shapes.ts';

const status = codes(ISSUE_STATUSES);
const lightCode = codes(LIGHTS);
const disclosure = codes(DISCLOSURES);

const csv = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .transform((value) => value.split(',').filter(Boolean))
    .pipe(z.array(item))
    .optional();

export const issueFilter = {
  inspectionId: id.optional(),
  programmeId: id.optional(),
  unitId: id.optional().meta({ description: '牵头单位，含其下级' }),
  isUnitOnly: z.literal('1').optional().meta({ description: '与 unitId 同用：不含其下级' }),
  categoryId: id.optional(),
  heading: z.string().max(500).optional().meta({ description: '最上一级分类的标题，含其下级；各次巡察合在一起' }),
  isUncategorised: z.literal('1').optional().meta({ description: '只看没有分类的问题' }),
  status: csv(status).meta({ description: '可用逗号并列几个' }),
  light: csv(lightCode).meta({ description: '可用逗号并列几个' }),
  result: codes(CLOSURE_RESULTS).optional(),
  disclosure: disclosure.optional(),
  owner: z.string().max(40).optional(),
  q: z.string().trim().max(60).optional().meta({ description: '关键词，至少两个字' }),
};

const versioned = z.object({ id, version });

export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  actorRole: z.string().nullable(),
  action: z.string(),
  sentence: z.string(),
  note: z.string().nullable(),
});

const editable = {
  number: z.number().int().min(1, { error: '序号从 1 开始' }).max(9999, { error: '序号最大 9999' }).nullable(),
  categoryId: id.nullable(),
  title: words('问题标题', { max: 200 }),
  text: words('问题原文', { max: 8000 }),
  kind: codes(ISSUE_KINDS),
  source: codes(ISSUE_SOURCES),
  nature: codes(ISSUE_NATURES),
  coUnitIds: z.array(id).max(20),
  dueOn: maybeDay,
};

export const issueEndpoints = {
  listIssues: endpoint({
    method: 'GET',
    path: '/api/issues',
    summary: '整改台账',
    tag: '台账与问题',
    query: z.object({ ...paging, ...issueFilter, sort: z.enum(['number', 'due']).default('number') }),
    response: page(issueRow),
  }),
  summariseIssues: endpoint({
    method: 'GET',
    path: '/api/issues/summary',
    summary: '台账数字：与列表同样的筛选条件',
    tag: '台账与问题',
    query: z.object(issueFilter),
    response: z.object({
      total: z.number().int(),
      open: z.number().int(),
      overdue: z.number().int(),
      closed: z.number().int(),
      staged: z.number().int(),
      returned: z.number().int(),
      byStatus: z.record(z.string(), z.number().int()),
    }),
  }),
  listOwners: endpoint({
    method: 'GET',
    path: '/api/owners',
    summary: '责任人姓名（筛选与填写用）',
    tag: '台账与问题',
    query: z.object({ q: z.string().max(40).optional(), inspectionId: id.optional() }),
    response: z.object({ items: z.array(z.string()) }),
  }),
  exportLedger: endpoint({
    method: 'GET',
    path: '/api/issues/export',
    summary: '导出台账：与列表同样的筛选条件，Excel 文件（记入审计）',
    tag: '台账与问题',
    query: z.object(issueFilter),
    responseKind: 'file',
  }),
  createIssue: endpoint({
    method: 'POST',
    path: '/api/inspections/:id/issues',
    summary: '手工补录一个问题',
    tag: '台账与问题',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      ...z.object(editable).partial().shape,
      title: editable.title,
      text: editable.text,
      disclosure: disclosure.exclude(['withheld']).default('party'),
      measures: z
        .array(words('整改措施', { max: 8000 }))
        .max(60)
        .default([]),
    }),
    response: issueDetail,
    status: 201,
  }),
  getIssue: endpoint({
    method: 'GET',
    path: '/api/issues/:id',
    summary: '一个问题的全部内容',
    tag: '台账与问题',
    params: byId,
    response: issueDetail,
  }),
  updateIssue: endpoint({
    method: 'PATCH',
    path: '/api/issues/:id',
    summary: '修改待下发的问题；下发后原文锁定',
    tag: '台账与问题',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version, ...z.object(editable).partial().shape }),
    response: issueDetail,
  }),
  setDisclosure: endpoint({
    method: 'POST',
    path: '/api/issues/disclosure',
    summary: '批量设定公开级别；不公开须注明依据',
    tag: '台账与问题',
    body: z.strictObject({
      issues: z.array(versioned).min(1).max(200, { error: '一次最多 200 个问题' }),
      disclosure,
      withholdGround: codes(WITHHOLD_GROUNDS).nullable().default(null),
    }),
    response: message,
  }),
  writeOutcomeStatement: endpoint({
    method: 'PUT',
    path: '/api/issues/:id/outcome-statement',
    summary: '填写整改成效说明、阶段目标与复查日期',
    tag: '台账与问题',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      outcomeStatement: maybeWords('整改成效说明', 4000),
      stageGoal: maybeWords('阶段目标', 500),
      reviewOn: maybeDay,
    }),
    response: issueDetail,
  }),
  reopenIssue: endpoint({
    method: 'POST',
    path: '/api/issues/:id/reopening',
    summary: '重新整改（巡察办），须写明理由与依据',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      reason: words('重新整改的理由', { min: 10, max: 2000 }),
      evidence: words('依据', { max: 2000 }),
    }),
    response: issueDetail,
  }),
  reviewStage: endpoint({
    method: 'POST',
    path: '/api/issues/:id/stage-review',
    summary: '阶段复核：阶段性完成的问题继续坚持，定下次复核日期（巡察办）',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version, note: words('复核情况', { min: 10, max: 2000 }), reviewOn: day }),
    response: issueDetail,
  }),
  withdrawIssue: endpoint({
    method: 'POST',
    path: '/api/issues/:id/withdrawal',
    summary: '撤销问题（巡察办），须写明理由；记录保留',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version, reason: words('撤销的理由', { min: 10, max: 2000 }) }),
    response: issueDetail,
  }),
  addComment: endpoint({
    method: 'POST',
    path: '/api/issues/:id/comments',
    summary: '写意见（记入动态）',
    tag: '台账与问题',
    isOnce: true,
    params: byId,
    body: z.strictObject({ text: words('意见', { max: 1000 }) }),
    response: z.object({ message: z.string() }),
    status: 201,
  }),
  getTimeline: endpoint({
    method: 'GET',
    path: '/api/issues/:id/timeline',
    summary: '一个问题的全部经过，最近的在前',
    tag: '台账与问题',
    params: byId,
    query: z.object(paging),
    response: page(timelineEntry),
  }),
  getClosureCheck: endpoint({
    method: 'GET',
    path: '/api/issues/:id/closure-check',
    summary: '销号质检（供审核参考）',
    tag: '审核与销号',
    params: byId,
    response: z.object({
      findings: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['warning', 'note']),
          message: z.string(),
          quote: z.string().nullable(),
        }),
      ),
    }),
  }),
};
