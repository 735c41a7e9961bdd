import type { ReportParse } from '@rectify/contract';

/** One measure as it will be written; `line` is where it stands in the pasted text. */
export interface DraftMeasure {
  key: string;
  ordinal: number | null;
  text: string;
  line: number;
  isDropped: boolean;
}

/** One issue as it will be written; a dropped one stays visible so that it can be taken back. */
export interface DraftIssue {
  key: string;
  number: number | null;
  categoryPath: readonly string[];
  /** Where each heading of the path stands in the text, when it can be found. */
  headingLines: readonly (number | null)[];
  title: string;
  text: string;
  line: number;
  measures: readonly DraftMeasure[];
  /** Paragraphs on the issue as a whole; they begin the unit's statement of what was achieved. */
  progress: readonly string[];
  isDropped: boolean;
}

export type ImportDraft = readonly DraftIssue[];

// The parse tells no line for headings: it is the last line before the issue that holds the words.
function lineOfHeading(title: string, before: number, lines: readonly string[]): number | null {
  const words = title.slice(0, 20);
  if (words === '') return null;
  for (let line = before; line >= 1; line -= 1) if (lines[line - 1]?.includes(words)) return line;
  return null;
}

/** The parse as a tree that can be corrected. */
export function draftFrom(parse: Pick<ReportParse, 'issues'>, lines: readonly string[] = []): ImportDraft {
  return parse.issues.map((issue, index) => ({
    key: `i${index}`,
    number: issue.number,
    categoryPath: issue.categoryPath,
    headingLines: issue.categoryPath.map((title) => lineOfHeading(title, issue.line, lines)),
    title: issue.title,
    text: issue.text,
    line: issue.line,
    isDropped: false,
    progress: (issue.progress ?? []).map(({ text }) => text),
    measures: issue.measures.map((measure, place) => ({
      key: `i${index}m${place}`,
      ordinal: measure.ordinal,
      text: measure.text,
      line: measure.line,
      isDropped: false,
    })),
  }));
}

export interface DraftCounts {
  issues: number;
  measures: number;
  dropped: number;
}

/** What would be written, in numbers. */
export function countDraft(draft: ImportDraft): DraftCounts {
  const kept = draft.filter((issue) => !issue.isDropped);
  return {
    issues: kept.length,
    measures: kept.reduce((sum, issue) => sum + keptMeasures(issue).length, 0),
    dropped:
      draft.length -
      kept.length +
      kept.reduce((sum, issue) => sum + issue.measures.length - keptMeasures(issue).length, 0),
  };
}

export function keptMeasures(issue: DraftIssue): readonly DraftMeasure[] {
  return issue.measures.filter((measure) => !measure.isDropped);
}

/** The issues of the commit request. */
export function toImportIssues(draft: ImportDraft) {
  return draft
    .filter((issue) => !issue.isDropped)
    .map((issue) => ({
      number: issue.number,
      categoryPath: [...issue.categoryPath],
      title: issue.title,
      text: issue.text,
      measures: keptMeasures(issue).map(({ text }) => ({ text })),
      progress: [...issue.progress],
    }));
}

const MOST_MISSING = 30;

/** Numbers left out between two neighbours; numbering that starts again under a new heading is no gap. */
export function missingNumbers(draft: ImportDraft): number[] {
  const numbers = draft.flatMap((issue) => (issue.isDropped || issue.number === null ? [] : [issue.number]));
  const present = new Set(numbers);
  const missing: number[] = [];
  for (let i = 1; i < numbers.length && missing.length < MOST_MISSING; i += 1) {
    const from = numbers[i - 1] ?? 0;
    const to = numbers[i] ?? 0;
    for (let n = from + 1; n < to && missing.length < MOST_MISSING; n += 1) if (!present.has(n)) missing.push(n);
  }
  return [...new Set(missing)];
}
