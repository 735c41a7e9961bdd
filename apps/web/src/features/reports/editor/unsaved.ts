import type { Contact, Paragraph } from '../report-types.ts';
import { applyChange, enqueue, type Draft, type DraftChange } from './draft-changes.ts';
import { askAgain, findConflicts, reanchor, type Conflict } from './draft-conflicts.ts';

/** What is kept in the browser until the server has it. */
export interface Unsaved {
  changes: DraftChange[];
  contact: Contact | null;
  /** The paragraphs that the changes touch, as the writer saw them. */
  seen: Paragraph[];
  /** Words that someone else's came before: whatever happens to the window, they are asked about. Absent in old records. */
  asked?: readonly Conflict[];
}

/** What a window begins with beside the saved text. */
export interface Resumed {
  queue: DraftChange[];
  contact: Contact | null;
  conflicts: readonly Conflict[];
}

/** What waits, in the form in which it outlives the window; null when nothing does. */
export function toUnsaved({ queue, contact, conflicts }: Resumed, saved: Draft): Unsaved | null {
  if (queue.length === 0 && conflicts.length === 0 && contact === null) return null;
  const touched = new Set(queue.map(({ paragraphId }) => paragraphId));
  return {
    ...{ changes: queue, contact, asked: conflicts },
    seen: [...saved.byId.values()].filter(({ id }) => touched.has(id)),
  };
}

/**
 * What windows that are gone left unsaved, over the text as the server has it now. Words of two windows in one
 * paragraph are asked about, too: neither may go unseen.
 */
export function resume(kept: readonly Unsaved[], saved: Draft): Resumed {
  let queue: DraftChange[] = [];
  let contact: Contact | null = null;
  const conflicts: Conflict[] = [];
  for (const { changes, seen, asked = [], ...each } of kept) {
    const now = queue.reduce(applyChange, saved);
    const found = findConflicts(changes, new Map(seen.map((paragraph) => [paragraph.id, paragraph])), now.byId);
    queue = reanchor(found.fitting, now.order, now.byId).reduce<DraftChange[]>(enqueue, queue);
    conflicts.push(...asked, ...found.conflicts);
    contact ??= each.contact;
  }
  return { queue, contact, conflicts: askAgain(conflicts, queue.reduce(applyChange, saved).byId) };
}
