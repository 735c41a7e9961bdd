import { describe, expect, it } from 'vitest';
import { parseMoney } from './parse-money.ts';

describe('amounts of money', () => {
  it.each([
    ['1.32', '万元', 1_320_000],
    ['1.32万元', '元', 1_320_000],
    ['13200', '元', 1_320_000],
    ['13,200.50', '元', 1_320_050],
    ['１.３２ 万', '元', 1_320_000],
    ['0.01', '元', 1],
    ['2亿元', '元', 20_000_000_000],
    ['人民币 88 元整', '万元', 8_800],
    ['0.07', '元', 7],
    ['4.35', '元', 435],
    ['1,234,567', '元', 123_456_700],
  ] as const)('reads %s (%s)', (text, unit, cents) => {
    expect(parseMoney(text, unit)).toBe(cents);
  });

  it.each(['', '一万', '-5', '0', '1.234', '1,32', '12元5角', 'abc', '9999999999999999'])(
    'does not guess at “%s”',
    (text) => {
      expect(parseMoney(text, '元')).toBeNull();
    },
  );
});
