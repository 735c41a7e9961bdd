import { z } from 'zod';
import { CLOSURE_RESULTS, REVIEW_DECISIONS, REVIEW_LEVELS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, day, id, instant, maybeWords, page, paging, version } from './common.ts';
import { issueDetail, issueRow } from './issue-shapes.ts';

const kind = z.enum(['plan', 'closure', 'extension']);

export const reviewItem = z.object({
  requestId: id,
  issueId: id,
  kind,
  kindLabel: z.string(),
  level: codes(REVIEW_LEVELS),
  unitName: z.string(),
  number: z.number().int().nullable(),
  title: z.string(),
  requestedBy: z.string(),
  requestedAt: instant,
  waitingDays: z.number().int(),
  returnCount: z.number().int(),
});

const todoItem = z.object({
  issueId: id.nullable().meta({ description: '不是关于问题的（如通报）为空' }),
  number: z.number().int().nullable(),
  title: z.string(),
  unitName: z.string(),
  text: z.string().meta({ description: '这一行要办什么' }),
  light: issueRow.shape.light.nullable(),
  link: z.string(),
});

export const reviewEndpoints = {
  requestReview: endpoint({
    method: 'POST',
    path: '/api/issues/:id/review-requests',
    summary: '提交：整改方案、销号申请或延期申请',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      kind,
      statement: maybeWords('说明', 2000),
      result: codes(CLOSURE_RESULTS).optional(),
      measureId: id.optional(),
      newDueOn: day.optional(),
    }),
    response: issueDetail,
    status: 201,
  }),
  recallRequest: endpoint({
    method: 'POST',
    path: '/api/review-requests/:id/recall',
    summary: '撤回尚未办结的申请',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({ version }),
    response: issueDetail,
  }),
  decideRequest: endpoint({
    method: 'POST',
    path: '/api/review-requests/:id/reviews',
    summary: '审核：通过，或退回并写明要补什么（至少十个字）',
    tag: '审核与销号',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      decision: codes(REVIEW_DECISIONS),
      note: maybeWords('意见', 2000),
      result: codes(CLOSURE_RESULTS).optional(),
    }),
    response: issueDetail,
  }),
  listReviews: endpoint({
    method: 'GET',
    path: '/api/reviews',
    summary: '轮到自己审核的申请，等得最久的在前',
    tag: '审核与销号',
    query: z.object({ ...paging, kind: kind.optional() }),
    response: page(reviewItem).extend({ total: z.number().int() }),
  }),
  listPhrases: endpoint({
    method: 'GET',
    path: '/api/reviews/phrases',
    summary: '自己单位以往写过的审核意见',
    tag: '审核与销号',
    response: z.object({ items: z.array(z.string()) }),
  }),
  getToday: endpoint({
    method: 'GET',
    path: '/api/today',
    summary: '今天要办',
    tag: '工作台',
    response: z.object({
      today: day,
      groups: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          isTask: z.boolean().meta({ description: '是否计入待办：到期提醒只是提示，同一问题可能已在别处' }),
          count: z.number().int(),
          link: z.string().nullable(),
          items: z.array(todoItem),
        }),
      ),
      standing: z.array(z.object({ label: z.string(), count: z.number().int(), link: z.string().nullable() })),
    }),
  }),
};
