import type { Disclosure, FigureCode, ReportKind, WithholdGround } from '@rectify/domain';

// A report as a sequence of paragraphs: what is drafted, what is published, what is printed and what is verified.

export const PARAGRAPH_KINDS = {
  title: '标题',
  heading: '小标题',
  text: '正文',
  issue: '问题',
  measure: '措施',
  outcome: '成效',
  contact: '联系方式',
  signatory: '落款',
  date: '日期',
} as const;
export type ParagraphKind = keyof typeof PARAGRAPH_KINDS;

/** A paragraph as it is drafted; `text` holds figures as `{{code}}` or `{{code@scopeId}}`. */
export interface DraftParagraph {
  /** Stays the same through every revision. */
  id: string;
  kind: ParagraphKind;
  /** Of headings and issues: 1 for 一、, 2 for （一）, and deeper; 0 for other paragraphs. */
  level: number;
  text: string;
  issueId: string | null;
  measureId: string | null;
  /** How far this text may go; never further than the issue that it speaks of. */
  disclosure: Disclosure;
  /** Why it goes no further than its issue; null where it does. */
  ground: WithholdGround | null;
}

/** Part of a published paragraph: words, or a figure with the words that it became at publication. */
export type Run = string | { figure: string; text: string };

export interface PublishedParagraph {
  /** Anchor within the page, e.g. p12. */
  id: string;
  kind: ParagraphKind;
  level: number;
  runs: Run[];
  /** Of issues: the number in the feedback and how it stands, in words for the reader. */
  number: number | null;
  state: string | null;
}

/** What a figure counts, as it was at publication. */
export interface PublishedFigure {
  /** `code` or `code@scope`, as the runs name it. */
  key: string;
  label: string;
  /** As printed, e.g. 59, 1.32 万元, 98.31%. */
  text: string;
  /** The shown issues that it counts: anchor of the issue's paragraph, its name, and its share where that is not one. */
  items: { paragraphId: string | null; name: string; share: string | null }[];
  /** What it counts of issues that are not shown here, e.g. “3 项”; null when nothing. */
  hidden: string | null;
}

export interface HiddenCount {
  /** `party` where it may be read inside the party, `unlisted` where the draft does not speak of it; else the ground. */
  ground: WithholdGround | 'party' | 'unlisted';
  count: number;
}

export interface Contact {
  phone: string | null;
  address: string | null;
  postcode: string | null;
  email: string | null;
}

/** One composition of a report, complete in itself: the only source of its page, its files and its digest. */
export interface ReportContent {
  format: 2;
  kind: ReportKind;
  audience: 'public' | 'party';
  title: string;
  /** Whose report it is: the unit, or the region of a programme. */
  unitName: string;
  regionName: string;
  programmeName: string;
  groupName: string | null;
  feedbackOn: string | null;
  totals: { total: number; shown: number; completed: number; staged: number; unfinished: number };
  hiddenIssues: HiddenCount[];
  /** Paragraphs left out of shown issues, or of no issue. */
  hiddenTexts: HiddenCount[];
  paragraphs: PublishedParagraph[];
  figures: PublishedFigure[];
  contact: Contact;
  /** For a programme's report: one row per unit. */
  units: { name: string; total: number; completed: number; staged: number; unfinished: number }[];
}

/** What makes a published version this one and no other; both enter the digest. */
export interface Edition {
  slug: string;
  version: number;
  /** Instant, ISO 8601 in UTC. */
  publishedAt: string;
}

/** A figure's reference in a draft's text: `{{code}}` or `{{code@scopeId}}`. */
export const FIGURE_REFERENCE = /\{\{([a-z_]{1,40})(?:@([0-9a-f-]{1,40}))?\}\}/gu;

export type FigureValues = ReadonlyMap<string, { code: FigureCode; label: string; text: string }>;
