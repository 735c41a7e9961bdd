import {
  dayInShanghai,
  describeLight,
  lightOf,
  type CalendarDay,
  type Deadline,
  type IssueStatus,
  type LightThresholds,
} from '@rectify/domain';

interface IssueDates {
  status: IssueStatus;
  dueOn: CalendarDay | null;
  originalDueOn: CalendarDay | null;
  closedAt: Date | null;
}

/** The deadline of an issue: none runs before it is issued, nor after it is withdrawn. */
export function deadlineOf({ status, dueOn, originalDueOn, closedAt }: IssueDates): Deadline {
  const isRunning = status !== 'draft' && status !== 'withdrawn';
  return {
    dueOn: isRunning ? dueOn : null,
    originalDueOn: isRunning ? originalDueOn : null,
    isDone: status === 'closed',
    doneOn: closedAt && dayInShanghai(closedAt),
  };
}

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
