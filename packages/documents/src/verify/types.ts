import type { ReportContent } from '@rectify/report-text/report-document';

import type { Page } from './page-furniture.ts';

/** A published version as the register of publications names it. */
export interface RegistryEntry {
  slug: string;
  version: number;
  title: string;
  /** Instant, ISO 8601 in UTC. */
  publishedAt: string;
  digest: string;
  state: 'current' | 'corrected' | 'withdrawn';
  /** The canonical lines of that version, where they are at hand. */
  lines?: readonly string[] | undefined;
  /** Those of its lines that were published with invisible characters, as they were; none where it does not say. */
  unseen?: readonly string[] | undefined;
  /** What `correctionDigestOf` says of the words by which it was published as a correction. */
  correctionDigest?: string | undefined;
  /** Its whole content, where that may be told. */
  content?: ReportContent | undefined;
  /** What `contentDigestOf` says of its content. */
  contentDigest?: string | undefined;
}

/** What a file says it is; null where it does not say. */
export interface ClaimedEdition {
  slug: string | null;
  version: number | null;
  publishedAt: string | null;
}

/** What can be read from a file that claims to be a published report. */
export interface ExtractedReport {
  edition: ClaimedEdition;
  /** Its lines in order, normalised but with their invisible characters; whatever is in it besides counts as a line. */
  lines: string[];
  digestClaimed: string | null;
  /** Check codes of the lines as published, as the file carries them. */
  codes: string[] | null;
  format: 'html' | 'json' | 'docx' | 'txt';
  /** Whether it ends before its end. */
  isCut: boolean;
  /** What else is in the file that changes what its reader sees, in sentences. */
  findings: string[];
  /** What the file says beside its lines, and says otherwise than the register; asked where the lines agree. */
  contradictions: (entry: RegistryEntry) => (string | FieldDifference)[];
  /** What it says outside of the report that no published page of it says; asked where the lines agree. */
  besides: (page: Page) => string[];
}

/** A field of a data file that no line shows. */
export interface FieldDifference {
  expected: string;
  found: string;
}

/**
 * A line that is not as published; `line` counts from 1, in the published order where the line was published, and is
 * null of what belongs to no line.
 */
export interface LineDifference {
  line: number | null;
  expected: string | null;
  found: string | null;
  /** Invisible characters that the file has in the line and the published one has not, by code and name. */
  unseen?: string;
}

export interface Verdict {
  isAuthentic: boolean;
  /** The version that it is, or claims to be; null when the register does not know it. */
  edition: RegistryEntry | null;
  state: RegistryEntry['state'] | 'unknown';
  message: string;
  differences: LineDifference[];
  /** Texts of the file that are no part of what was published, and change none of it. */
  besides: string[];
}
