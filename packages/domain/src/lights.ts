import { addDays, daysBetween, type CalendarDay } from './calendar.ts';
import type { RuleProfile } from './rule-profile.ts';
import { LIGHTS, type Light } from './vocabulary.ts';

export type LightThresholds = Pick<RuleProfile, 'yellowDays' | 'orangeDays'>;

export interface Deadline {
  dueOn: CalendarDay | null;
  /** The date limit before any extension; null or absent when it never moved. */
  originalDueOn?: CalendarDay | null | undefined;
  isDone: boolean;
  doneOn?: CalendarDay | null | undefined;
}

export interface LightState {
  light: Light;
  /** Days until the date limit, 0 on the day itself, negative after it; null when done or without a limit. */
  daysLeft: number | null;
  /** Days past the current limit: until today, or until it was done. */
  overdueDays: number;
  /** Days past the original limit, which no extension moves. */
  overdueOriginalDays: number;
}

/** The light of a deadline today (rule: lights are computed, never stored; both limits are measured). */
export function lightOf(deadline: Deadline, today: CalendarDay, thresholds: LightThresholds): LightState {
  const { dueOn, isDone } = deadline;
  const until = isDone ? (deadline.doneOn ?? null) : today;
  const past = (limit: CalendarDay | null) =>
    limit === null || until === null ? 0 : Math.max(0, daysBetween(limit, until));
  const overdueDays = past(dueOn);
  const overdueOriginalDays = past(deadline.originalDueOn ?? dueOn);

  if (isDone) return { light: 'blue', daysLeft: null, overdueDays, overdueOriginalDays };
  if (dueOn === null) return { light: 'none', daysLeft: null, overdueDays, overdueOriginalDays };
  const daysLeft = daysBetween(today, dueOn);
  return { light: lightFor(daysLeft, thresholds), daysLeft, overdueDays, overdueOriginalDays };
}

function lightFor(daysLeft: number, { yellowDays, orangeDays }: LightThresholds): Light {
  if (daysLeft < 0) return 'red';
  if (daysLeft <= orangeDays) return 'orange';
  if (daysLeft <= yellowDays) return 'yellow';
  return 'green';
}

/** The light in words, as a chip shows it: 红 · 逾期 3 天. */
export function describeLight({ light, daysLeft, overdueDays }: LightState): string {
  if (light === 'blue') return `${LIGHTS.blue} · 已完成`;
  if (light === 'none' || daysLeft === null) return `${LIGHTS.none} · 未设时限`;
  if (light === 'red') return `${LIGHTS.red} · 逾期 ${overdueDays} 天`;
  if (daysLeft === 0) return `${LIGHTS[light]} · 今日到期`;
  return `${LIGHTS[light]} · 还剩 ${daysLeft} 天`;
}

/** What to add when an extension hides a delay: 按原定时限已逾期 30 天; null when both limits say the same. */
export function describeOriginalOverdue(state: LightState): string | null {
  return state.overdueOriginalDays > state.overdueDays ? `按原定时限已逾期 ${state.overdueOriginalDays} 天` : null;
}

/** The date limits (both ends included) that give an open thing this light today; null for 蓝 and 未定, which no date gives. */
export function lightRange(
  light: Light,
  today: CalendarDay,
  { yellowDays, orangeDays }: LightThresholds,
): { from?: CalendarDay; to?: CalendarDay } | null {
  switch (light) {
    case 'red':
      return { to: addDays(today, -1) };
    case 'orange':
      return { from: today, to: addDays(today, orangeDays) };
    case 'yellow':
      return { from: addDays(today, orangeDays + 1), to: addDays(today, yellowDays) };
    case 'green':
      return { from: addDays(today, yellowDays + 1) };
    default:
      return null;
  }
}
