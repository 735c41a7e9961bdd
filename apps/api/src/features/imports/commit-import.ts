import { createHash, randomUUID } from 'node:crypto';
import type { Endpoints, Input } from '@rectify/contract';
import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { inspectionScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { holdNumbers, POSITION_STEP } from '../issues/position.ts';

type Body = Input<Endpoints['commitImport']>['body'];
type ImportIssue = Body['issues'][number];

const bare = (text: string) => text.replaceAll(/\s+/g, '');

/** The same words give the same digest, however they are spaced or broken into lines. */
export const digestOf = (text: string) => createHash('sha256').update(bare(text)).digest('hex');

const identityOf = (issue: { number: number | null; text: string }) => `${issue.number ?? ''}|${bare(issue.text)}`;

/** Writes the headings that are not there yet; answers the id of the deepest heading of each path. */
async function writeCategories(
  tx: Tx,
  inspectionId: string,
  issues: ImportIssue[],
): Promise<(path: string[]) => string | null> {
  const known = await tx.category.findMany({ where: { inspectionId }, orderBy: { position: 'asc' } });
  const ids = new Map<string, string>();
  const keyOf = (parentId: string | null, title: string) => `${parentId ?? ''}|${title}`;
  for (const category of known) ids.set(keyOf(category.parentId, category.title), category.id);
  let position = known.at(-1)?.position ?? 0;
  const rows: { id: string; inspectionId: string; parentId: string | null; title: string; position: number }[] = [];
  for (const { categoryPath } of issues) {
    let parentId: string | null = null;
    for (const title of categoryPath) {
      const key = keyOf(parentId, title);
      if (!ids.has(key)) {
        const id = randomUUID();
        position += POSITION_STEP;
        rows.push({ id, inspectionId, parentId, title, position });
        ids.set(key, id);
      }
      parentId = ids.get(key) ?? null;
    }
  }
  if (rows.length > 0) await tx.category.createMany({ data: rows });
  return (path) => path.reduce<string | null>((parentId, title) => ids.get(keyOf(parentId, title)) ?? null, null);
}

async function writeIssues(
  tx: Tx,
  ctx: Ctx,
  inspection: { id: string; unitId: string },
  body: Body,
  issues: ImportIssue[],
): Promise<number> {
  const categoryOf = await writeCategories(tx, inspection.id, issues);
  const last = await tx.issue.aggregate({ where: { inspectionId: inspection.id }, _max: { position: true } });
  const start = last._max.position ?? 0;
  const created = await tx.issue.createManyAndReturn({
    data: issues.map((issue, index) => ({
      inspectionId: inspection.id,
      leadUnitId: inspection.unitId,
      categoryId: categoryOf(issue.categoryPath),
      number: issue.number,
      title: issue.title,
      text: issue.text,
      // What the report says of the issue as a whole is the beginning of the unit's statement.
      outcomeStatement: issue.progress.join('\n') || null,
      disclosure: body.disclosure,
      position: start + (index + 1) * POSITION_STEP,
      createdBy: ctx.actor.id,
    })),
    select: { id: true, position: true },
  });
  const idAt = new Map(created.map((issue) => [issue.position, issue.id]));
  const written = issues.map((issue, index) => ({ issue, id: idAt.get(start + (index + 1) * POSITION_STEP) ?? '' }));
  const measures = written.flatMap(({ issue, id }) =>
    issue.measures.map(({ text }, place) => ({ issueId: id, ordinal: place + 1, text })),
  );
  await tx.measure.createMany({ data: measures });
  await record(
    tx,
    ctx,
    ...written.map(({ issue, id }) => {
      const after = { 序号: issue.number, 标题: issue.title, 措施: `${issue.measures.length} 条` };
      return { action: 'commitImport', objectKind: 'issue', objectId: id, issueId: id, after } as const;
    }),
  );
  return measures.length;
}

function sentence(issueCount: number, measureCount: number, skippedCount: number): string {
  const skipped = skippedCount > 0 ? `；另有 ${skippedCount} 个问题台账里已经有了，没有重复写入` : '';
  return issueCount === 0
    ? '这些问题台账里都已经有了，没有作任何改动。'
    : `已导入 ${issueCount} 个问题、${measureCount} 条措施，状态为“待下发”${skipped}。`;
}

/** Writes a corrected report into the ledger in one transaction; the same text again changes nothing. */
export const commitImport: Operation<'commitImport'> = async (ctx, { params, body }) => {
  demand(ctx, 'import.commit');
  const digest = digestOf(body.text);
  return ctx.db.$transaction(async (tx) => {
    const inspection = await tx.inspection.findFirst({
      where: { AND: [{ id: params.id }, inspectionScope(ctx.actor)] },
      select: { id: true, unitId: true },
    });
    if (!inspection) throw notFound();
    // Two people with the same text: the second waits here and then finds it imported.
    await tx.$queryRaw`SELECT 1 FROM inspection WHERE id = ${inspection.id}::uuid FOR UPDATE`;
    const earlier = await tx.reportImport.findUnique({
      where: { inspectionId_digest: { inspectionId: inspection.id, digest } },
    });
    if (earlier) {
      const message = `这份文字已经导入过（${earlier.issueCount} 个问题、${earlier.measureCount} 条措施），没有作任何改动。`;
      return { isRepeat: true, issueCount: 0, measureCount: 0, skippedCount: body.issues.length, message };
    }
    await holdNumbers(tx, inspection.id);
    const present = await tx.issue.findMany({
      where: { inspectionId: inspection.id, status: { not: 'withdrawn' } },
      select: { number: true, text: true },
    });
    const taken = new Set(present.map(identityOf));
    const fresh = body.issues.filter((issue) => !taken.has(identityOf(issue)));
    const measureCount = fresh.length === 0 ? 0 : await writeIssues(tx, ctx, inspection, body, fresh);
    const issueCount = fresh.length;
    await tx.reportImport.create({
      data: {
        inspectionId: inspection.id,
        digest,
        issueCount,
        measureCount,
        importedBy: ctx.actor.id,
        importedAt: ctx.at,
      },
    });
    await record(tx, ctx, {
      action: 'commitImport',
      objectKind: 'inspection',
      objectId: inspection.id,
      after: { 问题: `${issueCount} 个`, 措施: `${measureCount} 条`, 校验值: digest },
    });
    const skippedCount = body.issues.length - issueCount;
    return {
      isRepeat: issueCount === 0,
      issueCount,
      measureCount,
      skippedCount,
      message: sentence(issueCount, measureCount, skippedCount),
    };
  });
};
