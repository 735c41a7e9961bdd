import type { Prisma } from '@rectify/db';
import {
  DAY_KINDS,
  formatDayZh,
  may,
  profileOf,
  PROGRAMME_KINDS,
  REPORT_CADENCES,
  REVIEW_LEVELS,
  type ReviewLevel,
} from '@rectify/domain';
import type { SignedIn } from '../../context.ts';
import { dayOf } from '../../days.ts';
import { inspectionScope } from '../access/scope.ts';

/** A programme with the number of its inspections that the actor sees. */
export const programmeFields = (actor: SignedIn) =>
  ({
    unit: { select: { id: true, name: true } },
    _count: { select: { inspections: { where: inspectionScope(actor) } } },
  }) satisfies Prisma.ProgrammeInclude;

export type ProgrammeRow = Prisma.ProgrammeGetPayload<{ include: ReturnType<typeof programmeFields> }>;

/** A programme as the actor sees it. */
export function presentProgramme(actor: SignedIn, row: ProgrammeRow) {
  const { id, version, name, kind, unit } = row;
  const { planLevels, closureLevels, ...rules } = profileOf(row);
  return {
    ...{ id, version, name, kind, unit },
    startOn: dayOf(row.startOn),
    endOn: dayOf(row.endOn),
    profile: { ...rules, planLevels: [...planLevels], closureLevels: [...closureLevels] },
    inspectionCount: row._count.inspections,
    canWrite: may(actor.role, 'programme.write'),
  };
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const levelWords = (levels: readonly ReviewLevel[]) => levels.map((level) => REVIEW_LEVELS[level]).join('→');
const dayWords = (date: Date | null) => (date ? formatDayZh(dayOf(date)) : null);

/** A programme as the audit trail shows it. */
export const auditOf = (row: Prisma.ProgrammeGetPayload<object>) => ({
  名称: row.name,
  类别: PROGRAMME_KINDS[row.kind],
  开始日期: dayWords(row.startOn),
  结束日期: dayWords(row.endOn),
  整改方案期限: `${row.planDays} 个${DAY_KINDS[row.planDayKind]}`,
  集中整改期: `${row.rectificationMonths} 个月`,
  方案审核: levelWords(row.planLevels),
  销号审核: levelWords(row.closureLevels),
  黄灯: `${row.yellowDays} 天`,
  橙灯: `${row.orangeDays} 天`,
  报送: `${REPORT_CADENCES[row.reportCadence]}，星期${WEEKDAYS[row.reportWeekday - 1]}`,
});
