import { directTransaction, Prisma, type DirectTx } from '@rectify/db';
import type { ActionInput, IssueAction } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { stale } from '../../http/errors.ts';
import { claim, fulfilSql } from '../access/once.ts';
import { recordSql, type AuditFact } from '../audit/record.ts';
import { bareDocumentSql } from './case-sql.ts';
import { judge, nameOf } from './change.ts';
import { toIssueCase, type Document, type IssueCase } from './load.ts';

/** What a person does, and what of it the domain judges. */
export interface Act {
  action: IssueAction;
  input: ActionInput;
}

/** What is added to the issue once that is allowed. */
export interface Addition {
  /** Of the row that is added. */
  id: string;
  /** The row, as a query over `held`, the issue that it belongs to. */
  insert: Prisma.Sql;
  audit: Omit<AuditFact, 'issueId'>;
}

/** The row that was added, and its issue with the version that it has now; null where it was added when sent before. */
interface Added {
  id: string;
  issue: { id: string; version: number } | null;
}

type Plan = (issue: IssueCase, tx: DirectTx) => Addition | Promise<Addition>;

/** Locks the issue of a measure and reads it, with its measures alone, as it is once it is locked; both go out together. */
async function hold(tx: DirectTx, ctx: Ctx, measureId: string): Promise<IssueCase> {
  const id = Prisma.sql`(SELECT m.issue_id FROM measure m WHERE m.id = ${measureId}::uuid)`;
  const [, [found]] = await Promise.all([
    tx.rows(Prisma.sql`SELECT 1 FROM issue i WHERE i.id = ${id} FOR UPDATE`),
    tx.rows<Document>(bareDocumentSql(ctx.actor, id)),
  ]);
  return toIssueCase(found);
}

/** One statement: raises the version and, if it is still the one that was judged, adds the row and its audit entry. */
function additionSql(ctx: Ctx, issue: IssueCase, { id: rowId, insert, audit }: Addition): Prisma.Sql {
  const { id, version } = issue.row;
  const after = { 问题: nameOf(issue), ...(audit.after as object | undefined) };
  const trail = recordSql(ctx, { ...audit, after, issueId: id }, Prisma.sql`held`);
  const told = ctx.submission ? Prisma.sql`, told AS (${fulfilSql(ctx, rowId)})` : Prisma.empty;
  return Prisma.sql`WITH held AS (
      UPDATE issue SET version = version + 1 WHERE id = ${id}::uuid AND version = ${version} RETURNING id
    ), added AS (${insert}), trail AS (${trail}) ${told}
    SELECT id FROM held`;
}

/**
 * As `changeIssue`, for writes that only add a row and change no state, in two waits for the database instead of a dozen:
 * lock and read, then write and commit. What the act is judged by must be in the issue and its measures.
 */
export function addToIssue(ctx: Ctx, measureId: string, { action, input }: Act, plan: Plan): Promise<Added> {
  return directTransaction(ctx.db, async (tx) => {
    const before = await claim(tx, ctx);
    if (before !== null) return { id: before, issue: null };
    const issue = await hold(tx, ctx, measureId);
    const { id, version } = issue.row;
    const decision = judge(ctx, issue, action, input);
    if (decision.effects.length > 0 || decision.status !== issue.row.status)
      throw new Error('an addition that changes the issue itself');
    const addition = await plan(issue, tx);
    const written = await tx.commit(additionSql(ctx, issue, addition));
    if (written.length === 0) throw stale(nameOf(issue));
    return { id: addition.id, issue: { id, version: version + 1 } };
  });
}
