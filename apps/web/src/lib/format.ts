import { daysBetween, type CalendarDay } from '@rectify/domain';

/** 6月30日, or 2025年6月30日 outside the current year. */
export function formatDay(day: CalendarDay, today?: CalendarDay): string {
  const [year, month, date] = day.split('-').map(Number);
  const short = `${month}月${date}日`;
  return today?.startsWith(`${String(year).padStart(4, '0')}-`) ? short : `${year}年${short}`;
}

/** 还剩12天 · 今天到期 · 逾期3天. */
export function formatDistance(day: CalendarDay, today: CalendarDay): string {
  const left = daysBetween(today, day);
  if (left === 0) return '今天到期';
  return left > 0 ? `还剩${left}天` : `逾期${-left}天`;
}

/** 6月30日 还剩12天 */
export function formatDue(day: CalendarDay, today: CalendarDay): string {
  return `${formatDay(day, today)} ${formatDistance(day, today)}`;
}

const instantParts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 2024年6月30日 14:05, Shanghai time. */
export function formatInstant(iso: string): string {
  const parts = Object.fromEntries(instantParts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${parts.year}年${parts.month}月${parts.day}日 ${parts.hour}:${parts.minute}`;
}

const integers = new Intl.NumberFormat('zh-CN');

/** 12,345 */
export function formatNumber(value: number): string {
  return integers.format(value);
}

/** 98.71%, one part of a whole; a dash where there is no whole. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '—';
  const percent = (part / whole) * 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(2)}%`;
}

/** 1.2 MB */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

/** Integer cents as 元, from ten thousand 元 on as 万元. */
export function formatMoney(cents: number): string {
  const yuan = cents / 100;
  const trimmed = (value: number, digits: number) =>
    new Intl.NumberFormat('zh-CN', { maximumFractionDigits: digits }).format(value);
  return yuan >= 10_000 ? `${trimmed(yuan / 10_000, 6)} 万元` : `${trimmed(yuan, 2)} 元`;
}
