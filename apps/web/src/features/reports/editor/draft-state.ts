import { PARAGRAPH_TEXT_LIMIT } from '@rectify/contract';
import { ApiProblem } from '../../../lib/call.ts';
import type { Contact, Paragraph, ReportDetail } from '../report-types.ts';
import { applyChange, type Draft, type DraftChange } from './draft-changes.ts';
import type { Conflict } from './draft-conflicts.ts';
import type { Resumed, Unsaved } from './unsaved.ts';

type SaveStatus =
  | { kind: 'saved'; at: string | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed'; problem: ApiProblem };

/** Milliseconds; so long a removal can be undone, for once saved its tie to the issue would be lost. */
export const PAUSES = { typing: 1000, undo: 10_000, retry: 8000 } as const;

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

/** What is on its way to the server. */
interface Underway {
  changes: readonly DraftChange[];
  contact: Contact | null;
}
export const NOTHING: Underway = { changes: [], contact: null };

export const tooLong = () =>
  new ApiProblem({ code: 'too_long', status: 0, detail: `有一段超过 ${PARAGRAPH_TEXT_LIMIT} 字，请分成几段。` });

export interface DraftStoreOptions {
  report: ReportDetail;
  keep: (unsaved: Unsaved | null) => void;
  loadLatest: () => Promise<ReportDetail>;
}

/** The state in which writing begins: the saved text with what earlier windows left unsaved on top. */
export function firstState(report: ReportDetail, saved: Draft, { queue, contact, conflicts }: Resumed): DraftState {
  const { version, revision } = report;
  const isWaiting = queue.length > 0 || contact !== null;
  return {
    draft: queue.reduce(applyChange, saved),
    contact: contact ?? report.contact,
    status: isWaiting ? { kind: 'waiting' } : { kind: 'saved', at: null },
    ...{ conflicts, version, revision, removed: null },
  };
}
