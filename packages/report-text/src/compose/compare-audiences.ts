import { groundWords } from '../canonical.ts';
import type { DraftParagraph } from '../report-document.ts';
import { Reading } from './audience.ts';
import type { HiddenReason } from './audience.ts';
import { plainText } from './project-report.ts';
import type { AudienceRow, ReportFacts } from './types.ts';

/** Sets side by side what the public and the party read of each paragraph. */
export function compareAudiences(draft: readonly DraftParagraph[], facts: ReportFacts): AudienceRow[] {
  const figures = new Map(facts.figures.map((figure) => [figure.key, figure]));
  const forPublic = new Reading(draft, facts, 'public');
  const forParty = new Reading(draft, facts, 'party');
  return draft.map((paragraph) => {
    const text = plainText(paragraph.text, figures);
    return {
      paragraphId: paragraph.id,
      kind: paragraph.kind,
      public: forPublic.isShown(paragraph) ? text : null,
      party: forParty.isShown(paragraph) ? text : null,
      reason: reasonOf(paragraph, forParty) ?? reasonOf(paragraph, forPublic),
    };
  });
}

/** Why an audience does not read a paragraph; null where it does. */
function reasonOf(paragraph: DraftParagraph, reading: Reading): string | null {
  if (reading.isShown(paragraph)) return null;
  if (reading.isDroppedHeading(paragraph)) return '标题下的内容都不公开';
  const own = reading.textReason(paragraph);
  if (own !== null) return reasonWords(own);
  const { issueId } = paragraph;
  if (issueId === null || !reading.issues.has(issueId)) return '台账中没有这个问题';
  const reason = reading.hiddenIssues.get(issueId);
  return reason === undefined ? null : `问题${reasonWords(reason)}`;
}

const reasonWords = (reason: HiddenReason) =>
  reason === 'party' || reason === 'unlisted' ? groundWords(reason) : `不公开：${groundWords(reason)}`;
