import type { Routes } from '../../http/route.ts';
import { getClosureCheck } from './closure-check.ts';
import { exportLedger } from './export-ledger.ts';
import { listIssues } from './list-issues.ts';
import { readIssueCase } from './load.ts';
import { presentIssue } from './present.ts';
import { listOwners, summariseIssues } from './summarise-issues.ts';
import { getTimeline } from './timeline.ts';
import { addComment, createIssue, setDisclosure, updateIssue, writeOutcomeStatement } from './write-issue.ts';

/** The ledger and the issue. */
export function issueRoutes({ route, quickRoute }: Routes): void {
  quickRoute('listIssues', listIssues);
  route('summariseIssues', summariseIssues);
  route('listOwners', listOwners);
  route('exportLedger', exportLedger);
  route('setDisclosure', setDisclosure);
  route('createIssue', createIssue);
  quickRoute('getIssue', async (ctx, { params }) =>
    presentIssue(ctx, await readIssueCase(ctx.db, ctx.actor, params.id)),
  );
  route('updateIssue', updateIssue);
  route('writeOutcomeStatement', writeOutcomeStatement);
  route('addComment', addComment);
  route('getTimeline', getTimeline);
  route('getClosureCheck', getClosureCheck);
}
