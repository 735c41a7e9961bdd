import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkdays,
  compare,
  dayInShanghai,
  daysBetween,
  formatDayZh,
  isCalendarDay,
  weekdayOf,
} from './calendar.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const span = fc.integer({ min: -20_000, max: 20_000 });

describe('a calendar day', () => {
  it.each(['2024-02-29', '2000-02-29', '2024-12-31', '0001-01-01'])('%s exists', (text) => {
    expect(isCalendarDay(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-1-5',
    '2024-01-05T00:00',
    '',
    '0000-01-01',
    ' 2024-01-05',
    '2024-01-05\n',
  ])('%j does not', (text) => {
    expect(isCalendarDay(text)).toBe(false);
  });

  it('is written as in documents, without leading zeros', () => {
    expect(formatDayZh('2024-03-05')).toBe('2024年3月5日');
  });
});

describe('date arithmetic', () => {
  it('counts days as the universal calendar does', () => {
    fc.assert(
      fc.property(day, span, (start, days) => {
        const oracle = new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(start, days)).toBe(oracle);
        expect(weekdayOf(start)).toBe(new Date(`${start}T00:00:00Z`).getUTCDay() || 7);
      }),
    );
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(day, span, (start, days) => {
        const end = addDays(start, days);
        expect(daysBetween(start, end)).toBe(days);
        expect(addDays(end, -days)).toBe(start);
        expect(compare(start, end)).toBe(Math.sign(-days) + 0);
      }),
    );
  });

  it('keeps the date over months, or the last of a shorter month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2024-05-16', 6)).toBe('2024-11-16');
    expect(addMonths('2024-11-30', 3)).toBe('2025-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (start, months) => {
        const end = addMonths(start, months);
        const [year, month, date] = end.split('-').map(Number) as [number, number, number];
        const [startYear, startMonth, startDate] = start.split('-').map(Number) as [number, number, number];
        expect((year - startYear) * 12 + month - startMonth).toBe(months);
        expect(date).toBeLessThanOrEqual(startDate);
        expect(date === startDate || addDays(end, 1).endsWith('-01')).toBe(true);
      }),
    );
  });

  it('counts working days over a holiday and a Sunday that is worked (调休)', () => {
    // National Day 2024: 1–7 October off; Sunday 29 September and Saturday 12 October worked.
    const isWorkday = (text: string) => {
      if (text === '2024-09-29' || text === '2024-10-12') return true;
      if (text >= '2024-10-01' && text <= '2024-10-07') return false;
      return weekdayOf(text) <= 5;
    };
    expect(addWorkdays('2024-09-27', 1, isWorkday)).toBe('2024-09-29');
    expect(addWorkdays('2024-09-27', 3, isWorkday)).toBe('2024-10-08');
    expect(addWorkdays('2024-10-08', -3, isWorkday)).toBe('2024-09-27');
    expect(addWorkdays('2024-10-02', 0, isWorkday)).toBe('2024-10-02');
  });

  it('does not run for ever on a calendar without working days', () => {
    expect(() => addWorkdays('2024-01-01', 1, () => false)).toThrow(RangeError);
  });

  it('says what is not a day', () => {
    expect(() => addDays('2024-02-30', 1)).toThrow('2024-02-30');
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });
});

describe('the day in Shanghai', () => {
  const machine = process.env['TZ'];
  afterEach(() => {
    if (machine === undefined) delete process.env['TZ'];
    else process.env['TZ'] = machine;
  });

  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai', 'Australia/Lord_Howe'])(
    'turns at 16:00 UTC, on a machine in %s',
    (zone) => {
      process.env['TZ'] = zone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      expect(dayInShanghai(new Date('2024-03-04T15:59:59.999Z'))).toBe('2024-03-04');
      expect(dayInShanghai(new Date('2024-03-04T16:00:00.000Z'))).toBe('2024-03-05');
      expect(dayInShanghai(new Date('1969-12-31T15:59:59Z'))).toBe('1969-12-31');
      expect(addDays('2024-03-10', 1)).toBe('2024-03-11');
      expect(daysBetween('2024-03-09', '2024-11-04')).toBe(240);
    },
  );

  it('agrees with the zone data of the platform', () => {
    const platform = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
        (instant) => {
          expect(dayInShanghai(instant)).toBe(platform.format(instant));
        },
      ),
    );
  });
});
