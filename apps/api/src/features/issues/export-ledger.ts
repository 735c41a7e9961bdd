import { once } from 'node:events';
import { writeLedgerXlsx, type LedgerIssue } from '@rectify/documents';
import { Prisma } from '@rectify/db';
import {
  DISCLOSURES,
  formatDayZh,
  ISSUE_NATURES,
  ISSUE_STATUSES,
  MEASURE_STATUSES,
  ROLES,
  type CalendarDay,
} from '@rectify/domain';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { dayOf } from '../../days.ts';
import { Fault } from '../../http/errors.ts';
import { keepPace } from '../../http/keep-pace.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import { record } from '../audit/record.ts';
import { describeFilter } from './describe-filter.ts';
import { ledgerConditions } from './ledger-filter.ts';
import { deadlineOf, presentLight } from './present-light.ts';

/** So many issues go into one file; they fill some thousand printed pages already. */
export const EXPORT_LIMIT = 20_000;
const PIECE = 200;

const ROW = {
  inspection: { select: { unit: true, programme: true } },
  leadUnit: { select: { name: true } },
  coUnits: { select: { unit: { select: { name: true } } } },
  category: { include: { parent: { include: { parent: true } } } },
  measures: {
    orderBy: { ordinal: 'asc' },
    include: { progress: { orderBy: { id: 'desc' }, take: 1, select: { asOf: true, text: true } } },
  },
} as const satisfies Prisma.IssueInclude;
type Row = Prisma.IssueGetPayload<{ include: typeof ROW }>;

const day = (date: Date | null) => {
  const value = dayOf(date);
  return value === null ? null : formatDayZh(value);
};

const categoryOf = ({ category }: Row) =>
  [category?.parent?.parent?.title, category?.parent?.title, category?.title]
    .filter((title) => title !== undefined)
    .join(' / ');

const turnsOf = ({ returnCount, extensionCount, reopenCount }: Row) =>
  [
    returnCount > 0 && `退回 ${returnCount} 次`,
    extensionCount > 0 && `延期 ${extensionCount} 次`,
    reopenCount > 0 && `重新整改 ${reopenCount} 次`,
  ]
    .filter(Boolean)
    .join('，');

function presentLine(row: Row, today: CalendarDay): LedgerIssue {
  const { status, closedAt } = row;
  const deadline = deadlineOf({ status, dueOn: dayOf(row.dueOn), originalDueOn: dayOf(row.originalDueOn), closedAt });
  const isStaged = status === 'closed' && row.closureResult === 'staged';
  return {
    number: row.number,
    programme: row.inspection.programme.name,
    inspectedUnit: row.inspection.unit.name,
    category: categoryOf(row),
    text: row.text,
    nature: ISSUE_NATURES[row.nature],
    leadUnit: row.leadUnit.name,
    coUnits: row.coUnits.map(({ unit }) => unit.name).join('、'),
    dueOn: day(row.dueOn),
    originalDueOn: day(row.originalDueOn),
    status: isStaged ? `${ISSUE_STATUSES.closed}（阶段性完成）` : ISSUE_STATUSES[status],
    light: presentLight(deadline, today, row.inspection.programme).text,
    turns: turnsOf(row),
    outcome: row.outcomeStatement,
    disclosure: DISCLOSURES[row.disclosure],
    measures: row.measures.map((measure) => ({
      ...{ text: measure.text, leader: measure.leader, department: measure.department, owner: measure.owner },
      dueOn: day(measure.dueOn),
      status: MEASURE_STATUSES[measure.status],
      progress: measure.progress.map(({ asOf, text }) => `截至 ${formatDayZh(dayOf(asOf))}：${text}`).join(''),
    })),
  };
}

interface Place {
  id: string;
  inspection_id: string;
  position: number;
}

/** The issues of a filter, piece by piece in the order of the ledger; no more of them than one piece is held. */
async function* readPieces(ctx: Ctx, conditions: Prisma.Sql): AsyncGenerator<Row[]> {
  let beyond = Prisma.sql`TRUE`;
  for (;;) {
    const places = await ctx.db.$queryRaw<Place[]>(Prisma.sql`
      SELECT i.id, i.inspection_id, i.position FROM issue i WHERE ${conditions} AND ${beyond}
      ORDER BY i.inspection_id DESC, i.position, i.id LIMIT ${PIECE}`);
    const ids = places.map(({ id }) => id);
    const rows = await ctx.db.issue.findMany({ where: { id: { in: ids } }, include: ROW });
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield ids.flatMap((id) => byId.get(id) ?? []);
    const last = places.at(-1);
    if (!last || places.length < PIECE) return;
    beyond = Prisma.sql`i.inspection_id <= ${last.inspection_id}::uuid AND (i.inspection_id < ${last.inspection_id}::uuid
      OR (i.position, i.id) > (${last.position}::int, ${last.id}::uuid))`;
  }
}

async function countIssues(ctx: Ctx, conditions: Prisma.Sql): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM issue i WHERE ${conditions} LIMIT ${EXPORT_LIMIT + 1}) few`);
  const count = row?.count ?? 0;
  if (count === 0) throw new Fault('invalid', '没有符合条件的问题，没有导出。请调整筛选条件。');
  if (count > EXPORT_LIMIT)
    throw new Fault(
      'invalid',
      `符合条件的问题超过 ${EXPORT_LIMIT} 个，一次导不下。请按轮次、巡察或单位筛选后分几次导出。`,
    );
  return count;
}

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });

function headOf({ actor, at }: Ctx, filter: string, count: number) {
  const who = `${actor.name}（${actor.unitName} ${ROLES[actor.role]}）`;
  const mark = `内部资料 · ${who} ${moment.format(at)} 导出`;
  return {
    title: '整改台账',
    mark,
    lines: [
      `${mark} · 编号 ${actor.username}`,
      `范围：${filter} · 共 ${count} 个问题 · 不得用于存储、处理、传输国家秘密；请按内部资料妥善保管，导出已记入审计`,
    ],
  };
}

/** Sends the ledger, as the reader sees it under the filter, as an Excel file. */
export async function exportLedger(
  ctx: Ctx,
  { query }: { query: Input<Endpoints['exportLedger']>['query'] },
  { response }: Wire,
): Promise<void> {
  demand(ctx, 'export.create');
  const conditions = await ledgerConditions(ctx, query);
  const count = await countIssues(ctx, conditions);
  const filter = await describeFilter(ctx, query);
  // Before the first byte leaves: who breaks off half-way has read half of it.
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'exportLedger', objectKind: 'system', after: { 范围: filter, 问题数: count } }),
  );
  const name = encodeURIComponent(`整改台账-${ctx.today}.xlsx`);
  response.set({
    'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'Content-Disposition': `attachment; filename="ledger-${ctx.today}.xlsx"; filename*=UTF-8''${name}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  const writer = await writeLedgerXlsx(response, headOf(ctx, filter, count));
  for await (const rows of readPieces(ctx, conditions)) {
    for (const row of rows) writer.add(presentLine(row, ctx.today));
    await keepPace(response);
    if (response.destroyed) throw new Fault('invalid', '读者已离开，导出没有做完。');
  }
  // For one who has left it would never be finished.
  await Promise.race([writer.finish(), once(response, 'close')]);
}
