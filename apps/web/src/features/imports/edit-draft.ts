import type { DraftIssue, DraftMeasure, ImportDraft } from './import-draft.ts';

/** A correction of the tree; `at` counts UTF-16 units from the start of the text. */
export type DraftEdit =
  | { kind: 'setIssue'; key: string; change: Partial<Pick<DraftIssue, 'title' | 'text' | 'number'>> }
  | { kind: 'setMeasure'; key: string; text: string }
  | { kind: 'renameCategory'; firstIssueKey: string; level: number; title: string }
  | { kind: 'mergeWithPrevious'; key: string }
  | { kind: 'split'; key: string; at: number }
  | { kind: 'measureToIssue'; key: string }
  | { kind: 'issueToMeasure'; key: string }
  | { kind: 'renumberFrom'; key: string; number: number }
  | { kind: 'setDropped'; key: string; isDropped: boolean };

/** The draft after a correction; the very same draft when the correction does not apply. */
export function editDraft(draft: ImportDraft, edit: DraftEdit): ImportDraft {
  switch (edit.kind) {
    case 'setIssue':
      return mapIssue(draft, edit.key, (issue) => ({ ...issue, ...edit.change }));
    case 'setMeasure':
      return mapMeasure(draft, edit.key, (measure) => [{ ...measure, text: edit.text }]);
    case 'renameCategory':
      return renameCategory(draft, edit);
    case 'mergeWithPrevious':
      return isIssue(draft, edit.key) ? mergeIssue(draft, edit.key) : mergeMeasure(draft, edit.key);
    case 'split':
      return isIssue(draft, edit.key) ? splitIssue(draft, edit) : splitMeasure(draft, edit);
    case 'measureToIssue':
      return measureToIssue(draft, edit.key);
    case 'issueToMeasure':
      return issueToMeasure(draft, edit.key);
    case 'renumberFrom':
      return renumberFrom(draft, edit);
    case 'setDropped':
      return isIssue(draft, edit.key)
        ? mapIssue(draft, edit.key, (issue) => ({ ...issue, isDropped: edit.isDropped }))
        : mapMeasure(draft, edit.key, (measure) => [{ ...measure, isDropped: edit.isDropped }]);
  }
}

const isIssue = (draft: ImportDraft, key: string) => draft.some((issue) => issue.key === key);

function mapIssue(draft: ImportDraft, key: string, change: (issue: DraftIssue) => DraftIssue): ImportDraft {
  return isIssue(draft, key) ? draft.map((issue) => (issue.key === key ? change(issue) : issue)) : draft;
}

function ownerOf(draft: ImportDraft, measureKey: string): DraftIssue | undefined {
  return draft.find((issue) => issue.measures.some(({ key }) => key === measureKey));
}

function mapMeasure(draft: ImportDraft, key: string, change: (measure: DraftMeasure) => DraftMeasure[]): ImportDraft {
  const owner = ownerOf(draft, key);
  if (!owner) return draft;
  return mapIssue(draft, owner.key, (issue) => ({
    ...issue,
    measures: issue.measures.flatMap((measure) => (measure.key === key ? change(measure) : [measure])),
  }));
}

function freshKey(draft: ImportDraft, base: string): string {
  const used = new Set(draft.flatMap((issue) => [issue.key, ...issue.measures.map(({ key }) => key)]));
  let key = `${base}+`;
  while (used.has(key)) key += '+';
  return key;
}

const joined = (first: string, second: string) => `${first.trimEnd()}\n${second.trimStart()}`;

interface Halves {
  before: string;
  after: string;
  lineOffset: number;
}

function halves(text: string, at: number): Halves | null {
  const before = text.slice(0, at);
  const rest = text.slice(at);
  if (before.trim() === '' || rest.trim() === '') return null;
  const skipped = rest.length - rest.trimStart().length;
  const lineOffset = (before + rest.slice(0, skipped)).split('\n').length - 1;
  return { before: before.trimEnd(), after: rest.trim(), lineOffset };
}

const TITLE_LIMIT = 200;

/** A title for an issue that has only a text: its first sentence. */
export function titleFrom(text: string): string {
  const [first = ''] = text.trim().split(/[。；\n]/u);
  return (first.trim() || text.trim()).slice(0, TITLE_LIMIT);
}

function renameCategory(draft: ImportDraft, edit: Extract<DraftEdit, { kind: 'renameCategory' }>): ImportDraft {
  const start = draft.findIndex(({ key }) => key === edit.firstIssueKey);
  const path = draft[start]?.categoryPath;
  if (!path || path[edit.level] === undefined) return draft;
  const end = draft.findIndex(
    (issue, i) => i > start && !startsWith(issue.categoryPath, path.slice(0, edit.level + 1)),
  );
  const title = edit.title.trim();
  // An empty name takes the level away: its issues move up to the heading above.
  const isGone = title === '';
  const categoryPath = (before: readonly string[]) =>
    before.flatMap((each, level) => (level !== edit.level ? [each] : isGone ? [] : [title]));
  const headingLines = (before: DraftIssue['headingLines']) =>
    isGone ? before.filter((_, level) => level !== edit.level) : before;
  return draft.map((issue, i) =>
    i >= start && (end === -1 || i < end)
      ? { ...issue, categoryPath: categoryPath(issue.categoryPath), headingLines: headingLines(issue.headingLines) }
      : issue,
  );
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((title, level) => path[level] === title);
}

/** The issue before this one that is still to be written; merging into a dropped one would lose text. */
export function previousIssue(draft: ImportDraft, key: string): DraftIssue | undefined {
  const index = draft.findIndex((issue) => issue.key === key);
  return draft.slice(0, Math.max(index, 0)).findLast((issue) => !issue.isDropped);
}

function withMergedInto(
  draft: ImportDraft,
  key: string,
  merge: (target: DraftIssue, issue: DraftIssue) => DraftIssue,
): ImportDraft {
  const issue = draft.find((each) => each.key === key);
  const target = previousIssue(draft, key);
  if (!issue || !target) return draft;
  return draft.flatMap((each) => (each.key === key ? [] : each.key === target.key ? [merge(target, issue)] : [each]));
}

function mergeIssue(draft: ImportDraft, key: string): ImportDraft {
  return withMergedInto(draft, key, (target, issue) => ({
    ...target,
    text: joined(target.text, issue.text),
    measures: [...target.measures, ...issue.measures],
    progress: [...target.progress, ...issue.progress],
  }));
}

function issueToMeasure(draft: ImportDraft, key: string): ImportDraft {
  return withMergedInto(draft, key, (target, issue) => {
    const own: DraftMeasure = { key: issue.key, ordinal: null, text: issue.text, line: issue.line, isDropped: false };
    const progress = [...target.progress, ...issue.progress];
    return { ...target, measures: [...target.measures, own, ...issue.measures], progress };
  });
}

function mergeMeasure(draft: ImportDraft, key: string): ImportDraft {
  const owner = ownerOf(draft, key);
  if (!owner) return draft;
  const place = owner.measures.findIndex((measure) => measure.key === key);
  const measure = owner.measures[place];
  if (!measure) return draft;
  const target = owner.measures.slice(0, place).findLast((each) => !each.isDropped);
  const others = owner.measures.filter((each) => each.key !== key);
  return mapIssue(draft, owner.key, (issue) =>
    target
      ? {
          ...issue,
          measures: others.map((each) => (each === target ? { ...each, text: joined(each.text, measure.text) } : each)),
        }
      : { ...issue, text: joined(issue.text, measure.text), measures: others },
  );
}

function splitMeasure(draft: ImportDraft, { key, at }: { key: string; at: number }): ImportDraft {
  const measure = ownerOf(draft, key)?.measures.find((each) => each.key === key);
  const parts = measure && halves(measure.text, at);
  if (!parts) return draft;
  const second = freshKey(draft, key);
  return mapMeasure(draft, key, (each) => [
    { ...each, text: parts.before },
    { key: second, ordinal: null, text: parts.after, line: each.line + parts.lineOffset, isDropped: each.isDropped },
  ]);
}

function splitIssue(draft: ImportDraft, { key, at }: { key: string; at: number }): ImportDraft {
  const issue = draft.find((each) => each.key === key);
  const parts = issue && halves(issue.text, at);
  if (!issue || !parts) return draft;
  const second: DraftIssue = {
    ...issue,
    key: freshKey(draft, key),
    number: null,
    title: titleFrom(parts.after),
    text: parts.after,
    line: issue.line + parts.lineOffset,
  };
  // The measures follow the text in the document, so they belong to its last part.
  return draft.flatMap((each) =>
    each.key === key ? [{ ...issue, text: parts.before, measures: [], progress: [] }, second] : [each],
  );
}

function measureToIssue(draft: ImportDraft, key: string): ImportDraft {
  const owner = ownerOf(draft, key);
  const place = owner?.measures.findIndex((measure) => measure.key === key) ?? -1;
  const measure = owner?.measures[place];
  if (!owner || !measure) return draft;
  const born: DraftIssue = {
    key: freshKey(draft, key),
    number: null,
    categoryPath: owner.categoryPath,
    headingLines: owner.headingLines,
    title: titleFrom(measure.text),
    text: measure.text,
    line: measure.line,
    measures: owner.measures.slice(place + 1),
    progress: owner.progress,
    isDropped: false,
  };
  return draft.flatMap((each) =>
    each.key === owner.key ? [{ ...owner, measures: owner.measures.slice(0, place), progress: [] }, born] : [each],
  );
}

function renumberFrom(draft: ImportDraft, { key, number }: { key: string; number: number }): ImportDraft {
  const start = draft.findIndex((issue) => issue.key === key);
  if (start === -1) return draft;
  let next = number;
  return draft.map((issue, i) => (i < start || issue.isDropped ? issue : { ...issue, number: next++ }));
}
