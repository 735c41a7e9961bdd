import { expect, it } from 'vitest';
import { formatWait, SIGN_IN_LIMITS } from './sign-in-limits.ts';

it.each([
  [0.2, '1 秒'],
  [40, '40 秒'],
  [59.5, '1 分钟'],
  [61, '2 分钟'],
  [1800, '30 分钟'],
  [3600, '1 小时'],
  [3900, '1 小时 5 分钟'],
])('%s seconds are told as %s', (seconds, words) => {
  expect(formatWait(seconds)).toBe(words);
});

it('every delay rises and ends within half an hour', () => {
  for (const { delays } of Object.values(SIGN_IN_LIMITS)) {
    expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1800);
  }
});
