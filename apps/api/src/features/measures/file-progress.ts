import { Prisma, type DirectTx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { timedId } from '../../timed-id.ts';
import { addToIssue } from '../issues/add-to-issue.ts';
import { PROGRESS_SHOWN } from '../issues/case-sql.ts';
import type { IssueRow, MeasureRow } from '../issues/issue-row.ts';
import { nameOf } from './write-measure.ts';

type Entry = MeasureRow['progress'][number];

/** Refuses a correction of an entry that is not on this measure, or is corrected already. */
async function demandCorrectable(tx: DirectTx, measureId: string, correctsId: string): Promise<void> {
  const [corrected] = await tx.rows<{ isCorrected: boolean }>(Prisma.sql`
    SELECT EXISTS (SELECT 1 FROM progress_entry c WHERE c.measure_id = p.measure_id AND c.corrects_id = p.id) AS "isCorrected"
    FROM progress_entry p WHERE p.id = ${correctsId}::uuid AND p.measure_id = ${measureId}::uuid`);
  if (!corrected) throw new Fault('invalid', '没有找到要更正的那条进展，请刷新页面后重选。');
  if (corrected.isCorrected) throw new Fault('conflict', '这条进展已经更正过，请更正最新的一条。');
}

const insertSql = (measureId: string, { id, asOf, text, correctsId, createdBy, createdAt }: Entry) => Prisma.sql`
  INSERT INTO progress_entry (id, issue_id, measure_id, as_of, text, corrects_id, created_by, created_at)
  SELECT ${id}::uuid, held.id, ${measureId}::uuid, ${asOf}::date, ${text}::text,
    ${correctsId}::uuid, ${createdBy}::uuid, ${createdAt}::timestamptz FROM held`;

/** The issue with a further entry on a measure, as the database would tell it now. */
function withEntry(ctx: Ctx, row: IssueRow, measureId: string, entry: Entry, asOf: string): IssueRow {
  const measures = row.measures.map((measure) => {
    if (measure.id !== measureId) return measure;
    const latestAsOf = measure.latestAsOf !== null && measure.latestAsOf > asOf ? measure.latestAsOf : asOf;
    const progress = [entry, ...measure.progress].slice(0, PROGRESS_SHOWN);
    return { ...measure, progress, progressCount: measure.progressCount + 1, latestAsOf };
  });
  return { ...row, measures, people: { ...row.people, [ctx.actor.id]: ctx.actor.name } };
}

/** Files progress on a measure; entries are never changed, a correction is a new one that points at the old. */
export const fileProgress: Operation<'fileProgress'> = async (ctx, { params, body }) => {
  const { asOf, text, correctsId = null } = body;
  const input = { measureId: params.id, asOf, note: text };
  return addToIssue(ctx, params.id, { action: 'fileProgress', input }, async (issue, tx) => {
    if (correctsId) await demandCorrectable(tx, params.id, correctsId);
    const by = { createdBy: ctx.actor.id, createdAt: ctx.at };
    const entry: Entry = { id: timedId(), asOf, text, correctsId, ...by };
    const after = { 措施: nameOf(issue, params.id), 截至日期: asOf, 进展: text, ...(correctsId && { 更正: '是' }) };
    return {
      insert: insertSql(params.id, entry),
      audit: { action: 'fileProgress', objectKind: 'measure', objectId: entry.id, after },
      // What is corrected no longer counts, be it shown or not: that is for the database to say.
      withIt: (row) => (correctsId ? null : withEntry(ctx, row, params.id, entry, asOf)),
    };
  });
};
