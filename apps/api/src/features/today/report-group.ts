import type { Answer, Endpoints } from '@rectify/contract';
import type { Prisma } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { reportScope } from '../access/scope.ts';
import { turnWhere } from '../reports/turn.ts';

type Group = Answer<Endpoints['getToday']>['groups'][number];

const ROW = {
  ...{ id: true, title: true, state: true, heldUp: true },
  inspection: { select: { unit: { select: { name: true } } } },
  programme: { select: { unit: { select: { name: true } } } },
  steps: { where: { action: 'returnReport' }, orderBy: { id: 'desc' }, take: 1, select: { note: true } },
} as const satisfies Prisma.PublicReportSelect;
type Row = Prisma.PublicReportGetPayload<{ select: typeof ROW }>;

function taskOf({ state, heldUp, steps }: Row): string {
  if (state === 'signing') return '审阅后签发，或退回修改';
  if (state === 'secrecy_review') return '作保密审查，或退回修改';
  if (state === 'approving') return heldUp ?? '审定发布，或退回修改';
  return `退回修改：${steps[0]?.note ?? ''}`;
}

/** Reports that wait for this person: to sign, to review, to approve, to mend. */
export async function readReportGroup(ctx: Ctx, shown: number): Promise<Group> {
  const where = { AND: [reportScope(ctx.actor), turnWhere(ctx.actor)] };
  const rows = await ctx.db.publicReport.findMany({ where, select: ROW, orderBy: { id: 'asc' }, take: shown + 1 });
  return {
    code: 'reports',
    label: '通报待办',
    link: '/app/reports?turn=mine',
    isTask: true,
    count: rows.length > shown ? await ctx.db.publicReport.count({ where }) : rows.length,
    items: rows.slice(0, shown).map((row) => ({
      issueId: null,
      number: null,
      title: row.title,
      unitName: row.inspection?.unit.name ?? row.programme?.unit.name ?? '',
      text: taskOf(row),
      light: null,
      link: `/app/reports/${row.id}`,
    })),
  };
}
