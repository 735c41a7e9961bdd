import type { Endpoints, Input } from '@rectify/contract';
import { DISCLOSURES, ISSUE_NATURES } from '@rectify/domain';
import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { dateOf } from '../../days.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { once } from '../access/once.ts';
import { inspectionScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { changeIssue, holdIssue, type Change } from './change.ts';
import { readIssueCase } from './load.ts';
import { holdNumbers, positionFor } from './position.ts';
import { presentIssue } from './present.ts';
import { countStillPublic, stillPublicSentence } from './still-public.ts';

async function demandCategory(tx: Tx, inspectionId: string, categoryId: string | null | undefined): Promise<void> {
  if (!categoryId) return;
  if (await tx.category.findFirst({ where: { id: categoryId, inspectionId }, select: { id: true } })) return;
  throw new Fault('invalid', '没有这个分类，请重新选择。', {
    errors: [{ field: 'categoryId', message: '请选择本次巡察的分类' }],
  });
}

/** Units that the actor sees: those of the jurisdiction, and those above it; any other is as good as none. */
async function demandCoUnits(tx: Tx, { actor }: Ctx, ids: readonly string[] | undefined): Promise<void> {
  const top = actor.jurisdictionPath ?? '-';
  const above = top.split('/').filter((part) => part.length === actor.id.length);
  const wanted = [...new Set(ids)];
  const where = { id: { in: wanted }, OR: [{ path: { startsWith: top } }, { id: { in: above } }] };
  if ((await tx.unit.count({ where })) === wanted.length) return;
  throw new Fault('invalid', '配合单位中有找不到的，请重新选择。', {
    errors: [{ field: 'coUnitIds', message: '请从单位列表中选择' }],
  });
}

async function demandFreeNumber(
  tx: Tx,
  inspectionId: string,
  number: number | null | undefined,
  exceptId?: string,
): Promise<void> {
  if (!number) return;
  await holdNumbers(tx, inspectionId);
  const taken = await tx.issue.findFirst({
    where: { inspectionId, number, status: { not: 'withdrawn' }, ...(exceptId && { id: { not: exceptId } }) },
    select: { title: true },
  });
  if (!taken) return;
  throw new Fault('conflict', `序号 ${number} 已经有了：${taken.title.slice(0, 30)}。请换一个序号。`, {
    errors: [{ field: 'number', message: '序号已被使用' }],
  });
}

type NewIssue = Input<Endpoints['createIssue']>['body'];

/** Enters one issue into an inspection of the actor's scope, in the transaction of what it comes from; returns its id. */
export async function enterIssue(tx: Tx, ctx: Ctx, inspectionId: string, body: NewIssue): Promise<string> {
  demand(ctx, 'issue.create');
  const {
    measures,
    coUnitIds,
    dueOn,
    number = null,
    categoryId = null,
    title,
    text,
    disclosure,
    kind,
    source,
    nature,
  } = body;
  // The office types off a document, as in an import; what a group writes is its own, and it never reviews that.
  const author = ctx.actor.role === 'group' ? ctx.actor.id : null;
  const inspection = await tx.inspection.findFirst({
    where: { AND: [{ id: inspectionId }, inspectionScope(ctx.actor)] },
    select: { id: true, unitId: true },
  });
  if (!inspection) throw notFound();
  await demandCategory(tx, inspection.id, categoryId);
  await demandFreeNumber(tx, inspection.id, number);
  await demandCoUnits(tx, ctx, coUnitIds);
  const issue = await tx.issue.create({
    data: {
      ...{ number, title, text, disclosure, categoryId },
      ...(kind && { kind }),
      ...(source && { source }),
      ...(nature && { nature }),
      inspectionId: inspection.id,
      leadUnitId: inspection.unitId,
      position: await positionFor(tx, inspection.id, number),
      dueOn: dateOf(dueOn ?? null),
      createdBy: ctx.actor.id,
      coUnits: { create: (coUnitIds ?? []).map((unitId) => ({ unitId })) },
      measures: { create: measures.map((words, index) => ({ ordinal: index + 1, text: words, createdBy: author })) },
    },
    select: { id: true },
  });
  const after = { 序号: number === null ? '无' : String(number), 标题: title, 措施: `${measures.length} 条` };
  await record(tx, ctx, { action: 'createIssue', objectKind: 'issue', objectId: issue.id, issueId: issue.id, after });
  return issue.id;
}

/** Enters one issue by hand, e.g. one that the published text left out. */
export const createIssue: Operation<'createIssue'> = async (ctx, { params, body }) => {
  const id = await ctx.db.$transaction((tx) => once(tx, ctx, () => enterIssue(tx, ctx, params.id, body)));
  return presentIssue(ctx, await readIssueCase(ctx.db, ctx.actor, id));
};

/** How an issue is classed may change longer than its words. */
const isNatureAlone = ({ version: _, ...given }: Input<Endpoints['updateIssue']>['body']) =>
  Object.entries(given).every(([key, value]) => value === undefined || key === 'nature');

/** Mends an issue that was not yet issued; afterwards its words are locked. */
export const updateIssue: Operation<'updateIssue'> = async (ctx, { params, body }) => {
  const { version, coUnitIds, dueOn, ...fields } = body;
  return changeIssue(ctx, { issueId: params.id }, version, async ({ tx, issue, act, audit }) => {
    await act(isNatureAlone(body) ? 'setNature' : 'editIssue', {});
    const { row } = issue;
    await demandCategory(tx, row.inspectionId, fields.categoryId);
    if (fields.number !== row.number) await demandFreeNumber(tx, row.inspectionId, fields.number, row.id);
    await demandCoUnits(tx, ctx, coUnitIds);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    await tx.issue.update({
      where: { id: row.id },
      data: {
        ...given,
        ...(dueOn !== undefined && { dueOn: dateOf(dueOn) }),
        ...(fields.number &&
          fields.number !== row.number && { position: await positionFor(tx, row.inspectionId, fields.number) }),
        ...(coUnitIds && { coUnits: { deleteMany: {}, create: coUnitIds.map((unitId) => ({ unitId })) } }),
      },
    });
    await audit({
      action: isNatureAlone(body) ? 'setNature' : 'editIssue',
      objectKind: 'issue',
      objectId: row.id,
      before: { 序号: row.number, 标题: row.title, 原文: row.text, 性质: ISSUE_NATURES[row.nature] },
      after: {
        序号: fields.number ?? row.number,
        标题: fields.title ?? row.title,
        原文: fields.text ?? row.text,
        性质: ISSUE_NATURES[fields.nature ?? row.nature],
      },
    });
  });
};

/** Sets the disclosure level of many issues at once: all of them or none. */
export const setDisclosure: Operation<'setDisclosure'> = async (ctx, { body }) => {
  const { disclosure } = body;
  const withholdGround = disclosure === 'withheld' ? body.withholdGround : null;
  const stillPublic = await ctx.db.$transaction(async (tx) => {
    const narrowed = new Set<string>();
    // Always in the same order, so that two such writes cannot wait for each other.
    for (const { id, version } of body.issues.toSorted((a, b) => a.id.localeCompare(b.id))) {
      await holdIssue(tx, ctx, { issueId: id }, version, async ({ issue, act, audit }) => {
        await act('setDisclosure', { disclosure, withholdGround });
        await tx.issue.update({ where: { id }, data: { disclosure, withholdGround } });
        if (issue.row.disclosure === 'public' && disclosure !== 'public') narrowed.add(issue.row.inspectionId);
        const before = { 公开级别: DISCLOSURES[issue.row.disclosure] };
        await audit({
          action: 'setDisclosure',
          objectKind: 'issue',
          objectId: id,
          before,
          after: { 公开级别: DISCLOSURES[disclosure] },
        });
      });
    }
    return countStillPublic(tx, narrowed);
  });
  const done = `已把 ${body.issues.length} 个问题设为“${DISCLOSURES[disclosure]}”。`;
  return { message: `${done}${stillPublicSentence(stillPublic)}` };
};

/** The unit's statement of what was achieved, with stage goal and review date for what takes long. */
export const writeOutcomeStatement: Operation<'writeOutcomeStatement'> = async (ctx, { params, body }) => {
  const { version, outcomeStatement, stageGoal, reviewOn } = body;
  return changeIssue(ctx, { issueId: params.id }, version, async ({ tx, issue, act, audit }) => {
    const onlyStage = outcomeStatement === undefined || outcomeStatement === issue.row.outcomeStatement;
    if (onlyStage) await act('setStageGoal', {});
    else await act('writeOutcomeStatement', { note: outcomeStatement ?? '（清空）' });
    await tx.issue.update({
      where: { id: params.id },
      data: {
        ...(outcomeStatement !== undefined && { outcomeStatement }),
        ...(stageGoal !== undefined && { stageGoal }),
        ...(reviewOn !== undefined && { reviewOn: dateOf(reviewOn) }),
      },
    });
    await audit({
      action: onlyStage ? 'setStageGoal' : 'writeOutcomeStatement',
      objectKind: 'issue',
      objectId: params.id,
      before: { 整改成效: issue.row.outcomeStatement, 阶段目标: issue.row.stageGoal },
      after: { 整改成效: outcomeStatement ?? issue.row.outcomeStatement, 阶段目标: stageGoal ?? issue.row.stageGoal },
    });
  });
};

/** A word beside the case, kept in its timeline. */
export const addComment: Operation<'addComment'> = async (ctx, { params, body }) => {
  const comment = async ({ act, audit }: Change) => {
    await act('comment', { note: body.text });
    await audit({ action: 'comment', objectKind: 'issue', objectId: params.id, note: body.text });
  };
  await ctx.db.$transaction((tx) =>
    once(tx, ctx, () => holdIssue(tx, ctx, { issueId: params.id }, undefined, comment)),
  );
  return { message: '意见已记入动态。' };
};
