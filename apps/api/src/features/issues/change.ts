import { Prisma, type Tx } from '@rectify/db';
import { decide, type ActionInput, type Decision, type IssueAction, type Refusal } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { faultOf, notFound, stale } from '../../http/errors.ts';
import { once } from '../access/once.ts';
import { record, type AuditFact } from '../audit/record.ts';
import { applyDecision, type RequestText } from './apply-decision.ts';
import { getIssueCase, readIssueCase, type IssueCase } from './load.ts';
import { presentIssue } from './present.ts';

/** Where the issue is found: by itself or by a thing under it. */
export type Target =
  | { issueId: string }
  | { measureId: string }
  | { evidenceId: string }
  | { requestId: string }
  | { outcomeId: string };

async function issueIdOf(tx: Tx, target: Target): Promise<string> {
  if ('issueId' in target) return target.issueId;
  const select = { issueId: true } as const;
  const child =
    'measureId' in target
      ? await tx.measure.findUnique({ where: { id: target.measureId }, select })
      : 'evidenceId' in target
        ? await tx.evidence.findUnique({ where: { id: target.evidenceId }, select })
        : 'requestId' in target
          ? await tx.reviewRequest.findUnique({ where: { id: target.requestId }, select })
          : await tx.outcome.findUnique({ where: { id: target.outcomeId }, select });
  if (!child) throw notFound();
  return child.issueId;
}

/** What a write may do with the issue that it holds locked. */
export interface Change {
  tx: Tx;
  issue: IssueCase;
  /** Asks the domain and carries out what it decides; throws the refusal. */
  act(action: IssueAction, input: ActionInput, text?: RequestText): Promise<Decision & { ok: true }>;
  /** Writes an audit entry about this issue. */
  audit(fact: Omit<AuditFact, 'issueId'>): Promise<void>;
}

/** How the audit trail names an issue among many. */
export function nameOf({ row }: IssueCase): string {
  return `${row.leadUnit.name}${row.number === null ? `“${row.title.slice(0, 20)}”` : `第 ${row.number} 号问题`}`;
}

const NEVER: ReadonlySet<Refusal['code']> = new Set(['not_visible', 'forbidden']);

/** Asks the domain; throws the refusal. `version`: what the sender saw of the issue, where that matters. */
export function judge(
  ctx: Ctx,
  issue: IssueCase,
  action: IssueAction,
  input: ActionInput,
  version?: number,
): Decision & { ok: true } {
  const decision = decide(ctx.actor, action, issue.facts, { ...input, today: ctx.today });
  // Who may never do it is told so, whatever version they hold.
  if (!decision.ok && NEVER.has(decision.refusal.code)) throw faultOf(decision.refusal);
  if (version !== undefined && version !== issue.row.version) throw stale(nameOf(issue));
  if (!decision.ok) throw faultOf(decision.refusal);
  return decision;
}

/**
 * Holds one issue locked while a write judges and changes it, and raises its version: of two people at once the
 * second waits, then finds a newer version and gets `stale`. Every step asks `act` before it writes, and whatever it
 * writes leaves an audit entry.
 */
export async function holdIssue(
  tx: Tx,
  ctx: Ctx,
  target: Target,
  version: number | undefined,
  step: (change: Change) => Promise<void>,
): Promise<string> {
  const id = await issueIdOf(tx, target);
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM issue WHERE id = ${id}::uuid FOR UPDATE`);
  const issue = await getIssueCase(tx, ctx.actor, id);
  let isJudged = false;
  let isChanged = false;
  await step({
    tx,
    issue,
    async act(action, input, text) {
      isJudged = true;
      const decision = judge(ctx, issue, action, input, version);
      await applyDecision(tx, ctx, issue, decision, text);
      return decision;
    },
    async audit(fact) {
      isChanged = true;
      const after = { 问题: nameOf(issue), ...(fact.after as object | undefined) };
      await record(tx, ctx, { ...fact, after, issueId: id });
    },
  });
  if (!isJudged) throw new Error('a write that asked nobody whether it may');
  if (!isChanged) return id;
  const { count } = await tx.issue.updateMany({
    where: { id, version: issue.row.version },
    data: { version: { increment: 1 } },
  });
  if (count === 0) throw stale(nameOf(issue));
  return id;
}

/** One write to one issue in one transaction; answers the issue as it then is. */
export async function changeIssue(
  ctx: Ctx,
  target: Target,
  version: number | undefined,
  step: (change: Change) => Promise<void>,
) {
  const id = await ctx.db.$transaction((tx) => once(tx, ctx, () => holdIssue(tx, ctx, target, version, step)));
  return presentIssue(ctx, await readIssueCase(ctx.db, ctx.actor, id));
}
