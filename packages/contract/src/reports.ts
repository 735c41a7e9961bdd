import { z } from 'zod';
import { DISCLOSURES, REPORT_KINDS, REPORT_STATES, WITHHOLD_GROUNDS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, id, instant, maybeWords, message, page, paging, ref, version, words } from './common.ts';
import {
  checkFinding,
  draftParagraph,
  figure,
  PARAGRAPH_TEXT_LIMIT,
  paragraphId,
  reportComment,
  reportDetail,
  reportRow,
} from './report-shapes.ts';

const tag = '通报';
const audience = z.enum(['public', 'party']).meta({ description: 'public 社会公开；party 党内' });
const paragraphText = z
  .string()
  .max(PARAGRAPH_TEXT_LIMIT, { error: `一段最多 ${PARAGRAPH_TEXT_LIMIT} 个字，请分成几段` });
const ofParagraph = z.object({ id, paragraphId });

/** One change to a draft; `version` is the paragraph's as the writer saw it. */
const draftChange = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('write'), paragraphId, version, text: paragraphText }),
  z.strictObject({
    op: z.literal('insert'),
    paragraphId: paragraphId.meta({ description: '新段落的编号，由编辑器起' }),
    afterId: paragraphId.nullable(),
    kind: z.enum(['heading', 'text']),
    level: z.number().int().min(0).max(4),
    text: paragraphText,
  }),
  z.strictObject({ op: z.literal('remove'), paragraphId, version }),
  z.strictObject({ op: z.literal('move'), paragraphId, version, afterId: paragraphId.nullable() }),
  z.strictObject({
    op: z.literal('disclose'),
    paragraphId,
    version,
    disclosure: codes(DISCLOSURES),
    ground: codes(WITHHOLD_GROUNDS).nullable(),
  }),
]);

const answer = { params: byId, response: reportDetail };

export const reportEndpoints = {
  listReports: endpoint({
    method: 'GET',
    path: '/api/reports',
    summary: '通报：起草中、审核中和已发布的',
    tag,
    query: z.object({
      ...paging,
      state: codes(REPORT_STATES).optional(),
      kind: codes(REPORT_KINDS).optional(),
      inspectionId: id.optional(),
      programmeId: id.optional(),
      turn: z.literal('mine').optional().meta({ description: '只要等我办理的' }),
    }),
    response: page(reportRow),
  }),
  createReport: endpoint({
    method: 'POST',
    path: '/api/reports',
    summary: '从台账起草一份通报（一次巡察），或阶段成效（一次巡察或整个轮次）',
    tag,
    isOnce: true,
    body: z.strictObject({
      kind: codes(REPORT_KINDS),
      inspectionId: id.optional(),
      programmeId: id.optional(),
    }),
    response: reportDetail,
    status: 201,
  }),
  getReport: endpoint({
    method: 'GET',
    path: '/api/reports/:id',
    summary: '一份通报的文稿、进程和版本',
    tag,
    ...answer,
  }),
  deleteReport: endpoint({
    method: 'DELETE',
    path: '/api/reports/:id',
    summary: '删除从未发布的文稿',
    tag,
    params: byId,
    query: z.object({ version: z.coerce.number().int().positive() }),
    response: message,
  }),
  saveDraft: endpoint({
    method: 'PATCH',
    path: '/api/reports/:id/draft',
    summary: '保存文稿的改动；一段被别人先改过时答 409，其余不保存',
    tag,
    params: byId,
    body: z.strictObject({
      changes: z.array(draftChange).max(500).default([]),
      contact: z
        .strictObject({
          phone: maybeWords('联系电话', 60),
          address: maybeWords('通信地址', 200),
          postcode: maybeWords('邮政编码', 10),
          email: maybeWords('电子邮箱', 100),
        })
        .optional(),
    }),
    response: z.object({
      version,
      revision: z.number().int(),
      savedAt: instant,
      paragraphs: z.array(draftParagraph).meta({ description: '改动过的段落，按次序' }),
      order: z.array(paragraphId),
    }),
  }),
  recomposeReport: endpoint({
    method: 'POST',
    path: '/api/reports/:id/recompose',
    summary: '按台账现状更新文稿：改写过的段落保留，其余更新，新增的补入',
    tag,
    params: byId,
    body: z.strictObject({ version }),
    response: z.object({
      report: reportDetail,
      added: z.number().int(),
      changed: z.number().int(),
      removed: z.number().int(),
      kept: z.number().int(),
    }),
  }),
  listRevisions: endpoint({
    method: 'GET',
    path: '/api/reports/:id/revisions',
    summary: '文稿的修订历史，最近的在前',
    tag,
    params: byId,
    query: z.object(paging),
    response: page(
      z.object({
        number: z.number().int(),
        origin: z.enum(['composed', 'edited', 'recomposed', 'restored']),
        label: z.string(),
        by: z.string(),
        startedAt: instant,
        savedAt: instant,
      }),
    ),
  }),
  getRevision: endpoint({
    method: 'GET',
    path: '/api/reports/:id/revisions/:number',
    summary: '某一修订的全文',
    tag,
    params: z.object({ id, number: z.coerce.number().int().positive().max(2_147_483_647) }),
    response: z.object({
      number: z.number().int(),
      by: z.string(),
      savedAt: instant,
      paragraphs: z.array(draftParagraph),
    }),
  }),
  restoreRevision: endpoint({
    method: 'POST',
    path: '/api/reports/:id/revisions/:number/restore',
    summary: '恢复到某一修订（作为新的修订，现稿仍在历史中）',
    tag,
    params: z.object({ id, number: z.coerce.number().int().positive().max(2_147_483_647) }),
    body: z.strictObject({ version }),
    response: reportDetail,
  }),
  markReportSeen: endpoint({
    method: 'POST',
    path: '/api/reports/:id/seen',
    summary: '记下我看过到哪一修订',
    tag,
    params: byId,
    body: z.strictObject({ revision: z.number().int().positive().max(2_147_483_647) }),
    response: message,
  }),
  listReportComments: endpoint({
    method: 'GET',
    path: '/api/reports/:id/comments',
    summary: '文稿段落上的批注',
    tag,
    params: byId,
    query: z.object(paging),
    response: page(reportComment),
  }),
  addReportComment: endpoint({
    method: 'POST',
    path: '/api/reports/:id/paragraphs/:paragraphId/comments',
    summary: '在一段上批注',
    tag,
    isOnce: true,
    params: ofParagraph,
    body: z.strictObject({ text: words('批注', { max: 1000 }) }),
    response: reportComment,
    status: 201,
  }),
  resolveReportComment: endpoint({
    method: 'POST',
    path: '/api/reports/:id/comments/:commentId/resolution',
    summary: '批注已处理',
    tag,
    params: z.object({ id, commentId: id }),
    response: reportComment,
  }),
  checkReport: endpoint({
    method: 'GET',
    path: '/api/reports/:id/check',
    summary: '通报体检：对照台账检查文稿；错误不能发布，警告须有人确认',
    tag,
    params: byId,
    query: z.object({ audience: audience.default('public') }),
    response: z.object({
      errors: z.number().int(),
      openWarnings: z.number().int(),
      notes: z.number().int(),
      findings: z.array(checkFinding),
    }),
  }),
  tickFinding: endpoint({
    method: 'PUT',
    path: '/api/reports/:id/ticks/:key',
    summary: '确认一条警告（署名）',
    tag,
    params: z.object({ id, key: z.string().regex(/^[0-9a-f]{16,64}$/) }),
    response: message,
  }),
  untickFinding: endpoint({
    method: 'DELETE',
    path: '/api/reports/:id/ticks/:key',
    summary: '取消确认',
    tag,
    params: z.object({ id, key: z.string().regex(/^[0-9a-f]{16,64}$/) }),
    response: message,
  }),
  previewReport: endpoint({
    method: 'GET',
    path: '/api/reports/:id/preview',
    summary: '预览：与发布后一模一样的网页（text/html）',
    tag,
    params: byId,
    query: z.object({ audience: audience.default('public') }),
    responseKind: 'file',
  }),
  compareAudiences: endpoint({
    method: 'GET',
    path: '/api/reports/:id/comparison',
    summary: '党内与社会两种文稿对照：只列不同的段落',
    tag,
    params: byId,
    response: z.object({
      publicIssues: z.number().int(),
      partyIssues: z.number().int(),
      withheldIssues: z.number().int(),
      rows: z.array(
        z.object({
          paragraphId: z.string(),
          kind: z.string(),
          public: z.string().nullable(),
          party: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
  }),
  getReportFigure: endpoint({
    method: 'GET',
    path: '/api/reports/:id/figures/:key',
    summary: '一个数字算的是哪些问题',
    tag,
    params: z.object({ id, key: z.string().regex(/^[a-z_]{1,40}(?:@[0-9a-f-]{1,40})?$/) }),
    response: figure.extend({
      items: z.array(z.object({ issueId: id.nullable(), name: z.string(), share: z.string().nullable() })),
    }),
  }),
  downloadReport: endpoint({
    method: 'GET',
    path: '/api/reports/:id/docx',
    summary: '下载文稿（docx，GB/T 9704）：社会或党内；已发布的带核验码',
    tag,
    params: byId,
    query: z.object({ audience: audience.default('party'), version: z.coerce.number().int().positive().optional() }),
    responseKind: 'file',
  }),
  listSecrecyReviewers: endpoint({
    method: 'GET',
    path: '/api/reports/:id/secrecy-reviewers',
    summary: '可以指定为保密审查人的人员',
    tag,
    params: byId,
    response: z.object({ items: z.array(ref.extend({ roleLabel: z.string(), unitName: z.string() })) }),
  }),
};
