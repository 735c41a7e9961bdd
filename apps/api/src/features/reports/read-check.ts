import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { namesOf } from '../issues/people.ts';
import { readableFindings } from './check-draft.ts';
import { examine } from './judge.ts';
import { getReportCase } from './report-case.ts';
import { hiddenParagraphs } from './visibility.ts';

/** The 通报体检 of one composition; the counts are of both, since an error of either blocks. */
export const checkReport: Operation<'checkReport'> = async (ctx, { params, query }) => {
  demand(ctx, 'publication.read');
  const report = await getReportCase(ctx.db, ctx.actor, params.id);
  const { findings, errorCount, openWarningCount, noteCount } = await examine(ctx.db, report);
  const hidden = new Set(await hiddenParagraphs(ctx.db, ctx, report));
  const ticks = await ctx.db.reportTick.findMany({ where: { reportId: params.id } });
  const nameOf = await namesOf(
    ctx.db,
    ticks.map(({ tickedBy }) => tickedBy),
  );
  const tickOf = (key: string) => {
    const tick = ticks.find(({ finding }) => finding === key);
    return tick ? { by: nameOf(tick.tickedBy), at: tick.tickedAt.toISOString() } : null;
  };
  return {
    errors: errorCount,
    openWarnings: openWarningCount,
    notes: noteCount,
    findings: readableFindings(findings[query.audience], hidden).map((finding) => ({
      ...finding,
      tick: tickOf(finding.key),
    })),
  };
};
