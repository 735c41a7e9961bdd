import { Prisma, type Db, type Tx } from '@rectify/db';
import type { OperationName } from '@rectify/contract';
import type { IssueAction } from '@rectify/domain';
import type { Ctx, OpenCtx } from '../../context.ts';
import type { Fault } from '../../http/errors.ts';

/** Everything that the audit trail knows: what is done to an issue, and the operations beside it. */
export type AuditAction =
  | IssueAction
  | Exclude<OperationName, `get${string}` | `list${string}` | 'parseReportText' | 'summariseIssues'>
  | 'signInFailed'
  | 'seedDemo'
  | 'createFirstAdministrator'
  | 'publishReport'
  | 'finishBackup'
  | 'failBackup'
  | 'removeBackup'
  | 'restoreBackup'
  | 'holdUpReport';

export type AuditObject =
  | 'account'
  | 'session'
  | 'unit'
  | 'programme'
  | 'group'
  | 'inspection'
  | 'issue'
  | 'measure'
  | 'evidence'
  | 'outcome'
  | 'report'
  | 'feedback'
  | 'backup'
  | 'system';

export interface AuditFact {
  action: AuditAction;
  objectKind: AuditObject;
  objectId?: string | null;
  issueId?: string | null;
  /** What does it where no person is there to: the clock, a visitor. */
  doneBy?: string;
  /** The sentence that belongs to the act: an opinion, a reason. */
  note?: string | null;
  before?: unknown;
  after?: unknown;
}

const json = (value: unknown) =>
  value === undefined || value === null ? Prisma.DbNull : JSON.parse(JSON.stringify(value));

function entryOf(ctx: OpenCtx | Ctx, fact: AuditFact) {
  const actor = 'actor' in ctx ? ctx.actor : null;
  return {
    at: ctx.at,
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? fact.doneBy ?? '（未登录）',
    actorRole: actor?.role ?? null,
    ip: ctx.origin.ip,
    userAgent: ctx.origin.userAgent,
    requestId: ctx.origin.requestId,
    action: fact.action,
    objectKind: fact.objectKind,
    objectId: fact.objectId ?? null,
    issueId: fact.issueId ?? null,
    note: fact.note ?? null,
    before: json(fact.before),
    after: json(fact.after),
  };
}

/** Writes the audit entries of a change, in the transaction of the change itself. */
export async function record(tx: Tx, ctx: OpenCtx | Ctx, ...facts: AuditFact[]): Promise<void> {
  await tx.auditEntry.createMany({ data: facts.map((fact) => ({ ...entryOf(ctx, fact), result: 'done' as const })) });
}

/** The same as a query whose rows go into `audit_entry`: one for each row of `source`, in the statement that makes the change. */
export function recordSql(ctx: Ctx, fact: AuditFact, source: Prisma.Sql): Prisma.Sql {
  const { at, actorId, actorName, actorRole, ip, userAgent, requestId, action, objectKind, objectId, issueId, note } =
    entryOf(ctx, fact);
  const text = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));
  return Prisma.sql`INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, user_agent, request_id, action,
      result, object_kind, object_id, issue_id, note, before, after)
    SELECT ${at}::timestamptz, ${actorId}::uuid, ${actorName}::text, ${actorRole}::"Role", ${ip}::text, ${userAgent}::text,
      ${requestId}::text, ${action}::text, 'done'::"AuditResult", ${objectKind}::text, ${objectId}::text, ${issueId}::uuid,
      ${note}::text, ${text(fact.before)}::jsonb, ${text(fact.after)}::jsonb FROM ${source}`;
}

const OBJECT_OF: [RegExp, AuditObject][] = [
  [/Feedback/, 'feedback'],
  [/Account|Password|SecondFactor|RecoveryCodes/, 'account'],
  [/Session|SignIn|SingleSignOn/, 'session'],
  [/Unit/, 'unit'],
  [/Programme/, 'programme'],
  [/Group/, 'group'],
  [/Inspection|Import|createIssue/, 'inspection'],
  [/Measure|Progress/, 'measure'],
  [/Evidence/, 'evidence'],
  [/Backup/, 'backup'],
  [/Report|Draft|Secrecy|Schedule|Correction|Revision|Finding/, 'report'],
];

/** Writes the refusal of a write operation: who tried what on which object, and why not. */
export async function recordRefusal(
  db: Db,
  ctx: Ctx,
  operation: OperationName,
  objectId: string | null,
  fault: Fault,
): Promise<void> {
  const objectKind = OBJECT_OF.find(([pattern]) => pattern.test(operation))?.[1] ?? 'issue';
  const fact: AuditFact = { action: operation as AuditAction, objectKind, objectId, note: fault.detail };
  await db.auditEntry.create({ data: { ...entryOf(ctx, fact), result: 'refused' } });
}
