import { day } from '@rectify/contract';
import { directRows, Prisma } from '@rectify/db';
import type { ClosureResult, Disclosure, IssueKind, IssueNature, IssueStatus } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { readCursor, toPage, type Position } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { ledgerConditions, uncertainKeywordSql, type LedgerFilter } from './ledger-filter.ts';
import { excerptOf } from './present.ts';
import { deadlineOf, presentLight } from './present-light.ts';

interface LedgerRow {
  id: string;
  version: number;
  number: number | null;
  position: number;
  title: string;
  text: string;
  category: string | null;
  inspection_id: string;
  unit_name: string;
  programme_name: string;
  lead_unit_id: string;
  lead_unit_name: string;
  status: IssueStatus;
  nature: IssueNature;
  kind: IssueKind;
  disclosure: Disclosure;
  due_on: string | null;
  original_due_on: string | null;
  closed_at: Date | null;
  measure_count: number;
  done_count: number;
  owners: string[] | null;
  return_count: number;
  extension_count: number;
  reopen_count: number;
  closure_result: ClosureResult | null;
  yellow_days: number;
  orange_days: number;
}

/**
 * For its own values. A plan for any of them takes an office's jurisdiction for two units and sorts all issues of what are
 * four hundred: a hundred times what planning takes.
 */
const PLANNED_EACH_TIME = { prepared: false };
/** Rows in which a longer keyword is looked for before the index of grams is asked. */
const NEARBY = 500;
const LAST_DAY = '9999-12-31';
// Exactly the expression of the index issue_due_order.
const DUE_KEY = Prisma.sql`coalesce(i.due_on, '9999-12-31'::date)`;

interface Order {
  key: (row: LedgerRow) => Position['key'];
  /** Rows strictly after or before the position. */
  beyond: (position: Position) => Prisma.Sql;
  by: (isBackward: boolean) => Prisma.Sql;
}

const BY_NUMBER: Order = {
  key: (row) => [row.inspection_id, row.position, row.id],
  beyond: ({ direction, key: [inspectionId, position, id] }) =>
    // The first comparison alone lets the index start at the right place.
    direction === 'after'
      ? Prisma.sql`i.inspection_id <= ${inspectionId}::uuid AND (i.inspection_id < ${inspectionId}::uuid OR (i.position, i.id) > (${position}::int, ${id}::uuid))`
      : Prisma.sql`i.inspection_id >= ${inspectionId}::uuid AND (i.inspection_id > ${inspectionId}::uuid OR (i.position, i.id) < (${position}::int, ${id}::uuid))`,
  by: (isBackward) =>
    isBackward
      ? Prisma.sql`i.inspection_id ASC, i.position DESC, i.id DESC`
      : Prisma.sql`i.inspection_id DESC, i.position ASC, i.id ASC`,
};

const BY_DUE: Order = {
  key: (row) => [row.due_on ?? LAST_DAY, row.id],
  beyond: ({ direction, key: [dueOn, id] }) =>
    direction === 'after'
      ? Prisma.sql`(${DUE_KEY}, i.id) > (${dueOn}::date, ${id}::uuid)`
      : Prisma.sql`(${DUE_KEY}, i.id) < (${dueOn}::date, ${id}::uuid)`,
  by: (isBackward) => (isBackward ? Prisma.sql`${DUE_KEY} DESC, i.id DESC` : Prisma.sql`${DUE_KEY} ASC, i.id ASC`),
};

/** What PostgreSQL takes for a position: an integer of four bytes. */
const LARGEST = 2_147_483_647;
/** Also the last day, after all that a form takes. */
const isDay = (key: unknown) => key === LAST_DAY || day.safeParse(key).success;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function checkPosition(position: Position | null, sort: 'number' | 'due'): void {
  if (!position) return;
  const [first, second, third] = position.key;
  const isGood =
    sort === 'number'
      ? UUID.test(String(first)) &&
        Number.isInteger(second) &&
        Math.abs(Number(second)) <= LARGEST &&
        UUID.test(String(third))
      : isDay(first) && UUID.test(String(second));
  if (!isGood) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
}

interface Cut {
  order: Order;
  position: Position | null;
  limit: number;
}

/** The rows of the page, and one more that tells whether there is a further page. */
function cutSql(conditions: Prisma.Sql, { order, position, limit }: Cut): Prisma.Sql {
  const beyond = position ? Prisma.sql`AND ${order.beyond(position)}` : Prisma.empty;
  const by = order.by(position?.direction === 'before');
  return Prisma.sql`SELECT i.* FROM issue i WHERE ${conditions} ${beyond} ORDER BY ${by} LIMIT ${limit + 1}`;
}

/** The same, looked for among so many rows next to the position only. */
function nearbySql(conditions: Prisma.Sql, keyword: Prisma.Sql, cut: Cut): Prisma.Sql {
  const by = cut.order.by(cut.position?.direction === 'before');
  return Prisma.sql`SELECT i.* FROM (${cutSql(conditions, { ...cut, limit: NEARBY })}) i WHERE ${keyword} ORDER BY ${by} LIMIT ${cut.limit + 1}`;
}

function pageSql(page: Prisma.Sql, { order, position }: Cut): Prisma.Sql {
  const isBackward = position?.direction === 'before';
  // The page is cut out first; names and counts are looked up for its rows alone.
  return Prisma.sql`
    WITH page AS (${page})
    SELECT i.id, i.version, i.number, i.position, i.title, left(i.text, 200) AS text, c.title AS category,
      i.inspection_id, nu.name AS unit_name, p.name AS programme_name, i.lead_unit_id, lu.name AS lead_unit_name,
      i.status, i.nature, i.kind, i.disclosure, i.due_on::text AS due_on, i.original_due_on::text AS original_due_on,
      i.closed_at, m.measure_count, m.done_count, m.owners, i.return_count, i.extension_count, i.reopen_count,
      i.closure_result, p.yellow_days, p.orange_days
    FROM page i
    JOIN inspection n ON n.id = i.inspection_id
    JOIN programme p ON p.id = n.programme_id
    JOIN unit nu ON nu.id = n.unit_id
    JOIN unit lu ON lu.id = i.lead_unit_id
    LEFT JOIN category c ON c.id = i.category_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS measure_count, (count(*) FILTER (WHERE status = 'done'))::int AS done_count,
        array_agg(DISTINCT owner) FILTER (WHERE owner IS NOT NULL) AS owners
      FROM measure WHERE issue_id = i.id
    ) m
    ORDER BY ${order.by(isBackward)}`;
}

function presentRow(ctx: Ctx, row: LedgerRow) {
  const deadline = deadlineOf({
    status: row.status,
    dueOn: row.due_on,
    originalDueOn: row.original_due_on,
    closedAt: row.closed_at,
  });
  const { id, version, number, title, category, status, nature, kind, disclosure } = row;
  return {
    ...{ id, version, number, title, category, status, nature, kind, disclosure },
    excerpt: excerptOf(row.text),
    inspection: { id: row.inspection_id, unitName: row.unit_name, programmeName: row.programme_name },
    leadUnit: { id: row.lead_unit_id, name: row.lead_unit_name },
    light: presentLight(deadline, ctx.today, { yellowDays: row.yellow_days, orangeDays: row.orange_days }),
    dueOn: row.due_on,
    originalDueOn: row.original_due_on,
    measureCount: row.measure_count,
    doneCount: row.done_count,
    owners: row.owners ?? [],
    returnCount: row.return_count,
    extensionCount: row.extension_count,
    reopenCount: row.reopen_count,
    closureResult: row.closure_result,
  };
}

/**
 * The chance of a longer word is the product of its pairs' to the planner, far too small for a usual word: it would fetch
 * and sort every issue that has it. A usual word fills the page from the nearest rows; only a rare one goes by the grams.
 */
async function readPage(ctx: Ctx, filter: LedgerFilter, cut: Cut): Promise<LedgerRow[]> {
  const keyword = uncertainKeywordSql(filter.q);
  if (keyword) {
    const others = await ledgerConditions(ctx, { ...filter, q: undefined });
    const nearby = pageSql(nearbySql(others, keyword, cut), cut);
    const rows = await directRows<LedgerRow>(ctx.db, nearby, PLANNED_EACH_TIME);
    if (rows.length > cut.limit) return rows;
  }
  const conditions = await ledgerConditions(ctx, filter);
  return directRows<LedgerRow>(ctx.db, pageSql(cutSql(conditions, cut), cut), PLANNED_EACH_TIME);
}

/** One page of the ledger. */
export const listIssues: Operation<'listIssues'> = async (ctx, { query }) => {
  demand(ctx, 'ledger.read');
  const { cursor, limit, sort, ...filter } = query;
  const position = readCursor(cursor);
  checkPosition(position, sort);
  const order = sort === 'due' ? BY_DUE : BY_NUMBER;
  const rows = await readPage(ctx, filter, { order, position, limit });
  const page = toPage(rows, limit, position, order.key);
  return { ...page, items: page.items.map((row) => presentRow(ctx, row)) };
};
