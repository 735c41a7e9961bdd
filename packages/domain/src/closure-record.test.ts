import { expect, it } from 'vitest';
import { appendClosureRecord, standingClosure, type ClosureRecord } from './closure-record.ts';

const first: ClosureRecord = {
  number: '销号〔2024〕1号',
  result: 'completed',
  closedOn: '2024-09-02',
  closedBy: 'office-1',
  basis: '制定制度 3 项。',
  reviews: [{ level: 'office', reviewerId: 'office-1', decision: 'approved' }],
};
const second: ClosureRecord = { ...first, number: '销号〔2024〕2号', closedOn: '2024-12-02' };

it('a record once written is never changed, only followed by another', () => {
  const once = appendClosureRecord([], first);
  const twice = appendClosureRecord(once, second);
  expect(twice).toEqual([first, second]);
  expect(once).toEqual([first]);
  expect(twice[0]).toBe(once[0]);
  expect(() => Object.assign(twice[0] ?? {}, { result: 'staged' })).toThrow(TypeError);
  expect(() => Object.assign(twice[0]?.reviews[0] ?? {}, { reviewerId: 'x' })).toThrow(TypeError);
  expect(() => appendClosureRecord(twice, first)).toThrow(RangeError);
});

it('the last record stands while the issue is closed, none after a reopening', () => {
  expect(standingClosure('closed', [first, second])).toBe(second);
  expect(standingClosure('rectifying', [first, second])).toBeNull();
});
