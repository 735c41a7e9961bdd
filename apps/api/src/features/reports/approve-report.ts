import type { Tx } from '@rectify/db';
import { formatDayZh, dayInShanghai } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { addJob } from '../../jobs/queue.ts';
import { figuresOnPage } from './approved-figures.ts';
import { readCountedLedger } from './compose-input.ts';
import { holdLedger } from './ledger.ts';
import { presentReport } from './present-report.ts';
import { publish } from './publish.ts';
import { PUBLISH_JOB } from './publish-scheduled.ts';
import { holdReport, type ReportCase } from './report-case.ts';
import { stepIn, type Move } from './take-step.ts';

const clock = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false },
});

/** An instant as people read it: 2024年6月3日 12:00. */
const timeZh = (at: Date) => `${formatDayZh(dayInShanghai(at))} ${clock.format(at)}`;

const LONGEST_WAIT_MS = 366 * 86_400_000;

/** The chosen time; null for at once. */
function chosenTime(ctx: Ctx, publishAt: string | null | undefined): Date | null {
  if (!publishAt) return null;
  const at = new Date(publishAt);
  const wait = at.getTime() - ctx.at.getTime();
  if (wait > 0 && wait <= LONGEST_WAIT_MS) return at;
  const message = wait <= 0 ? '发布时间已经过了，请另选时间，或选择立即发布' : '发布时间不能晚于一年以后';
  throw new Fault('invalid', `${message}。`, { errors: [{ field: 'publishAt', message }] });
}

async function scheduled(tx: Tx, ctx: Ctx, report: ReportCase, at: Date | null): Promise<Move> {
  const approvedFigures = figuresOnPage(report, await readCountedLedger(tx, report.place));
  return {
    data: { approvedBy: ctx.actor.id, approvedFigures, publishAt: at, heldUp: null },
    ...(at && { after: { 发布时间: timeZh(at) } }),
  };
}

/** The office's decision: published in the same transaction, or at the chosen time by a job written with it. */
export const approveReport: Operation<'approveReport'> = async (ctx, { params, body }) => {
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    // What is published is what was examined: nobody changes an issue between the two.
    if (!body.publishAt) await holdLedger(tx, report.place);
    const at = chosenTime(ctx, body.publishAt);
    await stepIn(tx, ctx, report, 'approveReport', body, () => scheduled(tx, ctx, report, at));
    if (at) await addJob(tx, PUBLISH_JOB, { reportId: params.id }, { runAt: at, key: `${PUBLISH_JOB} ${params.id}` });
    else await publish(tx, ctx, await holdReport(tx, ctx.actor, params.id), ctx.actor.id);
  });
  return presentReport(ctx, params.id);
};
