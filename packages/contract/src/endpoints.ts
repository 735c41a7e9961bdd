import { accessEndpoints } from './access.ts';
import { accountEndpoints } from './accounts.ts';
import { auditEndpoints } from './audit.ts';
import { backupEndpoints } from './backups.ts';
import { checkEndpoints } from './checks.ts';
import { evidenceEndpoints } from './evidence.ts';
import { feedbackEndpoints } from './feedback.ts';
import { importEndpoints } from './imports.ts';
import { inspectionEndpoints } from './inspections.ts';
import { issueEndpoints } from './issues.ts';
import { measureEndpoints } from './measures.ts';
import { overviewEndpoints } from './overview.ts';
import { programmeEndpoints } from './programmes.ts';
import { reportFlowEndpoints } from './report-flow.ts';
import { reportEndpoints } from './reports.ts';
import { reviewEndpoints } from './reviews.ts';
import { unitEndpoints } from './units.ts';

/** Every operation of the API; the key is the operation's name everywhere. */
export const endpoints = {
  ...accessEndpoints,
  ...accountEndpoints,
  ...unitEndpoints,
  ...programmeEndpoints,
  ...inspectionEndpoints,
  ...importEndpoints,
  ...issueEndpoints,
  ...measureEndpoints,
  ...evidenceEndpoints,
  ...reviewEndpoints,
  ...overviewEndpoints,
  ...reportEndpoints,
  ...reportFlowEndpoints,
  ...checkEndpoints,
  ...feedbackEndpoints,
  ...auditEndpoints,
  ...backupEndpoints,
};
export type Endpoints = typeof endpoints;
export type OperationName = keyof Endpoints;
