import type { Ctx } from '../../context.ts';
import type { Endpoints, Input } from '@rectify/contract';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { holdIssue, type Change } from '../issues/change.ts';
import { assignmentData, demandOrder, nameOf } from './write-measure.ts';

type Body = Input<Endpoints['assignMeasures']>['body'];
type Measure = Change['issue']['row']['measures'][number];

const KEYS = ['leader', 'department', 'owner', 'startOn', 'dueOn'] as const;
const LABELS = {
  leader: '责任领导',
  department: '责任部门',
  owner: '责任人',
  startOn: '开始日期',
  dueOn: '时限',
} as const;

/** What of the assignment this measure takes: all that was given, or only what is still empty. */
function partFor(measure: Measure, body: Body) {
  const given = KEYS.filter((key) => body[key] !== undefined && !(body.onlyEmpty && measure[key] !== null));
  return Object.fromEntries(given.map((key) => [key, body[key]])) as Partial<Pick<Body, (typeof KEYS)[number]>>;
}

async function assign(ctx: Ctx, { tx, issue, act, audit }: Change, measure: Measure, body: Body): Promise<boolean> {
  const part = partFor(measure, body);
  const { startOn, dueOn } = part;
  await act('assignMeasure', {
    measureId: measure.id,
    ...(startOn !== undefined && { startOn }),
    ...(dueOn !== undefined && { dueOn }),
  });
  if (Object.keys(part).length === 0) return false;
  demandOrder(startOn ?? measure.startOn, dueOn ?? measure.dueOn);
  const fixesDate = issue.row.status === 'rectifying' && measure.originalDueOn === null && dueOn;
  const data = assignmentData(part);
  await tx.measure.update({
    where: { id: measure.id },
    data: { ...data, ...(fixesDate && { originalDueOn: data.dueOn ?? null }) },
  });
  const words = Object.fromEntries(
    Object.entries(part).map(([key, value]) => [LABELS[key as keyof typeof LABELS], value]),
  );
  await audit({
    action: 'assignMeasure',
    objectKind: 'measure',
    objectId: measure.id,
    after: { 措施: nameOf(issue, measure.id), ...words },
  });
  return true;
}

/** Gives the measures of many issues their people and dates: all of them or none. */
export const assignMeasures: Operation<'assignMeasures'> = async (ctx, { body }) => {
  if (KEYS.every((key) => body[key] === undefined)) throw new Fault('invalid', '请至少填写一项要指定的内容。');
  const wanted = body.measureIds && new Set(body.measureIds);
  let measureCount = 0;
  await ctx.db.$transaction(async (tx) => {
    // Always in the same order, so that two such writes cannot wait for each other.
    for (const { id, version } of body.issues.toSorted((a, b) => a.id.localeCompare(b.id))) {
      await holdIssue(tx, ctx, { issueId: id }, version, async (change) => {
        await change.act('assignMeasure', {});
        for (const measure of change.issue.row.measures) {
          if (wanted && !wanted.has(measure.id)) continue;
          if (await assign(ctx, change, measure, body)) measureCount += 1;
        }
      });
    }
  });
  const message =
    measureCount === 0
      ? '所选措施都已填好，没有空白可填，未作改动。'
      : `已指定 ${body.issues.length} 个问题的 ${measureCount} 条措施。`;
  return { measureCount, message };
};
