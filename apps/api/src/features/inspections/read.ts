import { dueDates, INSPECTION_KINDS, may } from '@rectify/domain';
import type { Answer, Endpoints } from '@rectify/contract';
import type { Prisma } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { dayOf, isWorkday } from '../../days.ts';
import { notFound } from '../../http/errors.ts';
import { pageNewestFirst } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { inspectionScope } from '../access/scope.ts';
import { addTallies, NO_TALLY, tallyBy, type Tally } from './tally.ts';

const REF = { select: { id: true, name: true } } as const;
export const INSPECTION = { programme: true, unit: REF, group: REF } as const satisfies Prisma.InspectionInclude;
type Row = Prisma.InspectionGetPayload<{ include: typeof INSPECTION }>;

function presentInspection(row: Row, tally: Tally) {
  const feedbackOn = dayOf(row.feedbackOn);
  const due = feedbackOn === null ? null : dueDates(row.programme, feedbackOn, isWorkday);
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    kindLabel: INSPECTION_KINDS[row.kind],
    programme: { id: row.programme.id, name: row.programme.name },
    unit: row.unit,
    group: row.group,
    onSiteFrom: dayOf(row.onSiteFrom),
    onSiteTo: dayOf(row.onSiteTo),
    feedbackOn,
    planDueOn: due?.planDueOn ?? null,
    rectifyDueOn: due?.rectifyDueOn ?? null,
    tally,
  };
}

/** Inspections in scope, the newest first. */
export const listInspections: Operation<'listInspections'> = async (ctx, { query }) => {
  demand(ctx, 'inspection.read');
  const contains = query.q?.trim();
  const filter: Prisma.InspectionWhereInput = {
    ...(query.programmeId && { programmeId: query.programmeId }),
    ...(query.unitId && { unitId: query.unitId }),
    ...(contains && {
      OR: [{ unit: { name: { contains } } }, { programme: { name: { contains } } }, { group: { name: { contains } } }],
    }),
  };
  const page = await pageNewestFirst(query, ({ where, ...rest }) =>
    ctx.db.inspection.findMany({
      where: { AND: [inspectionScope(ctx.actor), filter, where] },
      include: INSPECTION,
      ...rest,
    }),
  );
  const tallies = await tallyBy(
    ctx,
    'inspection_id',
    page.items.map((row) => row.id),
  );
  return {
    ...page,
    items: page.items.map((row) => presentInspection(row, tallies.get(row.id) ?? NO_TALLY)),
    canCreate: may(ctx.actor.role, 'inspection.write'),
  };
};

/** A unit drafts the report on its own inspection only. */
function mayDraft({ actor }: Ctx, unitId: string): boolean {
  return may(actor.role, 'report.write') && (actor.role !== 'liaison' || actor.unitId === unitId);
}

function actionsFor(ctx: Ctx, tally: Tally, unitId: string): string[] {
  const { role } = ctx.actor;
  return [
    ...(may(role, 'inspection.write') ? ['updateInspection'] : []),
    ...(may(role, 'issue.create') ? ['createIssue'] : []),
    ...(may(role, 'import.commit') ? ['commitImport'] : []),
    ...(may(role, 'inspection.write') && tally.draft > 0 ? ['issueInspection'] : []),
    ...(mayDraft(ctx, unitId) ? ['createReport'] : []),
  ];
}

/** What the public reads of an inspection now: its 整改通报 before any 阶段成效, the latest first. */
const IN_FORCE = {
  where: { currentVersion: { gt: 0 }, withdrawnAt: null },
  orderBy: [{ kind: 'asc' }, { publishedAt: 'desc' }],
  take: 1,
  select: { slug: true, publishedAt: true },
} as const satisfies Prisma.Inspection$reportsArgs;

/** One inspection with its categories and how far each has come. */
export async function getInspection(ctx: Ctx, id: string): Promise<Answer<Endpoints['getInspection']>> {
  demand(ctx, 'inspection.read');
  const row = await ctx.db.inspection.findFirst({
    where: { AND: [{ id }, inspectionScope(ctx.actor)] },
    include: { ...INSPECTION, reports: IN_FORCE, categories: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  });
  if (!row) throw notFound();
  const byCategory = await tallyBy(ctx, 'category_id', [id]);
  const below = (categoryId: string): Tally =>
    addTallies([
      byCategory.get(categoryId) ?? NO_TALLY,
      ...row.categories.filter((each) => each.parentId === categoryId).map((each) => below(each.id)),
    ]);
  const tally = addTallies([...byCategory.values()]);
  const categories = row.categories.map(({ id: categoryId, title, parentId, position }) => ({
    ...{ id: categoryId, title, parentId, position },
    tally: below(categoryId),
  }));
  // A heading names a fault: a unit reads those of the issues that exist for it.
  const isUnits = ctx.actor.role === 'liaison' || ctx.actor.role === 'unit_leader';
  return {
    ...presentInspection(row, tally),
    categories: isUnits ? categories.filter((category) => category.tally.total > 0) : categories,
    uncategorised: byCategory.get(null) ?? NO_TALLY,
    publishedAt: row.reports[0]?.publishedAt?.toISOString() ?? null,
    publicSlug: row.reports[0]?.slug ?? null,
    allowedActions: actionsFor(ctx, tally, row.unitId),
  };
}
