import { INSPECTION_KINDS } from '@rectify/domain';
import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { dateOf, dayOf } from '../../days.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound, stale } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { once } from '../access/once.ts';
import { inspectionScope, programmeScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { holdIssue } from '../issues/change.ts';
import { getInspection } from './read.ts';

interface Days {
  onSiteFrom?: string | null | undefined;
  onSiteTo?: string | null | undefined;
  feedbackOn?: string | null | undefined;
}

const field = (name: string, message: string) =>
  new Fault('invalid', `${message}。`, { errors: [{ field: name, message }] });

function demandDayOrder({ onSiteFrom, onSiteTo, feedbackOn }: Days): void {
  if (onSiteFrom && onSiteTo && onSiteTo < onSiteFrom) throw field('onSiteTo', '进驻结束日期早于开始日期，请检查');
  if (onSiteFrom && feedbackOn && feedbackOn < onSiteFrom) throw field('feedbackOn', '反馈日期早于进驻日期，请检查');
}

const dayData = (days: Days) => ({
  ...(days.onSiteFrom !== undefined && { onSiteFrom: dateOf(days.onSiteFrom) }),
  ...(days.onSiteTo !== undefined && { onSiteTo: dateOf(days.onSiteTo) }),
  ...(days.feedbackOn !== undefined && { feedbackOn: dateOf(days.feedbackOn) }),
});

async function demandGroup(tx: Tx, groupId: string, programmeId: string): Promise<void> {
  if (await tx.inspectionGroup.findFirst({ where: { id: groupId, programmeId }, select: { id: true } })) return;
  throw field('groupId', '请选择这个轮次的巡察组');
}

async function demandPlaces(
  tx: Tx,
  ctx: Ctx,
  body: { programmeId: string; unitId: string; groupId: string },
): Promise<void> {
  const programme = await tx.programme.findFirst({
    where: { AND: [{ id: body.programmeId }, programmeScope(ctx.actor)] },
    select: { id: true },
  });
  if (!programme) throw field('programmeId', '请选择轮次');
  const unit = await tx.unit.findFirst({
    where: { id: body.unitId, path: { startsWith: ctx.actor.jurisdictionPath ?? '-' } },
    select: { id: true },
  });
  if (!unit) throw field('unitId', '请选择被巡察单位');
  await demandGroup(tx, body.groupId, body.programmeId);
}

const words = (row: {
  kind: keyof typeof INSPECTION_KINDS;
  onSiteFrom: Date | null;
  onSiteTo: Date | null;
  feedbackOn: Date | null;
}) => ({
  类型: INSPECTION_KINDS[row.kind],
  进驻开始: dayOf(row.onSiteFrom),
  进驻结束: dayOf(row.onSiteTo),
  反馈日期: dayOf(row.feedbackOn),
});

/** Opens an inspection of one unit in one programme by one group. */
export const createInspection: Operation<'createInspection'> = async (ctx, { body }) => {
  demand(ctx, 'inspection.write');
  demandDayOrder(body);
  const { programmeId, unitId, groupId, kind } = body;
  const open = async (tx: Tx) => {
    await demandPlaces(tx, ctx, body);
    const row = await tx.inspection.create({ data: { programmeId, unitId, groupId, kind, ...dayData(body) } });
    await record(tx, ctx, {
      action: 'createInspection',
      objectKind: 'inspection',
      objectId: row.id,
      after: words(row),
    });
    return row.id;
  };
  const id = await ctx.db.$transaction((tx) => once(tx, ctx, () => open(tx)));
  return getInspection(ctx, id);
};

/** Changes an inspection's group, kind and dates; dates already given to issues do not move by it. */
export const updateInspection: Operation<'updateInspection'> = async (ctx, { params, body }) => {
  demand(ctx, 'inspection.write');
  await ctx.db.$transaction(async (tx) => {
    const before = await tx.inspection.findFirst({ where: { AND: [{ id: params.id }, inspectionScope(ctx.actor)] } });
    if (!before) throw notFound();
    if (body.groupId) await demandGroup(tx, body.groupId, before.programmeId);
    const {
      onSiteFrom = dayOf(before.onSiteFrom),
      onSiteTo = dayOf(before.onSiteTo),
      feedbackOn = dayOf(before.feedbackOn),
    } = body;
    demandDayOrder({ onSiteFrom, onSiteTo, feedbackOn });
    const { count } = await tx.inspection.updateMany({
      where: { id: params.id, version: body.version },
      data: {
        ...(body.groupId && { groupId: body.groupId }),
        ...(body.kind && { kind: body.kind }),
        ...dayData(body),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw stale();
    const after = await tx.inspection.findUniqueOrThrow({ where: { id: params.id } });
    await record(tx, ctx, {
      action: 'updateInspection',
      objectKind: 'inspection',
      objectId: params.id,
      before: words(before),
      after: words(after),
    });
  });
  return getInspection(ctx, params.id);
};

/** Hands all drafts of an inspection to the unit: all of them or none; their words are locked from then on. */
export const issueInspection: Operation<'issueInspection'> = async (ctx, { params, body }) => {
  demand(ctx, 'inspection.write');
  const issuedCount = await ctx.db.$transaction(async (tx) => {
    const inspection = await tx.inspection.findFirst({
      where: { AND: [{ id: params.id }, inspectionScope(ctx.actor)] },
      select: { id: true },
    });
    if (!inspection) throw notFound();
    const { count } = await tx.inspection.updateMany({
      where: { id: params.id, version: body.version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw stale();
    const drafts = await tx.issue.findMany({
      where: { inspectionId: params.id, status: 'draft' },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    if (drafts.length === 0) throw new Fault('wrong_state', '没有待下发的问题，请先导入或补录。');
    for (const draft of drafts) {
      await holdIssue(tx, ctx, { issueId: draft.id }, undefined, async ({ act, audit }) => {
        await act('issueToUnit', {});
        await audit({ action: 'issueToUnit', objectKind: 'issue', objectId: draft.id });
      });
    }
    return drafts.length;
  });
  return { issuedCount, message: `已下发 ${issuedCount} 个问题，被巡察单位现在可以制定整改措施。` };
};
