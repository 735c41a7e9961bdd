import { addDays, addMonths, addWorkdays, type CalendarDay } from './calendar.ts';
import {
  REPORT_CADENCES,
  REVIEW_LEVEL_CODES,
  type DayKind,
  type ReportCadence,
  type ReviewLevel,
} from './vocabulary.ts';

/** What a programme decides for itself: jurisdictions differ, so it is data. */
export interface RuleProfile {
  /** Days from the feedback to the plan (整改方案). */
  planDays: number;
  planDayKind: DayKind;
  /** Months of 集中整改 from the feedback. */
  rectificationMonths: number;
  planLevels: readonly ReviewLevel[];
  closureLevels: readonly ReviewLevel[];
  yellowDays: number;
  orangeDays: number;
  reportCadence: ReportCadence;
  /** 1 is Monday, 7 is Sunday; monthly reports are due on the last such weekday of the month. */
  reportWeekday: number;
}

// 15 working days is what feedback letters most often grant for the plan (holidays would eat natural days);
// six months is the usual 集中整改期. The plan needs no office level: the office sees it at closure.
export const DEFAULT_RULE_PROFILE: RuleProfile = {
  planDays: 15,
  planDayKind: 'working',
  rectificationMonths: 6,
  planLevels: ['unit_leader', 'group'],
  closureLevels: ['unit_leader', 'group', 'office'],
  yellowDays: 20,
  orangeDays: 10,
  reportCadence: 'biweekly',
  reportWeekday: 5,
};

/** The rule profile that a wider thing, such as a programme's row, holds among its own fields. */
export function profileOf(holder: RuleProfile): RuleProfile {
  const { planDays, planDayKind, rectificationMonths, planLevels, closureLevels } = holder;
  const { yellowDays, orangeDays, reportCadence, reportWeekday } = holder;
  return {
    planDays,
    planDayKind,
    rectificationMonths,
    planLevels,
    closureLevels,
    yellowDays,
    orangeDays,
    reportCadence,
    reportWeekday,
  };
}

/** 延期 is approved by the unit leader and then the office, in every programme. */
export const EXTENSION_LEVELS: readonly ReviewLevel[] = ['unit_leader', 'office'];

/** Whether a review at this level is one from outside the unit. */
export function isOutsideLevel(level: ReviewLevel): boolean {
  return level !== 'unit_leader';
}

export interface ProfileFault {
  field: keyof RuleProfile;
  message: string;
}

function isWholeBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function levelFault(levels: readonly ReviewLevel[], name: string): string | null {
  if (levels.length === 0) return `${name}至少要有一级，请勾选审核层级。`;
  const ordered = REVIEW_LEVEL_CODES.filter((level) => levels.includes(level));
  const isInOrder = ordered.length === levels.length && ordered.every((level, i) => level === levels[i]);
  return isInOrder ? null : `${name}须按“单位负责人→巡察组→巡察办”的顺序排列且不重复，请重新勾选。`;
}

/** What is wrong with a rule profile, field by field; empty when it may be used (rule: configurable review levels). */
export function profileFaults(profile: RuleProfile): ProfileFault[] {
  const faults: ProfileFault[] = [];
  const add = (field: keyof RuleProfile, message: string) => faults.push({ field, message });

  if (!isWholeBetween(profile.planDays, 1, 365)) {
    add('planDays', '整改方案期限请填 1 至 365 之间的整数天。');
  }
  if (!isWholeBetween(profile.rectificationMonths, 1, 60)) {
    add('rectificationMonths', '集中整改期请填 1 至 60 之间的整数月。');
  }
  const planFault = levelFault(profile.planLevels, '方案审核');
  if (planFault) add('planLevels', planFault);
  const closureFault = levelFault(profile.closureLevels, '销号审核');
  if (closureFault) add('closureLevels', closureFault);
  if (profile.closureLevels.length > 0 && !profile.closureLevels.some(isOutsideLevel)) {
    add('closureLevels', '销号审核至少要有一级来自被巡察单位之外，请勾选巡察组或巡察办。');
  }
  if (!isWholeBetween(profile.orangeDays, 1, 365)) {
    add('orangeDays', '橙灯天数请填 1 至 365 之间的整数。');
  }
  if (!isWholeBetween(profile.yellowDays, 1, 365)) {
    add('yellowDays', '黄灯天数请填 1 至 365 之间的整数。');
  } else if (profile.yellowDays <= profile.orangeDays) {
    add('yellowDays', '黄灯天数应大于橙灯天数，请调整其中一项。');
  }
  if (!(profile.reportCadence in REPORT_CADENCES)) {
    add('reportCadence', '请选择周报、双周调度或月小结。');
  }
  if (!isWholeBetween(profile.reportWeekday, 1, 7)) {
    add('reportWeekday', '报送日请选星期一至星期日之一。');
  }
  return faults;
}

/** The due dates that follow from the feedback date and the rule profile; months are natural, plan days as the profile says. */
export function dueDates(
  profile: Pick<RuleProfile, 'planDays' | 'planDayKind' | 'rectificationMonths'>,
  feedbackOn: CalendarDay,
  isWorkday: (day: CalendarDay) => boolean,
): { planDueOn: CalendarDay; rectifyDueOn: CalendarDay } {
  return {
    planDueOn:
      profile.planDayKind === 'working'
        ? addWorkdays(feedbackOn, profile.planDays, isWorkday)
        : addDays(feedbackOn, profile.planDays),
    rectifyDueOn: addMonths(feedbackOn, profile.rectificationMonths),
  };
}
