import { z } from 'zod';
import { INSPECTION_KINDS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, day, id, maybeDay, page, paging, ref, version } from './common.ts';

const kind = codes(INSPECTION_KINDS);

/** Ten years before the last day that there is here: plan and rectification are due up to three years later. */
const LATEST_FEEDBACK = '2189-12-31';
const feedbackOn = day
  .refine((value) => value <= LATEST_FEEDBACK, { error: '反馈日期太远，无法推算整改时限，请检查年份' })
  .nullable()
  .optional();

/** Counts of issues; withdrawn ones are in none of them. */
export const tally = z.object({
  total: z.number().int(),
  draft: z.number().int(),
  open: z.number().int(),
  closed: z.number().int(),
  staged: z.number().int(),
  overdue: z.number().int(),
});

export const inspection = z.object({
  id,
  version,
  kind,
  kindLabel: z.string(),
  programme: ref,
  unit: ref,
  group: ref,
  onSiteFrom: day.nullable(),
  onSiteTo: day.nullable(),
  feedbackOn: day.nullable(),
  planDueOn: day.nullable(),
  rectifyDueOn: day.nullable(),
  tally,
});

export const category = z.object({
  id,
  title: z.string(),
  parentId: id.nullable(),
  position: z.number().int(),
  tally,
});

export const inspectionDetail = inspection.extend({
  categories: z.array(category),
  uncategorised: tally,
  publishedAt: z.string().nullable(),
  publicSlug: z.string().nullable(),
  allowedActions: z.array(z.string()),
});

const fields = {
  programmeId: id,
  unitId: id,
  groupId: id,
  kind,
  onSiteFrom: maybeDay,
  onSiteTo: maybeDay,
  feedbackOn,
};

export const inspectionEndpoints = {
  listInspections: endpoint({
    method: 'GET',
    path: '/api/inspections',
    summary: '巡察列表',
    tag: '轮次与巡察',
    query: z.object({ ...paging, programmeId: id.optional(), unitId: id.optional(), q: z.string().max(60).optional() }),
    response: page(inspection).extend({ canCreate: z.boolean() }),
  }),
  getInspection: endpoint({
    method: 'GET',
    path: '/api/inspections/:id',
    summary: '一次巡察：日期、分类完成情况',
    tag: '轮次与巡察',
    params: byId,
    response: inspectionDetail,
  }),
  createInspection: endpoint({
    method: 'POST',
    path: '/api/inspections',
    summary: '新建巡察',
    tag: '轮次与巡察',
    isOnce: true,
    body: z.strictObject(fields),
    response: inspectionDetail,
    status: 201,
  }),
  updateInspection: endpoint({
    method: 'PATCH',
    path: '/api/inspections/:id',
    summary: '修改巡察（被巡察单位与轮次不可改）',
    tag: '轮次与巡察',
    params: byId,
    body: z.strictObject({
      version,
      groupId: id.optional(),
      kind: kind.optional(),
      onSiteFrom: maybeDay,
      onSiteTo: maybeDay,
      feedbackOn,
    }),
    response: inspectionDetail,
  }),
  issueInspection: endpoint({
    method: 'POST',
    path: '/api/inspections/:id/issuing',
    summary: '下发：全部待下发问题交被巡察单位，问题原文自此锁定',
    tag: '轮次与巡察',
    params: byId,
    body: z.strictObject({ version }),
    response: z.object({ issuedCount: z.number().int(), message: z.string() }),
  }),
};
