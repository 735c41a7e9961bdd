import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, page, paging } from './common.ts';

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  actorRole: z.string().nullable(),
  ip: z.string().nullable(),
  action: z.string(),
  actionLabel: z.string(),
  result: z.enum(['done', 'refused']),
  objectKind: z.string(),
  objectId: z.string().nullable(),
  sentence: z.string(),
  note: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

export const auditEndpoints = {
  listAudit: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary: '审计记录（安全审计员）',
    tag: '审计',
    query: z.object({
      ...paging,
      actorId: id.optional(),
      action: z.string().max(60).optional(),
      result: z.enum(['done', 'refused']).optional(),
      from: day.optional(),
      to: day.optional(),
    }),
    response: page(auditEntry),
  }),
};
