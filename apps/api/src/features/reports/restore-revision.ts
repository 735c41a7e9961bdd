import type { Operation } from '../../http/route.ts';
import { notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { titleOf } from './create-report.ts';
import { judge } from './judge.ts';
import { presentReport } from './present-report.ts';
import { draftOf, holdReport } from './report-case.ts';
import { addRevision, findRevision } from './stored-draft.ts';
import { auditOf, changeRow } from './take-step.ts';

/** Makes an earlier revision the draft again; what stands now stays in the history. */
export const restoreRevision: Operation<'restoreRevision'> = async (ctx, { params, body }) => {
  demand(ctx, 'report.write');
  await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    await judge(tx, ctx, report, 'editReport', body);
    const revision = await findRevision(tx, params.id, params.number);
    if (!revision) throw notFound();
    const version = report.row.version + 1;
    const paragraphs = revision.paragraphs.map((paragraph) => ({ ...paragraph, version }));
    const { dismissed } = revision;
    const draft = draftOf(report);
    const number = await addRevision(tx, ctx, params.id, draft.number, { paragraphs, dismissed, origin: 'restored' });
    await changeRow(tx, report, { title: titleOf(paragraphs, report.row.title) });
    await record(tx, ctx, {
      action: 'restoreRevision',
      objectKind: 'report',
      objectId: params.id,
      after: { ...auditOf(report), 修订: `第 ${number} 稿`, 恢复到: `第 ${params.number} 稿` },
    });
  });
  return presentReport(ctx, params.id);
};
