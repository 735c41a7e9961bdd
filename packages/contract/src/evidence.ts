import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { byId, day, id, version, words } from './common.ts';
import { evidence, issueDetail } from './issue-shapes.ts';

/** Largest evidence file, bytes. */
export const EVIDENCE_SIZE_LIMIT = 50 * 1024 * 1024;

export const evidenceEndpoints = {
  uploadEvidence: endpoint({
    method: 'POST',
    path: '/api/issues/:id/evidence',
    summary: '上传佐证材料（multipart/form-data，字段 file）',
    tag: '佐证材料',
    isOnce: true,
    params: byId,
    query: z.object({
      measureIds: z
        .string()
        .transform((value) => value.split(',').filter(Boolean))
        .pipe(z.array(id))
        .optional(),
      datedOn: day.optional(),
      replacesId: id.optional(),
    }),
    bodyKind: 'file',
    response: evidence,
    status: 201,
  }),
  getEvidenceRoom: endpoint({
    method: 'GET',
    path: '/api/issues/:id/evidence-room',
    summary: '牵头单位的佐证材料空间：已用和上限，供上传的人查看',
    tag: '佐证材料',
    params: byId,
    response: z.object({
      unitName: z.string(),
      usedBytes: z.number().int(),
      /** Null where there is no limit. */
      mostBytes: z.number().int().nullable(),
    }),
  }),
  downloadEvidence: endpoint({
    method: 'GET',
    path: '/api/evidence/:id/content',
    summary: '下载佐证材料（记入审计）',
    tag: '佐证材料',
    params: byId,
    responseKind: 'file',
  }),
  previewEvidence: endpoint({
    method: 'GET',
    path: '/api/evidence/:id/preview',
    summary: '预览图片或 PDF（记入审计）',
    tag: '佐证材料',
    params: byId,
    responseKind: 'file',
  }),
  decideEvidence: endpoint({
    method: 'POST',
    path: '/api/evidence/:id/decision',
    summary: '认可或退回佐证材料',
    tag: '佐证材料',
    isOnce: true,
    params: byId,
    body: z.strictObject({
      version,
      decision: z.enum(['accepted', 'rejected']),
      reason: words('退回理由', { max: 500 }).optional(),
    }),
    response: issueDetail,
  }),
};
