import type { Disclosure, FigureCode, InspectionKind, IssueKind, ReportKind, WithholdGround } from '@rectify/domain';

import type { Contact, DraftParagraph, ParagraphKind } from '../report-document.ts';

/** How an issue stands, in the three results of the statistics. */
export type IssueState = 'completed' | 'staged' | 'unfinished';

export interface ComposeMeasure {
  id: string;
  /** null where the ledger does not number it. */
  ordinal: number | null;
  text: string;
  isDone: boolean;
  /** The latest entry. */
  progress: { asOf: string; text: string } | null;
}

export interface ComposeIssue {
  id: string;
  number: number | null;
  title: string;
  text: string;
  kind: IssueKind;
  categoryPath: readonly { id: string; title: string }[];
  disclosure: Disclosure;
  ground: WithholdGround | null;
  state: IssueState;
  /** Only of closed issues. */
  outcomeStatement: string | null;
  measures: readonly ComposeMeasure[];
  /** Only where the report speaks of several units. */
  unitId?: string | null | undefined;
}

/** What the ledger knows of a report to be drafted; dates are YYYY-MM-DD. */
export interface ComposeInput {
  kind: ReportKind;
  title?: string | undefined;
  unitName: string;
  regionName: string;
  programmeName: string;
  groupName: string | null;
  inspectionKind: InspectionKind;
  onSiteFrom: string | null;
  onSiteTo: string | null;
  feedbackOn: string | null;
  today: string;
  contact: Contact;
  /** Figures that are not zero: only these are named. */
  nonZeroFigures: readonly FigureCode[];
  issues: readonly ComposeIssue[];
  /** For a programme's stage result: issues are grouped by these, in this order. */
  units?: readonly { id: string; name: string }[] | undefined;
}

/** An issue as it stands when the report is composed for its readers. */
export interface IssueFact {
  id: string;
  number: number | null;
  name: string;
  disclosure: Disclosure;
  ground: WithholdGround | null;
  state: IssueState;
  unitId?: string | null | undefined;
}

/** A figure of the ledger and what contributes to it. */
export interface FigureFact {
  /** `code` or `code@scope`. */
  key: string;
  code: FigureCode;
  label: string;
  /** As printed. */
  text: string;
  unit: string;
  /** `amount` in the unit of the figure, money in 分; `share` is that amount in words where it is not one. */
  items: readonly { issueId: string | null; name: string; share: string | null; amount: number }[];
}

/** What a draft is composed against; none of it is taken from the draft itself. */
export interface ReportFacts {
  kind: ReportKind;
  /** Stands in where the draft has no title. */
  title: string;
  unitName: string;
  regionName: string;
  programmeName: string;
  groupName: string | null;
  feedbackOn: string | null;
  contact: Contact;
  issues: readonly IssueFact[];
  figures: readonly FigureFact[];
  units?: readonly { id: string; name: string }[] | undefined;
}

/** A paragraph of a draft that people work on. */
export type EditableParagraph = DraftParagraph & { isEdited: boolean };

/** A recomposed draft and, by paragraph id, what became of the former one. */
export interface DraftMerge {
  paragraphs: EditableParagraph[];
  added: string[];
  changed: string[];
  removed: string[];
  /** Edited by hand and therefore left alone. */
  kept: string[];
}

/** One paragraph as each audience reads it; null where it is left out. */
export interface AudienceRow {
  paragraphId: string;
  kind: ParagraphKind;
  public: string | null;
  party: string | null;
  /** Why the two differ or neither shows it; null where both read the same. */
  reason: string | null;
}
