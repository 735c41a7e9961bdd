import chineseDays from 'chinese-days';
import type { CalendarDay } from '@rectify/domain';

/** The calendar day of a `date` column. */
export function dayOf(date: Date): CalendarDay;
export function dayOf(date: Date | null): CalendarDay | null;
export function dayOf(date: Date | null): CalendarDay | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** The value of a `date` column for a calendar day. */
export function dateOf(day: CalendarDay): Date;
export function dateOf(day: CalendarDay | null): Date | null;
export function dateOf(day: CalendarDay | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

/** Whether people work on that day: statutory holidays and 调休 of mainland China. */
export function isWorkday(day: CalendarDay): boolean {
  return chineseDays.isWorkday(day);
}
