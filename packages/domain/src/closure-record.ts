import type { CalendarDay } from './calendar.ts';
import type { ReviewFacts } from './facts.ts';
import type { ClosureResult, IssueStatus } from './vocabulary.ts';

/** 销号记录: who closed, when, on what basis, with which result; never changed once written. */
export interface ClosureRecord {
  readonly number: string;
  readonly result: ClosureResult;
  readonly closedOn: CalendarDay;
  readonly closedBy: string;
  readonly basis: string;
  readonly reviews: readonly Readonly<ReviewFacts>[];
}

/** The records with one more at the end, the earlier ones untouched; a number is used once (rule: records are immutable). */
export function appendClosureRecord(
  records: readonly ClosureRecord[],
  record: ClosureRecord,
): readonly ClosureRecord[] {
  if (records.some(({ number }) => number === record.number)) {
    throw new RangeError(`closure record number already used: ${record.number}`);
  }
  const reviews = Object.freeze(record.reviews.map((review) => Object.freeze({ ...review })));
  return Object.freeze([...records, Object.freeze({ ...record, reviews })]);
}

/** The closure that stands: the last record of a closed issue; none after a reopening, though all records stay. */
export function standingClosure(status: IssueStatus, records: readonly ClosureRecord[]): ClosureRecord | null {
  return status === 'closed' ? (records.at(-1) ?? null) : null;
}
