import { Prisma } from '@rectify/db';
import {
  addDays,
  DEFAULT_RULE_PROFILE,
  formatDayZh,
  REQUEST_KINDS,
  type CalendarDay,
  type RequestKind,
} from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { issueScopeSql } from '../access/scope.ts';
import { queueSql } from '../closures/list-reviews.ts';
import { presentLight } from '../issues/present-light.ts';
import { summariseIssues } from '../issues/summarise-issues.ts';
import { readReportGroup } from './report-group.ts';

/** Rows shown under each heading; the rest is behind its number. */
const SHOWN = 8;
const OPEN = Prisma.sql`i.status IN ('issued', 'planning', 'rectifying', 'closing')`;

interface Row {
  id: string;
  number: number | null;
  title: string;
  unit_name: string;
  due_on: CalendarDay | null;
  yellow_days: number;
  orange_days: number;
  detail: string | null;
}

interface Group {
  code: string;
  label: string;
  link: string | null;
  /** A reminder of dates, whose issues may stand under a task as well. */
  isReminder?: true;
  where: Prisma.Sql;
  /** Something of the row that the text needs, as SQL giving text. */
  detail?: Prisma.Sql;
  text: (row: Row) => string;
  /** Where a row leads; the issue itself where absent. */
  to?: (row: Row) => string;
}

const dueIn = (from: CalendarDay, to: CalendarDay) =>
  Prisma.sql`${OPEN} AND i.due_on BETWEEN ${from}::date AND ${to}::date`;
const lastRequest = Prisma.sql`(SELECT r.id FROM review_request r WHERE r.issue_id = i.id AND r.kind <> 'extension' ORDER BY r.id DESC LIMIT 1)`;

function unitGroups(today: CalendarDay): Group[] {
  return [
    {
      code: 'returned',
      label: '退回待补',
      link: null,
      where: Prisma.sql`i.status IN ('issued', 'rectifying') AND EXISTS (SELECT 1 FROM review_request r WHERE r.id = ${lastRequest} AND r.status = 'returned')`,
      detail: Prisma.sql`(SELECT v.note FROM review v WHERE v.request_id = ${lastRequest} AND v.decision = 'returned' ORDER BY v.id DESC LIMIT 1)`,
      text: (row) => `补正后重新提交：${row.detail ?? ''}`,
    },
    {
      code: 'to-plan',
      label: '待制定措施',
      link: '/app/issues?status=issued',
      where: Prisma.sql`i.status = 'issued'`,
      text: () => '制定措施，落实责任和时限，提交方案',
    },
    {
      code: 'measures-due',
      label: '措施到期',
      link: null,
      where: Prisma.sql`i.status = 'rectifying' AND EXISTS (SELECT 1 FROM measure m WHERE m.issue_id = i.id AND m.status = 'ongoing' AND m.due_on <= ${addDays(today, DEFAULT_RULE_PROFILE.orangeDays)}::date)`,
      detail: Prisma.sql`(SELECT min(m.due_on)::text FROM measure m WHERE m.issue_id = i.id AND m.status = 'ongoing')`,
      text: (row) =>
        row.detail ? `最早一条措施的时限是${formatDayZh(row.detail)}，请填报进展或申请延期` : '请填报进展',
    },
    {
      code: 'to-close',
      label: '可申请销号',
      link: null,
      where: Prisma.sql`i.status = 'rectifying' AND EXISTS (SELECT 1 FROM measure m WHERE m.issue_id = i.id)
        AND NOT EXISTS (SELECT 1 FROM measure m WHERE m.issue_id = i.id AND m.status <> 'done')`,
      text: () => '措施已全部完成，核对后申请销号',
    },
  ];
}

function deadlineGroups(today: CalendarDay): Group[] {
  const soon = addDays(today, DEFAULT_RULE_PROFILE.orangeDays);
  return [
    {
      code: 'overdue',
      label: '已逾期',
      link: '/app/issues?light=red',
      isReminder: true,
      where: Prisma.sql`${OPEN} AND i.due_on < ${today}::date`,
      text: () => '已过整改时限',
    },
    {
      code: 'due-today',
      label: '今日到期',
      link: '/app/issues?light=orange&sort=due',
      isReminder: true,
      where: dueIn(today, today),
      text: () => '今天是整改时限',
    },
    {
      code: 'due-soon',
      label: '将到期',
      link: '/app/issues?light=orange&sort=due',
      isReminder: true,
      where: dueIn(addDays(today, 1), soon),
      text: () => '整改时限将到',
    },
  ];
}

const OFFICE_GROUPS: Group[] = [
  {
    code: 'to-issue',
    label: '待下发',
    link: '/app/issues?status=draft',
    where: Prisma.sql`i.status = 'draft'`,
    text: () => '核对原文后下发被巡察单位',
  },
];

function stagedGroup(today: CalendarDay): Group {
  return {
    code: 'staged-review',
    label: '到期复核',
    link: '/app/issues?result=staged',
    where: Prisma.sql`i.status = 'closed' AND i.closure_result = 'staged' AND i.review_on <= ${today}::date`,
    text: () => '阶段性完成的问题到了复核日期',
  };
}

function reviewGroup(ctx: Ctx): Group {
  return {
    code: 'reviews',
    label: '待我审核',
    link: '/app/reviews',
    where: Prisma.sql`EXISTS (SELECT 1 FROM review_request r WHERE r.issue_id = i.id AND ${queueSql(ctx)})`,
    detail: Prisma.sql`(SELECT r.id || ' ' || r.kind FROM review_request r WHERE r.issue_id = i.id AND r.status = 'open' ORDER BY r.id DESC LIMIT 1)`,
    text: (row) => `审核${REQUEST_KINDS[(row.detail?.split(' ')[1] ?? 'closure') as RequestKind]}`,
    to: (row) => `/app/reviews?request=${row.detail?.split(' ')[0] ?? ''}`,
  };
}

function groupsFor(ctx: Ctx): Group[] {
  const { role } = ctx.actor;
  const { today } = ctx;
  if (role === 'liaison') return [...unitGroups(today), ...deadlineGroups(today)];
  const reviews = role === 'observer' ? [] : [reviewGroup(ctx)];
  const office = role === 'office' ? [...OFFICE_GROUPS, stagedGroup(today)] : [];
  return [...reviews, ...office, ...deadlineGroups(today)];
}

async function countGroup(ctx: Ctx, group: Group): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM issue i WHERE ${group.where} AND ${issueScopeSql(ctx.actor)}`);
  return row?.count ?? 0;
}

async function readGroup(ctx: Ctx, group: Group) {
  // The few rows that are shown are cut out first; names are looked up for them alone.
  const rows = await ctx.db.$queryRaw<Row[]>(Prisma.sql`
    WITH shown AS (
      SELECT i.* FROM issue i WHERE ${group.where} AND ${issueScopeSql(ctx.actor)}
      ORDER BY i.due_on NULLS LAST, i.id LIMIT ${SHOWN + 1}
    )
    SELECT i.id, i.number, i.title, u.name AS unit_name, i.due_on::text AS due_on, p.yellow_days, p.orange_days,
      ${group.detail ?? Prisma.sql`NULL`} AS detail
    FROM shown i JOIN unit u ON u.id = i.lead_unit_id
    JOIN inspection n ON n.id = i.inspection_id JOIN programme p ON p.id = n.programme_id
    ORDER BY i.due_on NULLS LAST, i.id`);
  const count = rows.length > SHOWN ? await countGroup(ctx, group) : rows.length;
  return {
    code: group.code,
    label: group.label,
    link: group.link,
    isTask: !group.isReminder,
    count,
    items: rows.slice(0, SHOWN).map((row) => ({
      issueId: row.id,
      number: row.number,
      title: row.title,
      unitName: row.unit_name,
      text: group.text(row),
      light: presentLight({ dueOn: row.due_on, isDone: false }, ctx.today, {
        yellowDays: row.yellow_days,
        orangeDays: row.orange_days,
      }),
      link: group.to?.(row) ?? `/app/issues/${row.id}`,
    })),
  };
}

/** First what one must do, then how it stands. */
export const getToday: Operation<'getToday'> = async (ctx) => {
  demand(ctx, 'ledger.read');
  const groups = await Promise.all([
    readReportGroup(ctx, SHOWN),
    ...groupsFor(ctx).map((group) => readGroup(ctx, group)),
  ]);
  const sum = await summariseIssues(ctx, { params: undefined, body: undefined, query: {} });
  return {
    today: ctx.today,
    groups,
    standing: [
      { label: '问题总数', count: sum.total, link: '/app/issues' },
      { label: '未完成', count: sum.open, link: '/app/issues?status=draft,issued,planning,rectifying,closing' },
      { label: '逾期', count: sum.overdue, link: '/app/issues?light=red' },
      { label: '已销号', count: sum.closed, link: '/app/issues?result=completed' },
      { label: '阶段性完成', count: sum.staged, link: '/app/issues?result=staged' },
    ],
  };
};
