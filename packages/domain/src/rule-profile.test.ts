import { describe, expect, it } from 'vitest';
import { weekdayOf } from './calendar.ts';
import { DEFAULT_RULE_PROFILE, dueDates, profileFaults, type RuleProfile } from './rule-profile.ts';

const fieldsOf = (change: Partial<RuleProfile>) =>
  profileFaults({ ...DEFAULT_RULE_PROFILE, ...change }).map(({ field }) => field);

describe('a rule profile', () => {
  it('has sound defaults', () => {
    expect(profileFaults(DEFAULT_RULE_PROFILE)).toEqual([]);
  });

  it('may leave out levels, but never all that are outside the unit', () => {
    expect(fieldsOf({ closureLevels: ['group'] })).toEqual([]);
    expect(fieldsOf({ closureLevels: ['unit_leader', 'office'] })).toEqual([]);
    expect(fieldsOf({ closureLevels: ['unit_leader'] })).toEqual(['closureLevels']);
    expect(fieldsOf({ closureLevels: [] })).toEqual(['closureLevels']);
    expect(fieldsOf({ planLevels: ['unit_leader'] })).toEqual([]);
    expect(fieldsOf({ planLevels: [] })).toEqual(['planLevels']);
  });

  it('keeps the order of the levels, each once', () => {
    expect(fieldsOf({ closureLevels: ['office', 'group'] })).toEqual(['closureLevels']);
    expect(fieldsOf({ planLevels: ['group', 'group'] })).toEqual(['planLevels']);
  });

  it('warns first in yellow, then in orange', () => {
    expect(fieldsOf({ yellowDays: 10, orangeDays: 10 })).toEqual(['yellowDays']);
    expect(fieldsOf({ orangeDays: 0 })).toEqual(['orangeDays']);
  });

  it('counts in whole days and months, on a weekday that exists', () => {
    expect(fieldsOf({ planDays: 1.5, rectificationMonths: 0, reportWeekday: 8 })).toEqual([
      'planDays',
      'rectificationMonths',
      'reportWeekday',
    ]);
    expect(fieldsOf({ planDays: Number.NaN })).toEqual(['planDays']);
  });
});

describe('due dates', () => {
  const isWorkday = (day: string) => weekdayOf(day) <= 5;

  it('follow from the feedback date', () => {
    expect(dueDates(DEFAULT_RULE_PROFILE, '2024-05-16', isWorkday)).toEqual({
      planDueOn: '2024-06-06',
      rectifyDueOn: '2024-11-16',
    });
  });

  it('in natural days where the programme says so', () => {
    const profile = { planDays: 20, planDayKind: 'natural', rectificationMonths: 3 } as const;
    expect(dueDates(profile, '2023-11-30', isWorkday)).toEqual({ planDueOn: '2023-12-20', rectifyDueOn: '2024-02-29' });
  });
});
