import { describeLight, lightOf, type CalendarDay, type Deadline, type LightThresholds } from '@rectify/domain';

/** The light of a deadline as the API gives it. */
export function presentLight(deadline: Deadline, today: CalendarDay, thresholds: LightThresholds) {
  const state = lightOf(deadline, today, thresholds);
  return {
    code: state.light,
    text: describeLight(state),
    daysLeft: state.daysLeft,
    overdueDays: state.overdueDays,
    overdueOriginalDays: state.overdueOriginalDays,
  };
}
