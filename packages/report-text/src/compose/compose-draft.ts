import type { DraftParagraph } from '../report-document.ts';
import type { ComposeInput } from './types.ts';

/** Drafts a report from the ledger's facts in the customary form; says nothing that the ledger does not show. */
export function composeDraft(input: ComposeInput): DraftParagraph[] {
  throw new Error(`not composed: ${input.unitName}`);
}
