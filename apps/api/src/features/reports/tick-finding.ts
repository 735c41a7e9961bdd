import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { examine } from './judge.ts';
import { hiddenParagraphs } from './visibility.ts';
import { holdReport, type ReportCase } from './report-case.ts';
import { auditOf } from './take-step.ts';

const OPEN = new Set(['drafting', 'signing', 'secrecy_review', 'approving']);

/** Who works on the report answers for its warnings: its writers, its leader and the office. */
function demandMayTick(ctx: Ctx, { row, facts }: ReportCase): void {
  const isReviewer = row.state === 'secrecy_review' && facts.secrecyReviewerId === ctx.actor.id;
  if (!isReviewer && !['office', 'liaison', 'unit_leader'].includes(ctx.actor.role)) {
    throw new Fault('forbidden', '警告由起草、签发和审核这份通报的人确认。');
  }
  if (!OPEN.has(row.state)) throw new Fault('wrong_state', '通报已经定稿，不再确认警告。请刷新页面查看。');
}

async function findingOf(tx: Tx, ctx: Ctx, report: ReportCase, key: string) {
  const { findings } = await examine(tx, report);
  const hidden = new Set(await hiddenParagraphs(tx, ctx, report));
  const finding = [...findings.public, ...findings.party].find((each) => each.key === key);
  if (!finding || (finding.paragraphId !== null && hidden.has(finding.paragraphId))) throw notFound();
  return finding;
}

/** Answers for a warning with one's name. */
export const tickFinding: Operation<'tickFinding'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    demandMayTick(ctx, report);
    const finding = await findingOf(tx, ctx, report, params.key);
    if (finding.severity === 'error') throw new Fault('unmet', `这是错误，不能确认了事，请改正：${finding.message}`);
    const { count } = await tx.reportTick.createMany({
      data: [{ reportId: params.id, finding: params.key, tickedBy: ctx.actor.id, tickedAt: ctx.at }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    const after = { ...auditOf(report), 疑点: finding.label, 原文: finding.quote };
    await record(tx, ctx, { action: 'tickFinding', objectKind: 'report', objectId: params.id, after });
  });
  return { message: '已确认，并记下您的姓名。' };
};

/** Takes a tick back. */
export const untickFinding: Operation<'untickFinding'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    demandMayTick(ctx, report);
    const { count } = await tx.reportTick.deleteMany({ where: { reportId: params.id, finding: params.key } });
    if (count === 0) return;
    const after = auditOf(report);
    await record(tx, ctx, { action: 'untickFinding', objectKind: 'report', objectId: params.id, after });
  });
  return { message: '已取消确认。' };
};
