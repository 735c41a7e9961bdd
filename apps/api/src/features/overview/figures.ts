import { Prisma } from '@rectify/db';
import type { Answer, Endpoints } from '@rectify/contract';
import type { CalendarDay } from '@rectify/domain';

export type Figures = Answer<Endpoints['getOverview']>['whole'];

/** The columns of tally_unit, which are also those of every sum below. */
export const COLUMNS = [
  ...(['draft', 'issued', 'planning', 'rectifying', 'closing', 'completed', 'staged', 'withdrawn'] as const),
  ...(['red', 'orange', 'yellow', 'green', 'undated', 'measures', 'done'] as const),
];
export type Sums = Record<(typeof COLUMNS)[number], number>;

/** States in which a date limit runs. */
const OPEN = Prisma.sql`c.state IN ('issued', 'planning', 'rectifying', 'closing')`;
const WITHDRAWN = Prisma.sql`c.state IN ('withdrawn', 'withdrawn_draft')`;

/** What a unit's own people may see of their issues: neither drafts nor what was withdrawn before they had it. */
export const REACHED_UNIT = Prisma.sql`c.state NOT IN ('draft', 'withdrawn_draft')`;

/** The condition on `tally_cell c` with its `programme p` for each column. */
function conditionOf(column: keyof Sums, today: CalendarDay): Prisma.Sql {
  const day = Prisma.sql`${today}::date`;
  switch (column) {
    case 'withdrawn':
      return WITHDRAWN;
    case 'red':
      return Prisma.sql`${OPEN} AND c.due_on < ${day}`;
    case 'orange':
      return Prisma.sql`${OPEN} AND c.due_on BETWEEN ${day} AND ${day} + p.orange_days`;
    case 'yellow':
      return Prisma.sql`${OPEN} AND c.due_on > ${day} + p.orange_days AND c.due_on <= ${day} + p.yellow_days`;
    case 'green':
      return Prisma.sql`${OPEN} AND c.due_on > ${day} + greatest(p.orange_days, p.yellow_days) AND c.due_on < 'infinity'`;
    case 'undated':
      return Prisma.sql`${OPEN} AND c.due_on = 'infinity'`;
    case 'measures':
    case 'done':
      return Prisma.sql`NOT ${WITHDRAWN}`;
    default:
      return Prisma.sql`c.state = ${column}`;
  }
}

const countedOf = (column: keyof Sums) => (column === 'measures' || column === 'done' ? column : 'issues');

/** Every column summed over `tally_cell c` and its `programme p`, with the lights of that day. */
export function sumCells(today: CalendarDay): Prisma.Sql {
  const sums = COLUMNS.map(
    (column) =>
      Prisma.sql`coalesce(sum(${Prisma.raw(`c.${countedOf(column)}`)}) FILTER (WHERE ${conditionOf(column, today)}), 0)::int AS ${Prisma.raw(column)}`,
  );
  return Prisma.join(sums, ', ');
}

/** Every column summed once more over rows that are sums already. */
export const SUM_SUMS = Prisma.raw(COLUMNS.map((column) => `sum(s.${column})::int AS ${column}`).join(', '));

/** The cells as they stand now: those folded and what came since. */
export const CELLS = Prisma.sql`(
  SELECT inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done FROM tally_cell
  UNION ALL
  SELECT inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done FROM tally_change)`;

export const NOTHING = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Sums;

export function addSums(all: readonly Sums[]): Sums {
  const sum = { ...NOTHING };
  for (const each of all) for (const column of COLUMNS) sum[column] += each[column];
  return sum;
}

/** Whether anything at all is counted; cells that were emptied may still stand there with zeros. */
export const isEmpty = (sums: Sums) => COLUMNS.every((column) => sums[column] === 0);

/** Issues that are not over. */
export const openOf = ({ draft, issued, planning, rectifying, closing }: Sums) =>
  draft + issued + planning + rectifying + closing;

export function presentFigures({ done, ...sums }: Sums): Figures {
  return { ...sums, total: openOf({ ...sums, done }) + sums.completed + sums.staged, measuresDone: done };
}
