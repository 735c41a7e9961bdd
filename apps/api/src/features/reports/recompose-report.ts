import type { DraftMerge } from '@rectify/report-text';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { readCountedLedger } from './compose-input.ts';
import { titleOf } from './create-report.ts';
import { judge } from './judge.ts';
import { presentReport } from './present-report.ts';
import { mergeLedger } from './recompose.ts';
import { draftOf, holdReport } from './report-case.ts';
import { addRevision, type StoredParagraph } from './stored-draft.ts';
import { auditOf, changeRow } from './take-step.ts';

/** The merged paragraphs as a revision keeps them: those that changed are of the new version. */
function stored(merge: DraftMerge, before: readonly StoredParagraph[], version: number): StoredParagraph[] {
  const versions = new Map(before.map((paragraph) => [paragraph.id, paragraph.version]));
  const isNew = new Set([...merge.added, ...merge.changed]);
  return merge.paragraphs.map((paragraph) => ({
    ...paragraph,
    version: isNew.has(paragraph.id) ? version : (versions.get(paragraph.id) ?? version),
  }));
}

/** Brings the draft up to the ledger as it is now; what people wrote stays as they wrote it. */
export const recomposeReport: Operation<'recomposeReport'> = async (ctx, { params, body }) => {
  demand(ctx, 'report.write');
  const merge = await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    await judge(tx, ctx, report, 'editReport', body);
    const draft = draftOf(report);
    const merged = await mergeLedger(tx, ctx, report, await readCountedLedger(tx, report.place));
    if (merged.added.length + merged.changed.length + merged.removed.length === 0) return merged;
    const paragraphs = stored(merged, draft.paragraphs, report.row.version + 1);
    const { dismissed } = draft;
    const number = await addRevision(tx, ctx, params.id, draft.number, { paragraphs, dismissed, origin: 'recomposed' });
    await changeRow(tx, report, { title: titleOf(paragraphs, report.row.title) });
    const after = {
      ...auditOf(report),
      ...{
        修订: `第 ${number} 稿`,
        新增: merged.added.length,
        更新: merged.changed.length,
        删去: merged.removed.length,
      },
    };
    await record(tx, ctx, { action: 'recomposeReport', objectKind: 'report', objectId: params.id, after });
    return merged;
  });
  const { added, changed, removed, kept } = merge;
  return {
    report: await presentReport(ctx, params.id),
    ...{ added: added.length, changed: changed.length, removed: removed.length, kept: kept.length },
  };
};
