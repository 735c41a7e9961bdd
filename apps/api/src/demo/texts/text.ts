import type { OutcomeKind } from '@rectify/domain';

/** A measure and what was reported on it: entries parted by “|”; one that begins with “~” is still under way. */
export type MeasureText = readonly [plan: string, progress?: string];

/** A structured result: items, people, meetings, or 元 for money. */
export type ResultText = readonly [kind: OutcomeKind, amount: number, note: string];

export interface IssueText {
  title: string;
  text: string;
  /** The section that carries it, by its short name in the cast of the inspection. */
  by: string;
  measures: readonly MeasureText[];
  outcome?: string;
  results?: readonly ResultText[];
}

export interface HeadingText {
  path: readonly string[];
  issues: readonly IssueText[];
}
