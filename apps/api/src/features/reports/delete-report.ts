import type { Operation } from '../../http/route.ts';
import { stale } from '../../http/errors.ts';
import { record } from '../audit/record.ts';
import { judge } from './judge.ts';
import { holdReport } from './report-case.ts';
import { auditOf } from './take-step.ts';

/** Deletes a draft that was never published, with all that belongs to it; the audit trail keeps that it was there. */
export const deleteReport: Operation<'deleteReport'> = async (ctx, { params, query }) => {
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    await judge(tx, ctx, report, 'deleteReport', { version: query.version });
    const { count } = await tx.publicReport.deleteMany({
      where: { id: params.id, version: report.row.version, currentVersion: 0 },
    });
    if (count === 0) throw stale('这份通报');
    await record(tx, ctx, {
      action: 'deleteReport',
      objectKind: 'report',
      objectId: params.id,
      before: auditOf(report),
    });
  });
  return { message: '文稿已删除。' };
};
