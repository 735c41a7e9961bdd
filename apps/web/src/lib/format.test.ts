import { describe, expect, it } from 'vitest';
import { formatBytes, formatDue, formatInstant, formatMoney, formatShare } from './format.ts';

describe('dates', () => {
  it.each([
    ['2024-06-30', '2024-06-18', '6月30日 还剩12天'],
    ['2024-06-30', '2024-06-30', '6月30日 今天到期'],
    ['2024-06-30', '2024-07-03', '6月30日 逾期3天'],
    ['2025-01-08', '2024-12-31', '2025年1月8日 还剩8天'],
  ])('%s seen on %s', (day, today, words) => {
    expect(formatDue(day, today)).toBe(words);
  });

  it('instants are told in Shanghai time, whatever the machine thinks', () => {
    expect(formatInstant('2024-06-30T16:05:00Z')).toBe('2024年7月1日 00:05');
  });
});

describe('numbers', () => {
  it('a share keeps two digits, as in 98.71%', () => {
    expect(formatShare(688, 697)).toBe('98.71%');
    expect(formatShare(4, 4)).toBe('100%');
    expect(formatShare(0, 0)).toBe('—');
  });

  it('money turns into 万元 from ten thousand on', () => {
    expect(formatMoney(1_320_000)).toBe('1.32 万元');
    expect(formatMoney(999_950)).toBe('9,999.5 元');
  });

  it('sizes are told in the largest unit that fits', () => {
    expect(formatBytes(900)).toBe('900 字节');
    expect(formatBytes(5_242_880)).toBe('5.0 MB');
    expect(formatBytes(10_737_418_240)).toBe('10.0 GB');
  });
});
