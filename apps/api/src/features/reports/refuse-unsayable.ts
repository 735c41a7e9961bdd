import type { Tx } from '@rectify/db';
import { Fault } from '../../http/errors.ts';
import { findUnsayable } from './check-draft.ts';
import { readCountedLedger } from './compose-input.ts';
import type { ReportCase } from './report-case.ts';

/** Holds what readers are told beside a report to the same rules as the report; throws what may not be said. */
export async function refuseUnsayable(tx: Tx, report: ReportCase, field: string, words: string): Promise<void> {
  const found = findUnsayable(report, await readCountedLedger(tx, report.place), words);
  if (!found) return;
  const message = `读者会在公开页上看到这段话，其中“${found.quote}”不能公开。${found.message}`;
  throw new Fault('invalid', message, { errors: [{ field, message }] });
}
