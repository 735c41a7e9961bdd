import type { Routes } from '../../http/route.ts';
import { listAudit } from './list-audit.ts';

/** The audit trail, for the auditor. */
export function auditRoutes({ route }: Routes): void {
  route('listAudit', listAudit);
}
