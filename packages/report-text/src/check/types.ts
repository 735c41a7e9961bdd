import type { FindingCode, ReportParse, Severity } from '../types.ts';

/** Everything the check can find: what the parser doubts, and what only the check looks at. */
export type CheckCode =
  | FindingCode
  | 'all-done-contradiction'
  | 'target-shrunk'
  | 'date-out-of-range'
  | 'evidence-before-feedback'
  | 'sum-mismatch'
  | 'personal-data'
  | 'secrecy-marking'
  | 'vague'
  | 'repeated-passage'
  | 'typography'
  | 'term-inconsistent'
  | 'ledger-mismatch'
  | 'withheld-words';

/** What to put in place of a stretch, at one click. */
export interface Repair {
  from: number;
  to: number;
  replacement: string;
  label: string;
}

/** Something doubtful with its place; `from` and `to` are UTF-16 offsets of `quote` in the whole text, lines count from 1. */
export interface CheckFinding {
  code: CheckCode;
  severity: Severity;
  line: number;
  from: number;
  to: number;
  quote: string;
  message: string;
  repair: Repair | null;
  /** The other passage, or the sentence that is contradicted. */
  related?: { line: number; quote: string }[];
}

/** What the ledger counts; `issuesUnfinished` without what is done by stages. */
export interface LedgerCounts {
  issuesTotal: number;
  issuesCompleted: number;
  issuesStaged: number;
  issuesUnfinished: number;
  measuresTotal: number;
  measuresDone: number;
  systemsEstablished: number;
  moneyCents: number;
  peopleHandled: number;
  trainingsHeld: number;
}

/** The counts of a part of the ledger: a category, a unit; a part without name is counted only where it is not nothing. */
export interface LedgerSubtotal extends Partial<LedgerCounts> {
  name: string | null;
}

/** What the ledger says, to be held against every typed number that names the same thing. */
export interface LedgerFacts extends LedgerCounts {
  feedbackOn: string | null;
  signedOn: string | null;
  onSiteFrom?: string | null;
  completionRateBasisPoints: number | null;
  issueNumbers: readonly number[];
  /** Numbers of the ledger that this composition leaves out: no gap. */
  hiddenNumbers: readonly number[];
  /** Numbers below the ledger's last that none of its issues has, as after a withdrawal: no gap either. */
  absentNumbers?: readonly number[];
  /** Headings of the ledger under which this composition has nothing to say: none is missed. */
  hiddenHeadings?: readonly string[];
  /** How many units the issues are of. */
  unitsTotal?: number;
  /** Parts of the ledger that a text may name as well as the whole. */
  subtotals?: readonly LedgerSubtotal[];
  /** Stretches of the text that the ledger itself wrote: their numbers are right. */
  boundSpans?: readonly (readonly [from: number, to: number])[];
  staffNames?: readonly string[];
  /** Titles, texts and measures that must not appear. */
  withheldTexts?: readonly string[];
  /** The same by what they are, and whole; without it, all of them are taken for texts. */
  withheldWords?: WithheldWords;
}

/** What is withheld, and what readers may see all the same. */
export interface WithheldWords {
  titles: readonly string[];
  texts: readonly string[];
  /** The words of what is shown: a title that also stands there gives nothing away. */
  shown: readonly string[];
}

export interface CheckResult {
  parse: ReportParse;
  findings: CheckFinding[];
}
