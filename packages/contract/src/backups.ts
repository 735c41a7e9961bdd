import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant } from './common.ts';

const backup = z.object({
  id,
  fileName: z.string(),
  kind: z.enum(['manual', 'scheduled', 'command']),
  state: z.enum(['running', 'done', 'failed']),
  /** Whom it was made by; null for a scheduled one. */
  startedBy: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** What goes on, or why it failed, in words. */
  note: z.string().nullable(),
  bytes: z.number().nullable(),
  rows: z.number().nullable(),
  files: z.number().nullable(),
  /** Files that the store could not give: they are not in the backup. */
  missing: z.number().nullable(),
  isEncrypted: z.boolean(),
  /** Only what is encrypted and still there leaves this machine. */
  canDownload: z.boolean(),
});

export const backupEndpoints = {
  listBackups: endpoint({
    method: 'GET',
    path: '/api/backups',
    summary: '备份记录，最近的在前（系统管理员）',
    tag: '备份',
    response: z.object({
      items: z.array(backup),
      /** Where and when backups are made and how many are kept, in words. */
      schedule: z.string(),
      /** Why a backup cannot be downloaded, in words; null where it can. */
      downloadHint: z.string().nullable(),
      isRunning: z.boolean(),
    }),
  }),
  makeBackup: endpoint({
    method: 'POST',
    path: '/api/backups',
    summary: '立即备份，在后台进行（记入审计）',
    tag: '备份',
    body: z.strictObject({}),
    response: backup,
    status: 201,
  }),
  downloadBackup: endpoint({
    method: 'GET',
    path: '/api/backups/:id/content',
    summary: '下载加密的备份文件（记入审计）',
    tag: '备份',
    params: z.object({ id }),
    responseKind: 'file',
  }),
};
