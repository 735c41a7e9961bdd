import { PARAGRAPH_TEXT_LIMIT } from '@rectify/contract';
import { ApiProblem } from '../../../lib/call.ts';
import type { Contact, Paragraph, ReportDetail } from '../report-types.ts';
import type { Draft, DraftChange } from './draft-changes.ts';
import type { Conflict } from './draft-conflicts.ts';

type SaveStatus =
  | { kind: 'saved'; at: string | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed'; problem: ApiProblem };

/** Milliseconds; so long a removal can be undone, for once saved its tie to the issue would be lost. */
export const PAUSES = { typing: 1000, undo: 10_000, retry: 8000 } as const;

/** What is kept in the browser until the server has it. */
export interface Unsaved {
  changes: DraftChange[];
  contact: Contact | null;
  /** The paragraphs that the changes touch, as the writer saw them. */
  seen: Paragraph[];
}

/** A paragraph just removed, while it can be put back as it was. */
interface Removed {
  change: Extract<DraftChange, { op: 'remove' }>;
  paragraph: Paragraph;
  /** Those that stood before it, the nearest last. */
  before: readonly string[];
}

export interface DraftState {
  draft: Draft;
  contact: Contact;
  status: SaveStatus;
  conflicts: readonly Conflict[];
  removed: Removed | null;
  version: number;
  revision: number;
}

export const tooLong = () =>
  new ApiProblem({ code: 'too_long', status: 0, detail: `有一段超过 ${PARAGRAPH_TEXT_LIMIT} 字，请分成几段。` });

export interface DraftStoreOptions {
  report: ReportDetail;
  keep: (unsaved: Unsaved | null) => void;
  loadLatest: () => Promise<ReportDetail>;
}

export function firstState({ contact, version, revision }: ReportDetail, draft: Draft): DraftState {
  return { draft, contact, status: { kind: 'saved', at: null }, conflicts: [], removed: null, version, revision };
}
