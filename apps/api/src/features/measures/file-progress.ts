import { directRows, Prisma, type DirectTx } from '@rectify/db';
import type { Answer, Endpoints } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { timedId } from '../../timed-id.ts';
import { oneIssueScopeSql } from '../access/scope.ts';
import { addToIssue } from '../issues/add-to-issue.ts';
import { nameOf } from './write-measure.ts';

type Filed = Answer<Endpoints['fileProgress']>;
type Entry = Pick<Filed, 'id' | 'asOf' | 'text' | 'correctsId'>;

/** Refuses a correction of an entry that is not on this measure, or is corrected already. */
async function demandCorrectable(tx: DirectTx, measureId: string, correctsId: string): Promise<void> {
  const [corrected] = await tx.rows<{ isCorrected: boolean }>(Prisma.sql`
    SELECT EXISTS (SELECT 1 FROM progress_entry c WHERE c.measure_id = p.measure_id AND c.corrects_id = p.id) AS "isCorrected"
    FROM progress_entry p WHERE p.id = ${correctsId}::uuid AND p.measure_id = ${measureId}::uuid`);
  if (!corrected) throw new Fault('invalid', '没有找到要更正的那条进展，请刷新页面后重选。');
  if (corrected.isCorrected) throw new Fault('conflict', '这条进展已经更正过，请更正最新的一条。');
}

const insertSql = ({ actor, at }: Ctx, measureId: string, { id, asOf, text, correctsId }: Entry) => Prisma.sql`
  INSERT INTO progress_entry (id, issue_id, measure_id, as_of, text, corrects_id, created_by, created_at)
  SELECT ${id}::uuid, held.id, ${measureId}::uuid, ${asOf}::date, ${text}::text,
    ${correctsId}::uuid, ${actor.id}::uuid, ${at}::timestamptz FROM held`;

/** What was filed when the same was sent before. */
async function readFiled(ctx: Ctx, id: string): Promise<Filed> {
  const [filed] = await directRows<Omit<Filed, 'createdAt' | 'createdBy'> & { createdAt: Date }>(
    ctx.db,
    Prisma.sql`SELECT p.id, p.as_of::text AS "asOf", p.text, p.corrects_id AS "correctsId", p.created_at AS "createdAt",
      p.measure_id AS "measureId", p.issue_id AS "issueId", i.version AS "issueVersion"
    FROM progress_entry p JOIN issue i ON i.id = p.issue_id WHERE p.id = ${id}::uuid AND ${oneIssueScopeSql(ctx.actor)}`,
  );
  if (!filed) throw notFound();
  return { ...filed, createdBy: ctx.actor.name, createdAt: filed.createdAt.toISOString() };
}

/** Files progress on a measure; entries are never changed, a correction is a new one that points at the old. */
export const fileProgress: Operation<'fileProgress'> = async (ctx, { params, body }) => {
  const { asOf, text, correctsId = null } = body;
  const measureId = params.id;
  const entry: Entry = { id: timedId(), asOf, text, correctsId };
  const act = { action: 'fileProgress', input: { measureId, asOf, note: text } } as const;
  const added = await addToIssue(ctx, measureId, act, async (issue, tx) => {
    if (correctsId) await demandCorrectable(tx, measureId, correctsId);
    const after = { 措施: nameOf(issue, measureId), 截至日期: asOf, 进展: text, ...(correctsId && { 更正: '是' }) };
    return {
      id: entry.id,
      insert: insertSql(ctx, measureId, entry),
      audit: { action: 'fileProgress', objectKind: 'measure', objectId: entry.id, after },
    };
  });
  if (!added.issue) return readFiled(ctx, added.id);
  const by = { createdBy: ctx.actor.name, createdAt: ctx.at.toISOString() };
  return { ...entry, ...by, measureId, issueId: added.issue.id, issueVersion: added.issue.version };
};
