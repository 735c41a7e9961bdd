const digits = [...'零一二三四五六七八九'];

/** A whole number below a hundred as headings count: 一, 十, 二十三; larger ones in digits. */
export function hanNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 99) return String(value);
  if (value < 10) return digits[value] ?? '';
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens > 1 ? digits[tens] : ''}十${ones > 0 ? digits[ones] : ''}`;
}

/** A calendar day as documents write it: 2024年9月26日. */
export function writtenDay(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** Two days as documents write them, without what they share: 2024年3月5日至4月18日. */
export function writtenSpan(from: string, to: string): string {
  const until = writtenDay(to);
  const isSameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${writtenDay(from)}至${isSameYear ? until.slice(until.indexOf('年') + 1) : until}`;
}

/** The text with a full stop where it ends without any. */
export function withStop(text: string): string {
  const trimmed = text.trimEnd();
  return /[。！？；：…!?;:.][”’」』）)]?$/u.test(trimmed) ? trimmed : `${trimmed}。`;
}
