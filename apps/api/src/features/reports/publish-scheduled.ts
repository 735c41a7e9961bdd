import type { Tx } from '@rectify/db';
import { dayInShanghai } from '@rectify/domain';
import { z } from 'zod';
import type { Deps, OpenCtx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Tasks } from '../../jobs/queue.ts';
import { record } from '../audit/record.ts';
import { movedFigures } from './approved-figures.ts';
import { examine } from './judge.ts';
import { holdLedger } from './ledger.ts';
import { publish } from './publish.ts';
import { holdReportForClock, type ReportCase } from './report-case.ts';
import { auditOf, changeRow, recordStep } from './take-step.ts';

/** Publishes one report at its chosen time. */
export const PUBLISH_JOB = 'publishReport';
/** Publishes whatever is overdue: the job of a process that died counts as running for hours. */
export const PUBLISH_DUE_JOB = 'publishDueReports';

function clockCtx(deps: Deps): OpenCtx {
  const at = deps.now();
  return { ...deps, at, today: dayInShanghai(at), origin: { ip: null, userAgent: null, requestId: 'clock' } };
}

/** Why the report cannot be published now, in words; null when it can. */
async function obstacle(tx: Tx, report: ReportCase): Promise<string | null> {
  const { errorCount, openWarningCount, blocking, ledger } = await examine(tx, report);
  const [first] = blocking;
  if (!first) {
    // Nobody has looked at these numbers: neither leader nor reviewer nor office.
    const moved = movedFigures(report, ledger);
    return moved && `到了发布时间，但审定以后台账有变化：${moved}。请核对文稿，再次审定发布。`;
  }
  const counted = errorCount > 0 ? `${errorCount} 处错误` : `${openWarningCount} 处未确认的警告`;
  return `到了发布时间，但通报体检发现 ${counted}：${first.message}`;
}

async function holdUp(tx: Tx, ctx: OpenCtx, report: ReportCase, reason: string): Promise<void> {
  await changeRow(tx, report, { state: 'approving', heldUp: reason, publishAt: null, approvedBy: null });
  await recordStep(tx, ctx, report, { action: 'holdUp', note: reason });
  await record(tx, ctx, {
    action: 'holdUpReport',
    objectKind: 'report',
    objectId: report.row.id,
    doneBy: '定时发布',
    note: reason,
    after: auditOf(report),
  });
}

async function publishHeld(deps: Deps, id: string): Promise<void> {
  const ctx = clockCtx(deps);
  await deps.db.$transaction(async (tx) => {
    const report = await holdReportForClock(tx, id);
    const { state, publishAt, approvedBy } = report.row;
    // Called off, done by another process, or moved to a later time: then there is nothing to do now.
    if (state !== 'scheduled' || !publishAt || publishAt > ctx.at || !approvedBy) return;
    await holdLedger(tx, report.place);
    const reason = await obstacle(tx, report);
    if (reason) await holdUp(tx, ctx, report, reason);
    else await publish(tx, ctx, report, approvedBy);
  });
}

/** Holds a report up whose publication is refused for what it says. */
async function publishOrHoldUp(deps: Deps, id: string): Promise<void> {
  try {
    await publishHeld(deps, id);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'not_found') {
      if (error instanceof Fault) return;
      throw error;
    }
    const { detail } = error;
    await deps.db.$transaction(async (tx) => {
      const report = await holdReportForClock(tx, id);
      if (report.row.state === 'scheduled') await holdUp(tx, clockCtx(deps), report, detail);
    });
  }
}

/**
 * Publishes every report whose time has come; each in its own transaction, whatever becomes of the others. Throws at the
 * end where one failed, so that the job counts as failed.
 */
export async function publishDue(deps: Deps): Promise<void> {
  const due = await deps.db.publicReport.findMany({
    where: { state: 'scheduled', publishAt: { lte: deps.now() } },
    select: { id: true },
    orderBy: { publishAt: 'asc' },
  });
  const failures: unknown[] = [];
  for (const { id } of due) {
    await publishOrHoldUp(deps, id).catch((error: unknown) => {
      deps.log.error({ err: error, reportId: id }, 'a report could not be published at its time');
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} due reports were not published`);
}

const payload = z.object({ reportId: z.string() });

/** What the queue does for reports. */
export function reportTasks(deps: Deps): Tasks {
  return {
    [PUBLISH_JOB]: (given) => publishOrHoldUp(deps, payload.parse(given).reportId),
    [PUBLISH_DUE_JOB]: () => publishDue(deps),
  };
}
