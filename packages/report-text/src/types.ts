/** What a numbered or quoted entry of a report is. */
export type IssueKind = 'problem' | 'immediate' | 'named';

/** One rectification measure; `ordinal` is null when the text does not number it. */
export interface Measure {
  ordinal: number | null;
  text: string;
  line: number;
}

/** A paragraph of an issue that says how far things stand (截至…, 目前…, 整改结果：…). */
export interface ProgressNote {
  text: string;
  line: number;
}

/** A labelled remark of an issue that is neither measure nor progress (责任领导：…), or a lead-in. */
export interface IssueNote {
  label: string | null;
  text: string;
  line: number;
}

/** One issue as written; `text` is the feedback's wording without its number. */
export interface ReportIssue {
  kind: IssueKind;
  number: number | null;
  categoryPath: string[];
  title: string;
  text: string;
  line: number;
  measures: Measure[];
  progress: ProgressNote[];
  notes: IssueNote[];
}

export type ClaimKind =
  | 'issues-total'
  | 'issue-categories'
  | 'issues-done'
  | 'issues-ongoing'
  | 'completion-rate'
  | 'measures-total'
  | 'immediate-items'
  | 'named-items'
  | 'suggestions'
  | 'systems-established'
  | 'money-returned'
  | 'money-recovered'
  | 'people'
  | 'meetings';

/** A total that the text itself states; `unit` as written (个, 项, 万元, 人次, %). */
export interface Claim {
  kind: ClaimKind;
  value: number;
  unit: string;
  line: number;
  quote: string;
}

export type SectionKind =
  | 'furniture'
  | 'title'
  | 'preamble'
  | 'overview'
  | 'rectification'
  | 'suggestions'
  | 'next-steps'
  | 'contact'
  | 'signature'
  | 'body';

/** A stretch of whole lines, counted from 1, both ends included. */
export interface Section {
  kind: SectionKind;
  title: string | null;
  fromLine: number;
  toLine: number;
}

export interface Inspection {
  groupName: string | null;
  onSiteFrom: string | null;
  onSiteTo: string | null;
  feedbackOn: string | null;
}

export interface Contact {
  phone: string | null;
  postcode: string | null;
  address: string | null;
  email: string | null;
}

export type FindingCode =
  | 'empty-text'
  | 'no-structure'
  | 'unclassified-text'
  | 'number-gap'
  | 'number-duplicate'
  | 'number-order'
  | 'heading-missing'
  | 'issue-unnumbered'
  | 'ordinal-late'
  | 'ordinal-gap'
  | 'ordinal-duplicate'
  | 'ordinal-typo'
  | 'series-repeated'
  | 'issue-without-measures'
  | 'claim-mismatch'
  | 'date-impossible'
  | 'text-too-long'
  | 'too-many-findings';

export type Severity = 'error' | 'warning' | 'note';

/** Something doubtful, with a plain Chinese sentence for the reader. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  line: number;
  message: string;
}

/** Everything the parser understood; dates are YYYY-MM-DD, absent things null, lines from 1. */
export interface ReportParse {
  title: string | null;
  unitName: string | null;
  inspection: Inspection;
  issues: ReportIssue[];
  claims: Claim[];
  sections: Section[];
  contact: Contact;
  signatory: string | null;
  signedOn: string | null;
  findings: Finding[];
}

export type NodeKind =
  | 'blank'
  | 'furniture'
  | 'title'
  | 'preamble'
  | 'overview'
  | 'category'
  | 'issue'
  | 'label'
  | 'measure'
  | 'progress'
  | 'note'
  | 'suggestions'
  | 'next-steps'
  | 'contact'
  | 'signature'
  | 'body'
  | 'unclassified';

/** A slice of the input [from, to) in UTF-16 units; all nodes in order tile the whole text. */
export interface TextNode {
  kind: NodeKind;
  from: number;
  to: number;
  line: number;
}
