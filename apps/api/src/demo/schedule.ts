import type { Role } from './plot.ts';
import type { Offset } from './stage.ts';

/** When a measure is worked on. */
export interface MeasureSchedule {
  /** Reports and their days, before the closure was first asked for. */
  reports: { on: Offset; text: string }[];
  doneOn: Offset | null;
  due: Offset;
  /** Reports after it was taken up again. */
  later: string[];
}

const WEEK = 7;
/** Days from asking to the decision of each level. */
export const PLAN_LAGS = [1, 3, 5];
export const CLOSURE_LAGS = [1, 2, 4];
/** The last day on which units work in this data. */
export const LAST: Offset = -2;

/** The rounds of the plan: those of the plot, or a plain one in one of three waves. */
export function planRoundsOf({ number, plot, cast }: Role) {
  return plot.plan ?? [{ asked: cast.planned + (number % 3), pass: cast.planLevels.length }];
}

/** The day of the last approval of the plan; null while it is not approved. */
function planApprovedOn(role: Role): Offset | null {
  const last = planRoundsOf(role).at(-1);
  const levels = role.cast.planLevels.length;
  return last && last.pass === levels ? last.asked + (PLAN_LAGS[levels - 1] ?? 0) : null;
}

function weeksBetween(from: Offset, to: Offset): Offset[] {
  const weeks: Offset[] = [];
  for (let on = to; on > from; on -= WEEK) weeks.unshift(on);
  return weeks.length > 0 ? weeks : [to];
}

const entriesOf = (progress: string | undefined) => (progress ?? '').split('|').filter(Boolean);
const isLater = (entry: string) => entry.startsWith('~');

/** A round date limit, the same for measures done at about the same time. */
const dueAfter = (doneOn: Offset, limit: Offset) => Math.min(limit, Math.ceil((doneOn + 3) / 30) * 30);

/** Days and reports of all measures of an issue, and the date limits that go with them. */
export function scheduleOf(role: Role): MeasureSchedule[] {
  const { text, plot, cast } = role;
  const limit = plot.due ?? cast.due;
  const approved = planApprovedOn(role);
  const asked = plot.closure?.[0]?.asked;
  const weeks = approved === null ? [] : weeksBetween(approved, asked === undefined ? LAST : asked - 1);
  const entries = text.measures.map(([, progress]) => entriesOf(progress));
  const isDone = (own: string[]) => own.length > 0 && (asked !== undefined || !own.some(isLater));
  // What is still open comes after what is done.
  const count = asked === undefined ? entries.length : entries.filter(isDone).length;
  let done = 0;
  let open = 0;
  return entries.map((own) => {
    const later = own.filter(isLater).map((entry) => entry.slice(1));
    const earlier = own.filter((entry) => !isLater(entry));
    if (approved === null) {
      open += 1;
      return { reports: [], doneOn: null, due: Math.max(1, limit - 3 * (open - 1)), later: [] };
    }
    if (isDone(own)) {
      done += 1;
      const week = Math.max(0, Math.floor((done * weeks.length) / count) - 1);
      const onWeek = (index: number) => weeks[Math.max(0, index)] ?? LAST;
      const reports = earlier.map((entry, index) => ({ on: onWeek(week - earlier.length + 1 + index), text: entry }));
      const doneOn = onWeek(week);
      return { reports, doneOn, due: dueAfter(doneOn, limit), later };
    }
    const due = limit - 3 * open > 0 ? limit - 3 * open : limit;
    open += 1;
    const middle = weeks[Math.floor(weeks.length / 2)] ?? LAST;
    return {
      reports: [
        ...earlier.map((entry) => ({ on: middle, text: entry })),
        ...later.map((entry) => ({ on: LAST, text: entry })),
      ],
      doneOn: null,
      due,
      later: [],
    };
  });
}
