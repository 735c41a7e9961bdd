import type { CalendarDay } from './calendar.ts';

export interface ClosureCheckInput {
  feedbackOn: CalendarDay | null;
  outcomeStatement: string | null;
  measures: readonly { text: string; progress: readonly string[] }[];
  evidence: readonly {
    fileName: string;
    /** The day the file speaks of or was made, as far as known. */
    datedOn: CalendarDay | null;
    sha256: string;
    /** Numbers of the other issues that the same file (by SHA-256) proves. */
    otherIssueNumbers: readonly string[];
  }[];
}

export type ClosureCheckCode =
  | 'no_concrete_result'
  | 'only_set_phrases'
  | 'evidence_before_feedback'
  | 'evidence_shared'
  | 'promise_not_met';

export interface ClosureCheckFinding {
  code: ClosureCheckCode;
  severity: 'warning' | 'note';
  message: string;
  quote?: string;
}

/** The advisory 销号质检 beside a closure request: what a reviewer should look at; people decide. */
export function closureCheck(_input: ClosureCheckInput): ClosureCheckFinding[] {
  return [];
}
