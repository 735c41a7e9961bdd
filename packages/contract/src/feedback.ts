import { z } from 'zod';
import { FEEDBACK_STATES } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, id, page, paging, version, words } from './common.ts';
import { feedbackRow } from './report-shapes.ts';

export const feedbackEndpoints = {
  listFeedback: endpoint({
    method: 'GET',
    path: '/api/feedback',
    summary: '公众意见，等得最久的在前',
    tag: '公众意见',
    query: z.object({ ...paging, state: codes(FEEDBACK_STATES).optional(), reportId: id.optional() }),
    response: page(feedbackRow),
  }),
  answerFeedback: endpoint({
    method: 'POST',
    path: '/api/feedback/:id/answer',
    summary: '答复；凭回执编号可查',
    tag: '公众意见',
    params: byId,
    body: z.strictObject({ version, answer: words('答复', { min: 5, max: 2000 }) }),
    response: feedbackRow,
  }),
  dismissFeedback: endpoint({
    method: 'POST',
    path: '/api/feedback/:id/dismissal',
    summary: '不予受理，写明理由；凭回执编号可查',
    tag: '公众意见',
    params: byId,
    body: z.strictObject({ version, reason: words('理由', { min: 5, max: 500 }) }),
    response: feedbackRow,
  }),
  adoptFeedback: endpoint({
    method: 'POST',
    path: '/api/feedback/:id/adoption',
    summary: '转为一个来源为“公众反映”的问题（待下发）',
    tag: '公众意见',
    params: byId,
    body: z.strictObject({
      version,
      inspectionId: id,
      title: words('问题标题', { max: 200 }),
      text: words('问题内容', { max: 5000 }),
      answer: words('答复', { min: 5, max: 2000 }),
    }),
    response: feedbackRow,
  }),
};
