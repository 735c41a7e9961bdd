import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from './calendar.ts';
import { describeLight, describeOriginalOverdue, lightOf, lightRange, type LightThresholds } from './lights.ts';
import { LIGHT_CODES, type Light } from './vocabulary.ts';

const TODAY = '2024-09-02';
const THRESHOLDS = { yellowDays: 20, orangeDays: 10 };
const open = (dueOn: string | null, originalDueOn?: string) =>
  lightOf({ dueOn, originalDueOn, isDone: false }, TODAY, THRESHOLDS);

describe('the light of a date limit', () => {
  it.each<[number, Light, string]>([
    [-3, 'red', '红 · 逾期 3 天'],
    [-1, 'red', '红 · 逾期 1 天'],
    [0, 'orange', '橙 · 今日到期'],
    [10, 'orange', '橙 · 还剩 10 天'],
    [11, 'yellow', '黄 · 还剩 11 天'],
    [20, 'yellow', '黄 · 还剩 20 天'],
    [21, 'green', '绿 · 还剩 21 天'],
  ])('%i days from today is %s', (days, light, words) => {
    const state = open(addDays(TODAY, days));
    expect(state.light).toBe(light);
    expect(state.daysLeft).toBe(days);
    expect(describeLight(state)).toBe(words);
  });

  it('is blue when done, and still knows that it was late', () => {
    const state = lightOf({ dueOn: '2024-06-01', isDone: true, doneOn: '2024-06-04' }, TODAY, THRESHOLDS);
    expect(state).toEqual({ light: 'blue', daysLeft: null, overdueDays: 3, overdueOriginalDays: 3 });
    expect(describeLight(state)).toBe('蓝 · 已完成');
  });

  it('is undecided without a limit', () => {
    expect(describeLight(open(null))).toBe('未定 · 未设时限');
  });

  it('measures against the original limit too, which an extension does not move', () => {
    const state = open('2024-09-14', '2024-08-03');
    expect(state).toEqual({ light: 'yellow', daysLeft: 12, overdueDays: 0, overdueOriginalDays: 30 });
    expect(describeLight(state)).toBe('黄 · 还剩 12 天');
    expect(describeOriginalOverdue(state)).toBe('按原定时限已逾期 30 天');
    expect(describeOriginalOverdue(open('2024-08-30'))).toBeNull();
  });
});

describe('the range of date limits behind a light', () => {
  const today = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));
  const thresholds = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
    .map(([orangeDays, more]) => ({ orangeDays, yellowDays: orangeDays + more }));

  // Faults live at the edges, so the limits tried are those around them.
  const edge = fc.constantFrom<(limits: LightThresholds) => number>(
    () => 0,
    ({ orangeDays }) => orangeDays,
    ({ yellowDays }) => yellowDays,
    ({ yellowDays }) => yellowDays * 5,
    () => -100,
  );

  it('holds exactly the limits that give the light', () => {
    fc.assert(
      fc.property(today, thresholds, edge, fc.integer({ min: -2, max: 2 }), (now, limits, at, nudge) => {
        const dueOn = addDays(now, at(limits) + nudge);
        const { light } = lightOf({ dueOn, isDone: false }, now, limits);
        const holding = LIGHT_CODES.filter((code) => {
          const range = lightRange(code, now, limits);
          return range !== null && (range.from ?? dueOn) <= dueOn && dueOn <= (range.to ?? dueOn);
        });
        expect(holding).toEqual([light]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('lights and the machine', () => {
  const machine = process.env['TZ'];
  afterEach(() => {
    if (machine === undefined) delete process.env['TZ'];
    else process.env['TZ'] = machine;
  });

  it('are the same in every time zone', () => {
    const seen = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe'].map((zone) => {
      process.env['TZ'] = zone;
      // Without this the test would prove nothing where the zone cannot be set.
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      return Array.from({ length: 400 }, (_, offset) => describeLight(open(addDays('2024-02-01', offset))));
    });
    expect(new Set(seen.map((lights) => lights.join())).size).toBe(1);
  });
});
