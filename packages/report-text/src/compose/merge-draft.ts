import type { DraftParagraph } from '../report-document.ts';
import type { DraftMerge, EditableParagraph } from './types.ts';

/** Brings a draft up to the ledger: edited paragraphs stay, others are renewed, new ones come at their place. */
export function mergeDraft(
  current: readonly EditableParagraph[],
  fresh: readonly DraftParagraph[],
  dismissed: ReadonlySet<string> = new Set(),
): DraftMerge {
  throw new Error(`not merged: ${current.length} ${fresh.length} ${dismissed.size}`);
}
