import type { Tx } from '@rectify/db';
import type { Problem } from '@rectify/contract';
import { refuseReport, type ReportAction, type ReportFacts, type ReportRefusal } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault, notFound, stale } from '../../http/errors.ts';
import { checkDraft, readableFindings, type DraftCheck } from './check-draft.ts';
import { hiddenParagraphs } from './visibility.ts';
import { readCountedLedger, type CountedLedger } from './compose-input.ts';
import type { ReportCase } from './report-case.ts';

const REFUSAL_CODES = {
  forbidden: 'forbidden',
  conflict_of_interest: 'forbidden',
  wrong_state: 'wrong_state',
  unmet: 'unmet',
  note: 'invalid',
} as const;

/** The failure that a refusal of the flow becomes on the wire. */
function reportFault({ code, reason }: ReportRefusal, unmet?: Problem['unmet']): Fault {
  return code === 'not_visible' ? notFound() : new Fault(REFUSAL_CODES[code], reason, unmet && { unmet });
}

/** Findings that people have ticked, by key. */
async function tickedFindings(tx: Tx, reportId: string): Promise<Set<string>> {
  const ticks = await tx.reportTick.findMany({ where: { reportId }, select: { finding: true } });
  return new Set(ticks.map(({ finding }) => finding));
}

/** The 通报体检 of a draft against the ledger as it is now. */
export async function examine(
  tx: Tx,
  report: ReportCase,
  ledger?: CountedLedger,
): Promise<DraftCheck & { ledger: CountedLedger }> {
  const read = ledger ?? (await readCountedLedger(tx, report.place));
  return { ...checkDraft(report, read, await tickedFindings(tx, report.row.id)), ledger: read };
}

const MOST_TOLD = 20;

/** The sentences of the findings that block: errors, or where there are none, warnings that nobody answers for. */
async function whatBlocks(tx: Tx, ctx: Ctx, report: ReportCase, { blocking }: DraftCheck): Promise<Problem['unmet']> {
  const hidden = new Set(await hiddenParagraphs(tx, ctx, report));
  return readableFindings(blocking, hidden)
    .slice(0, MOST_TOLD)
    .map(({ code, quote, message }) => {
      return { code, message: `“${quote}”：${message}`, measureId: null };
    });
}

/** Steps that are only taken with a draft that passes the 通报体检. */
const CHECKED: ReadonlySet<ReportAction> = new Set(['submitReport', 'signReport', 'passSecrecy', 'approveReport']);
// Who may never do it is told so, whatever version they hold.
const NEVER: ReadonlySet<ReportRefusal['code']> = new Set(['not_visible', 'forbidden', 'conflict_of_interest']);

const clean = { errorCount: 0, openWarningCount: 0 };

/** Asks the domain whether the actor may do this to the report that is held; throws the refusal. */
export async function judge(
  tx: Tx,
  ctx: Ctx,
  report: ReportCase,
  action: ReportAction,
  { version, note }: { version?: number | undefined; note?: string | null | undefined } = {},
): Promise<ReportFacts> {
  const ask = (facts: ReportFacts) => refuseReport(ctx.actor, action, facts, note ?? undefined);
  const before = ask({ ...report.facts, ...clean });
  if (before && NEVER.has(before.code)) throw reportFault(before);
  if (version !== undefined && version !== report.row.version) throw stale('这份通报');
  if (before) throw reportFault(before);
  if (!CHECKED.has(action)) return { ...report.facts, ...clean };
  const check = await examine(tx, report);
  const facts = { ...report.facts, errorCount: check.errorCount, openWarningCount: check.openWarningCount };
  const refusal = ask(facts);
  if (refusal) throw reportFault(refusal, await whatBlocks(tx, ctx, report, check));
  return facts;
}
