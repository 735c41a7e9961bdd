import type { DraftParagraph } from '../report-document.ts';
import type { AudienceRow, ReportFacts } from './types.ts';

/** Sets side by side what the public and the party read of each paragraph. */
export function compareAudiences(draft: readonly DraftParagraph[], facts: ReportFacts): AudienceRow[] {
  throw new Error(`not compared: ${draft.length} ${facts.title}`);
}
