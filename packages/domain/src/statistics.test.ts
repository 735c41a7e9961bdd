import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closureRecordNumber, parseClosureRecordNumber } from './numbering.ts';
import { countResults, doneRates, formatMoneyZh, formatRate, rateOf, sumOutcomes, threeResults } from './statistics.ts';

describe('the three results', () => {
  it('are those of the report: 697 = 688 + 4 + 5, 98.71%', () => {
    const results = threeResults({ completed: 688, staged: 4, unfinished: 5 });
    expect(results.total).toBe(697);
    expect(formatRate(results.rate)).toBe('98.71%');
  });

  it('leave out what is not yet, or no longer, to be rectified', () => {
    expect(
      countResults([
        { status: 'draft' },
        { status: 'withdrawn', closureResult: 'completed' },
        { status: 'closing', closureResult: 'staged' },
        { status: 'closed', closureResult: 'staged' },
        { status: 'closed', closureResult: 'completed' },
        { status: 'rectifying' },
      ]),
    ).toEqual({ total: 4, completed: 1, staged: 1, unfinished: 2, rate: 2500 });
  });

  it('never claim everything while something is open, nor nothing while something is done', () => {
    expect(formatRate(rateOf(99_999, 100_000))).toBe('99.99%');
    expect(formatRate(rateOf(1, 100_000))).toBe('0.01%');
    expect(formatRate(rateOf(5, 5))).toBe('100.00%');
    expect(formatRate(rateOf(0, 5))).toBe('0.00%');
    expect(formatRate(rateOf(0, 0))).toBe('—');
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (part, rest) => {
        const exact = (part / (part + rest)) * 10_000;
        expect(Math.abs((rateOf(part, part + rest) ?? Number.NaN) - exact)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('stand on three scales side by side', () => {
    expect(doneRates({ total: 8, reported: 8, verified: 6, holding: 3 })).toEqual({
      total: 8,
      reported: 10_000,
      verified: 7500,
      holding: 3750,
    });
  });
});

describe('outcomes', () => {
  it('are summed by kind and by form of handling', () => {
    expect(
      sumOutcomes([
        { kind: 'system_established', count: 7 },
        { kind: 'system_established', count: 3 },
        { kind: 'money_recovered', amountCents: 1_320_000 },
        { kind: 'people_handled', count: 2, form: 'reminder_talk' },
        { kind: 'people_handled', count: 1, form: 'admonition' },
        { kind: 'people_handled', count: 1, form: 'reminder_talk' },
        { kind: 'training_held', count: 4 },
        { kind: 'other', count: 1 },
      ]),
    ).toEqual({
      systemsEstablished: 10,
      moneyCents: 1_320_000,
      peopleHandled: 4,
      peopleByForm: { reminder_talk: 3, admonition: 1 },
      trainingsHeld: 4,
      others: 1,
    });
  });

  it.each([
    [1_320_000, '1.32 万元'],
    [999_999, '9999.99 元'],
    [1_000_000, '1 万元'],
    [123_456_789, '123.456789 万元'],
    [5, '0.05 元'],
    [0, '0 元'],
    [-250, '-2.5 元'],
  ])('%i cents read as %s', (cents, text) => {
    expect(formatMoneyZh(cents)).toBe(text);
  });
});

describe('the number of a closure record', () => {
  it('is printed with six-corner brackets', () => {
    expect(closureRecordNumber(2024, 12)).toBe('销号〔2024〕12号');
    expect(parseClosureRecordNumber('销号〔2024〕12号')).toEqual({ year: 2024, sequence: 12 });
    expect(parseClosureRecordNumber('销号[2024]12号')).toBeNull();
    expect(() => closureRecordNumber(2024, 0)).toThrow(RangeError);
  });
});
