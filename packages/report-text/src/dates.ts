import { readNumber } from './characters.ts';

/** A calendar date as written; parts that the text leaves out are null. */
export interface WrittenDate {
  year: number | null;
  month: number;
  day: number;
  from: number;
  to: number;
}

const hanDigits = '[〇○Ο0零一二三四五六七八九]{4}';
const hanDay = '[一二三四五六七八九十]{1,3}';
const fullDate = new RegExp(
  `(?<y>(?:19|20)\\d{2}) ?年 ?(?<m>\\d{1,2}) ?月 ?(?<d>\\d{1,2}) ?[日号]|(?<y2>(?:19|20)\\d{2}) ?[-./] ?(?<m2>\\d{1,2}) ?[-./] ?(?<d2>\\d{1,2})(?!\\d)|(?<y3>${hanDigits})年(?<m3>${hanDay})月(?<d3>${hanDay})[日号]|(?<m4>\\d{1,2}) ?月 ?(?<d4>\\d{1,2}) ?[日号]|(?<m5>${hanDay})月(?<d5>${hanDay})[日号]`,
  'g',
);

/** Days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** YYYY-MM-DD, or null for a day that does not exist. */
export function toIsoDate(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function readYear(text: string): number | null {
  return /^\d{4}$/.test(text) ? Number(text) : readNumber(text.replace(/[○Ο0]/g, '〇'));
}

/** All dates with a day in a folded text, in order. */
export function findDates(norm: string): WrittenDate[] {
  const dates: WrittenDate[] = [];
  for (const found of norm.matchAll(fullDate)) {
    const groups = found.groups ?? {};
    const pick = (key: string): string | undefined =>
      ['', '2', '3', '4', '5'].map((suffix) => groups[key + suffix]).find((value) => value !== undefined);
    const month = readNumber(pick('m') ?? '');
    const day = readNumber(pick('d') ?? '');
    if (month === null || day === null) continue;
    const year = pick('y');
    dates.push({
      year: year === undefined ? null : readYear(year),
      month,
      day,
      from: found.index,
      to: found.index + found[0].length,
    });
  }
  return dates;
}

/** Gives dates without a year the year of the date before them, or the next one when that runs on over New Year. */
export function inheritYears(dates: WrittenDate[]): WrittenDate[] {
  let last: WrittenDate | null = null;
  return dates.map((date) => {
    let year = date.year;
    if (year === null && last !== null && last.year !== null) {
      const isEarlier = date.month * 31 + date.day < last.month * 31 + last.day;
      year = isEarlier && last.month >= 9 && date.month <= 4 ? last.year + 1 : last.year;
    }
    const full: WrittenDate = { ...date, year };
    if (year !== null) last = full;
    return full;
  });
}

/** YYYY-MM-DD of a written date whose year is known and whose day exists, else null. */
export function isoOf(date: WrittenDate | undefined): string | null {
  return date === undefined || date.year === null ? null : toIsoDate(date.year, date.month, date.day);
}

/** The date that a line consists of, as under a signature; null when the line says anything else. */
export function dateLine(norm: string): string | null {
  if (norm.length < 6 || norm.length > 30 || !/^[(]?[\d二一]/.test(norm)) return null;
  const text = norm.replace(/^[(]|[)]$/g, '').trim();
  const [date] = findDates(text);
  if (!date || date.from > 0 || text.slice(date.to).trim() !== '') return null;
  return isoOf(date);
}

const monthOnly = new RegExp(`^[(]?(?:(?:19|20)\\d{2} ?年 ?\\d{1,2} ?月|${hanDigits}年${hanDay}月)[)]?$`);

/** Whether a line is a month without a day (2023年7月), as some stand under a signature. */
export function isMonthLine(norm: string): boolean {
  return norm.length <= 14 && monthOnly.test(norm);
}
