/** A calendar date in Asia/Shanghai, 'YYYY-MM-DD', without time of day. */
export type CalendarDay = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/u;
const MILLISECONDS_PER_DAY = 86_400_000;
// China has one zone and no summer time since 1991, so a fixed offset needs no time-zone data of the machine.
const SHANGHAI_OFFSET = 8 * 3_600_000;

interface Parts {
  year: number;
  month: number;
  date: number;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parse(text: string): Parts | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const date = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return null;
  return { year, month, date };
}

function partsOf(day: CalendarDay): Parts {
  const parts = parse(day);
  if (!parts) throw new RangeError(`not a calendar day: ${day}`);
  return parts;
}

function format({ year, month, date }: Parts): CalendarDay {
  if (year < 1 || year > 9999) throw new RangeError(`year out of range: ${year}`);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

// Days since 1970-01-01 in the proleptic Gregorian calendar, by arithmetic alone: a Date object would
// bring the machine's time zone back in.
function toEpochDay({ year, month, date }: Parts): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function fromEpochDay(epochDay: number): Parts {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}

/** Whether the text is a day that exists, written YYYY-MM-DD (rule: business dates are calendar dates). */
export function isCalendarDay(text: string): text is CalendarDay {
  return parse(text) !== null;
}

/** The day so many natural days (自然日) later, or earlier when negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return format(fromEpochDay(toEpochDay(partsOf(day)) + days));
}

/** The same date so many months later, the last of the month where that date does not exist. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return format({
    year: targetYear,
    month: targetMonth,
    date: Math.min(date, daysInMonth(targetYear, targetMonth)),
  });
}

/** Natural days from the first day to the second; negative when the second is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return toEpochDay(partsOf(to)) - toEpochDay(partsOf(from));
}

/** Order of two days, for sorting. */
export function compare(a: CalendarDay, b: CalendarDay): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The nth working day (工作日) after the day, by a calendar that knows statutory holidays and 调休. */
export function addWorkdays(day: CalendarDay, workdays: number, isWorkday: (day: CalendarDay) => boolean): CalendarDay {
  const step = workdays < 0 ? -1 : 1;
  let left = Math.abs(workdays);
  let current = day;
  let holidaysInARow = 0;
  while (left > 0) {
    current = addDays(current, step);
    if (isWorkday(current)) {
      left -= 1;
      holidaysInARow = 0;
    } else if (++holidaysInARow > 366) {
      throw new RangeError('the working-day calendar knows no working day within a year');
    }
  }
  return current;
}

/** The calendar day in Shanghai at an instant, whatever time zone the machine is in. */
export function dayInShanghai(instant: Date): CalendarDay {
  return format(fromEpochDay(Math.floor((instant.getTime() + SHANGHAI_OFFSET) / MILLISECONDS_PER_DAY)));
}

/** ISO weekday: 1 is Monday (星期一), 7 is Sunday (星期日). */
export function weekdayOf(day: CalendarDay): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const epochDay = toEpochDay(partsOf(day));
  return (((((epochDay + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The day as documents write it: 2024年3月5日. */
export function formatDayZh(day: CalendarDay): string {
  const { year, month, date } = partsOf(day);
  return `${year}年${month}月${date}日`;
}
