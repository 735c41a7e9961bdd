import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, page, paging } from './common.ts';

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  actorId: z.string().nullable(),
  actorRole: z.string().nullable(),
  ip: z.string().nullable(),
  action: z.string(),
  actionLabel: z.string(),
  result: z.enum(['done', 'refused']),
  objectKind: z.string(),
  objectLabel: z.string(),
  objectId: z.string().nullable(),
  sentence: z.string(),
  note: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

/** Kinds of things that an entry is about. */
export const AUDIT_OBJECTS = {
  account: '账号',
  session: '登录',
  unit: '单位',
  programme: '轮次',
  group: '巡察组',
  inspection: '巡察',
  issue: '问题',
  measure: '措施',
  evidence: '佐证材料',
  outcome: '成效',
  report: '通报',
  feedback: '公众意见',
  system: '系统',
} as const;

const filter = {
  actorId: id.optional(),
  action: z.string().max(60).optional(),
  objectKind: z.enum(Object.keys(AUDIT_OBJECTS) as [keyof typeof AUDIT_OBJECTS]).optional(),
  objectId: z.string().max(60).optional(),
  result: z.enum(['done', 'refused']).optional(),
  from: day.optional(),
  to: day.optional(),
  q: z.string().trim().max(60).optional().meta({ description: '人名、说明、改前改后、来源地址、动作中的文字' }),
};

/** A place of the chain as people keep it elsewhere. */
export const auditCheckpoint = z.object({
  id: z.string(),
  /** The number of the last entry, which is how many there were. */
  seq: z.number().int(),
  hash: z.string(),
  at: instant,
  site: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
  /** Whether its file lies in the outside folder; null where no folder is set. */
  isSent: z.boolean().nullable(),
});

/** A line of the answer while the trail is verified; the last one has the verdict. */
export const auditVerification = z.object({
  checked: z.number().int(),
  total: z.number().int(),
  verdict: z
    .object({
      isWhole: z.boolean(),
      count: z.number().int(),
      hash: z.string().nullable(),
      findings: z.array(z.object({ kind: z.string(), label: z.string(), sentence: z.string() })),
      /** Findings beyond those that are told. */
      unnamed: z.number().int(),
      /** Checkpoints that the chain agrees with: those in the database, and those that were brought along. */
      confirmed: z.object({ inside: z.number().int(), outside: z.number().int() }),
      at: instant,
    })
    .optional(),
});

const byNumber = z.object({ id: z.string().regex(/^\d{1,18}$/, { error: '编号格式不对' }) });

export const auditEndpoints = {
  listAudit: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary: '审计记录（安全审计员）',
    tag: '审计',
    query: z.object({ ...paging, ...filter }),
    response: page(auditEntry),
  }),
  listAuditPeople: endpoint({
    method: 'GET',
    path: '/api/audit/people',
    summary: '审计筛选用的人员名单',
    tag: '审计',
    query: z.object({ q: z.string().trim().max(60).optional(), id: id.optional() }),
    response: z.object({ items: z.array(z.object({ id, name: z.string(), role: z.string(), unit: z.string() })) }),
  }),
  getAuditChain: endpoint({
    method: 'GET',
    path: '/api/audit/chain',
    summary: '审计链的现状',
    tag: '审计',
    response: z.object({
      count: z.number().int(),
      hash: z.string().nullable(),
      /** Whether the application's own role could change the trail. */
      mayRewrite: z.boolean(),
      hasFolder: z.boolean(),
      keyId: z.string(),
      lastCheckpoint: auditCheckpoint.nullable(),
    }),
  }),
  verifyAudit: endpoint({
    method: 'POST',
    path: '/api/audit/verification',
    summary: '核验审计链',
    tag: '审计',
    body: z.strictObject({ checkpoints: z.array(z.string().max(4000)).max(50).default([]) }),
    responseKind: 'file',
  }),
  listAuditCheckpoints: endpoint({
    method: 'GET',
    path: '/api/audit/checkpoints',
    summary: '审计检查点',
    tag: '审计',
    query: z.object(paging),
    response: page(auditCheckpoint),
  }),
  getAuditCheckpoint: endpoint({
    method: 'GET',
    path: '/api/audit/checkpoints/:id',
    summary: '一个审计检查点，带二维码',
    tag: '审计',
    params: byNumber,
    response: auditCheckpoint.extend({
      qr: z.object({ size: z.number().int(), path: z.string() }).meta({ description: '二维码：边长与 SVG 路径' }),
    }),
  }),
  makeAuditCheckpoint: endpoint({
    method: 'POST',
    path: '/api/audit/checkpoints',
    summary: '生成审计检查点',
    tag: '审计',
    response: auditCheckpoint,
    status: 201,
  }),
  downloadAuditCheckpoint: endpoint({
    method: 'GET',
    path: '/api/audit/checkpoints/:id/file',
    summary: '下载审计检查点（记入审计）',
    tag: '审计',
    params: byNumber,
    responseKind: 'file',
  }),
  exportAuditTable: endpoint({
    method: 'GET',
    path: '/api/audit/table',
    summary: '导出审计记录表（CSV，记入审计）',
    tag: '审计',
    query: z.object(filter),
    responseKind: 'file',
  }),
  exportAuditChain: endpoint({
    method: 'GET',
    path: '/api/audit/file',
    summary: '导出可核验的审计文件（记入审计）',
    tag: '审计',
    query: z.object({ from: day.optional(), to: day.optional() }),
    responseKind: 'file',
  }),
};
