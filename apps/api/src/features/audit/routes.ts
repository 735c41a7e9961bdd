import type { Routes } from '../../http/route.ts';
import {
  downloadAuditCheckpoint,
  getAuditChain,
  getAuditCheckpoint,
  listAuditCheckpoints,
  makeAuditCheckpoint,
} from './checkpoints.ts';
import { exportAuditChain, exportAuditTable } from './export-audit.ts';
import { listAudit, listAuditPeople } from './list-audit.ts';
import { verifyAudit } from './verify-audit.ts';

/** The audit trail, for the auditor: reading, verifying, signing, taking along. */
export function auditRoutes({ route }: Routes): void {
  route('listAudit', listAudit);
  route('listAuditPeople', listAuditPeople);
  route('getAuditChain', getAuditChain);
  route('verifyAudit', verifyAudit);
  route('listAuditCheckpoints', listAuditCheckpoints);
  route('getAuditCheckpoint', getAuditCheckpoint);
  route('makeAuditCheckpoint', makeAuditCheckpoint);
  route('downloadAuditCheckpoint', (ctx, { params }, wire) => downloadAuditCheckpoint(ctx, params.id, wire));
  route('exportAuditTable', (ctx, { query }, wire) => exportAuditTable(ctx, query, wire));
  route('exportAuditChain', (ctx, { query }, wire) => exportAuditChain(ctx, query, wire));
}
