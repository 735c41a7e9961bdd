import type { Prisma, Tx } from '@rectify/db';
import { nextReportState, REPORT_STATES, type ReportAction, type ReportFacts, type ReportState } from '@rectify/domain';
import type { Ctx, OpenCtx } from '../../context.ts';
import { stale } from '../../http/errors.ts';
import { record, type AuditFact } from '../audit/record.ts';
import { judge } from './judge.ts';
import { presentReport } from './present-report.ts';
import { holdReport, type ReportCase } from './report-case.ts';

type Data = Prisma.PublicReportUncheckedUpdateManyInput;

/** Changes a report's row only if nobody else did since it was read; throws `stale`. */
export async function changeRow(tx: Tx, { row }: ReportCase, data: Data): Promise<void> {
  const { count } = await tx.publicReport.updateMany({
    where: { id: row.id, version: row.version, state: row.state, currentVersion: row.currentVersion },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw stale('这份通报');
}

/** What moves a report on; writing in it is no step. */
type FlowAction = Exclude<ReportAction, 'editReport' | 'deleteReport'>;

interface Step {
  action: ReportAction | 'publish' | 'holdUp';
  note?: string | null | undefined;
  round?: number;
  revision?: number | undefined;
}

/** Keeps a step of the flow for ever. */
export async function recordStep(tx: Tx, ctx: Ctx | OpenCtx, { row, draft }: ReportCase, step: Step): Promise<void> {
  await tx.reportStep.create({
    data: {
      reportId: row.id,
      round: step.round ?? row.round,
      action: step.action,
      note: step.note ?? null,
      revision: step.revision ?? draft?.number ?? 0,
      doneBy: 'actor' in ctx ? ctx.actor.id : null,
      doneAt: ctx.at,
    },
  });
}

/** What the audit trail says of a report, whatever is done to it. */
export const auditOf = ({ row, place }: ReportCase) => ({ 标题: row.title, 单位: place.unitName });

export interface StepInput {
  version: number;
  note?: string | null | undefined;
}

/** What a step does beside moving the report on; answers what else changes in its row. */
export interface Move {
  data?: Data;
  /** Further facts for the audit trail. */
  after?: Record<string, unknown>;
  round?: number;
  revision?: number;
  /** Where the report goes instead of where the flow says. */
  to?: ReportState;
}

type Act = (tx: Tx, report: ReportCase, facts: ReportFacts) => Promise<Move> | Move;

/** One step of the flow: hold, judge, change, record; all in the transaction given. */
export async function stepIn(
  tx: Tx,
  ctx: Ctx,
  report: ReportCase,
  action: FlowAction,
  { version, note }: StepInput,
  act: Act = () => ({}),
): Promise<void> {
  const facts = await judge(tx, ctx, report, action, { version, note });
  const { data, after, round, revision, to = nextReportState(action, facts) } = await act(tx, report, facts);
  await changeRow(tx, report, { state: to, ...data });
  await recordStep(tx, ctx, report, { action, note, ...(round !== undefined && { round }), revision });
  const fact: AuditFact = {
    action,
    objectKind: 'report',
    objectId: report.row.id,
    note: note ?? null,
    before: { 状态: REPORT_STATES[report.row.state] },
    after: { ...auditOf(report), 状态: REPORT_STATES[to], ...after },
  };
  await record(tx, ctx, fact);
}

/** One step of the flow in its own transaction; answers the report as it then is. */
export async function takeStep(ctx: Ctx, id: string, action: FlowAction, input: StepInput, act?: Act) {
  await ctx.db.$transaction(async (tx) => {
    await stepIn(tx, ctx, await holdReport(tx, ctx.actor, id), action, input, act);
  });
  return presentReport(ctx, id);
}
