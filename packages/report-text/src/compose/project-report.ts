import type { DraftParagraph, ReportContent } from '../report-document.ts';
import type { ReportFacts } from './types.ts';

/** Composes a draft for one audience: leaves out what it may not read and says how much that is. */
export function projectReport(
  draft: readonly DraftParagraph[],
  facts: ReportFacts,
  audience: ReportContent['audience'],
): ReportContent {
  throw new Error(`not composed: ${draft.length} ${facts.title} ${audience}`);
}
