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
  /** Its lines in order, normalised; whatever is in it besides counts as a line. */
  lines: string[];
  digestClaimed: string | null;
  /** Check codes of the lines as published, as the file carries them. */
  codes: string[] | null;
}

/** A line that is not as published; `line` counts from 1, in the published order where the line was published. */
export interface LineDifference {
  line: number;
  expected: string | null;
  found: string | null;
}

export interface Verdict {
  isAuthentic: boolean;
  /** The version that it is, or claims to be; null when the register does not know it. */
  edition: RegistryEntry | null;
  state: RegistryEntry['state'] | 'unknown';
  message: string;
  differences: LineDifference[];
}
