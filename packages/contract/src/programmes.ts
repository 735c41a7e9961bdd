import { z } from 'zod';
import { PROGRAMME_KINDS, REPORT_CADENCES, REVIEW_LEVELS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, day, id, maybeDay, page, paging, ref, version, words } from './common.ts';

const kind = codes(PROGRAMME_KINDS);
const level = codes(REVIEW_LEVELS);

export const ruleProfile = z.strictObject({
  planDays: z
    .number({ error: '请填写整改方案天数' })
    .int()
    .min(1, { error: '至少 1 天' })
    .max(365, { error: '最多 365 天' }),
  planDayKind: z.enum(['natural', 'working']),
  rectificationMonths: z
    .number({ error: '请填写集中整改月数' })
    .int()
    .min(1, { error: '至少 1 个月' })
    .max(36, { error: '最多 36 个月' }),
  planLevels: z.array(level).max(3),
  closureLevels: z.array(level).min(1, { error: '至少要有一级审核' }).max(3),
  yellowDays: z.number({ error: '请填写黄灯天数' }).int().min(1).max(365),
  orangeDays: z.number({ error: '请填写橙灯天数' }).int().min(0).max(364),
  reportCadence: codes(REPORT_CADENCES),
  reportWeekday: z.number().int().min(1).max(7),
});

const group = z.object({
  id,
  version,
  name: z.string(),
  members: z.array(ref),
  inspectionCount: z.number().int(),
});

export const programme = z.object({
  id,
  version,
  name: z.string(),
  kind,
  unit: ref,
  startOn: day.nullable(),
  endOn: day.nullable(),
  profile: ruleProfile,
  inspectionCount: z.number().int(),
  canWrite: z.boolean(),
});

const fields = {
  name: words('名称', { max: 80 }),
  kind,
  startOn: maybeDay,
  endOn: maybeDay,
  profile: ruleProfile,
};

export const programmeEndpoints = {
  listProgrammes: endpoint({
    method: 'GET',
    path: '/api/programmes',
    summary: '巡察轮次与专项整治',
    tag: '轮次与巡察',
    query: z.object(paging),
    response: page(programme).extend({ canCreate: z.boolean() }),
  }),
  getProgramme: endpoint({
    method: 'GET',
    path: '/api/programmes/:id',
    summary: '一个轮次及其巡察组',
    tag: '轮次与巡察',
    params: byId,
    response: programme.extend({ groups: z.array(group) }),
  }),
  createProgramme: endpoint({
    method: 'POST',
    path: '/api/programmes',
    summary: '新建轮次',
    tag: '轮次与巡察',
    body: z.strictObject(fields),
    response: programme,
    status: 201,
  }),
  updateProgramme: endpoint({
    method: 'PATCH',
    path: '/api/programmes/:id',
    summary: '修改轮次与规则；已提出的申请仍按提出时的审核层级办理',
    tag: '轮次与巡察',
    params: byId,
    body: z.strictObject({ version, ...z.object(fields).partial().shape }),
    response: programme,
  }),
  createGroup: endpoint({
    method: 'POST',
    path: '/api/programmes/:id/groups',
    summary: '新建巡察组',
    tag: '轮次与巡察',
    params: byId,
    body: z.strictObject({ name: words('巡察组名称', { max: 40 }), memberIds: z.array(id).max(50) }),
    response: group,
    status: 201,
  }),
  updateGroup: endpoint({
    method: 'PATCH',
    path: '/api/groups/:id',
    summary: '修改巡察组名称与成员',
    tag: '轮次与巡察',
    params: byId,
    body: z.strictObject({
      version,
      name: words('巡察组名称', { max: 40 }).optional(),
      memberIds: z.array(id).max(50).optional(),
    }),
    response: group,
  }),
};
