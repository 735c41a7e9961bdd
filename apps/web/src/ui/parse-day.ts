import { isCalendarDay } from '@rectify/domain';

function dayOf(year: number, month: number, date: number): string | null {
  const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isCalendarDay(day) ? day : null;
}

/** A day as people type it: 2024-6-30, 2024.6.30, 2024/6/30, 20240630, 2024年6月30日, 6月30日 (this year), full-width digits too; null when it is none. */
export function parseDay(typed: string, today: string): string | null {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '');
  const full = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (full) return dayOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(text);
  if (short) return dayOf(Number(today.slice(0, 4)), Number(short[1]), Number(short[2]));
  return null;
}
