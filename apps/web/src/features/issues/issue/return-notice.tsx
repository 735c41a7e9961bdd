import { REVIEW_LEVELS } from '@rectify/domain';
import { formatInstant } from '../../../lib/format.ts';
import type { IssueDetail } from './issue-types.ts';

interface Asked {
  title: string;
  words: string;
}

/** What the last reviewer or reopening asked for, while it waits to be done; null when nothing does. */
function askedLast(issue: IssueDetail): Asked | null {
  if (issue.status !== 'issued' && issue.status !== 'rectifying') return null;
  const request = issue.requests[0];
  const review =
    request?.status === 'returned' ? request.reviews.find(({ decision }) => decision === 'returned') : undefined;
  const reopening = [...issue.reopenings].sort((a, b) => (a.reopenedAt < b.reopenedAt ? 1 : -1))[0];
  if (review && (!reopening || review.reviewedAt > reopening.reopenedAt)) {
    return {
      title: `退回补课：${REVIEW_LEVELS[review.level]}，${review.reviewer}，${formatInstant(review.reviewedAt)}`,
      words: review.note ?? '',
    };
  }
  if (reopening && (!request || request.requestedAt < reopening.reopenedAt)) {
    return {
      title: `重新整改：${reopening.reopenedBy}，${formatInstant(reopening.reopenedAt)}`,
      words: reopening.reason,
    };
  }
  return null;
}

/** Says first, before anything else, what must be added before the issue can go on. */
export function ReturnNotice({ issue }: { issue: IssueDetail }) {
  const asked = askedLast(issue);
  if (!asked) return null;
  return (
    <section className="return-notice" aria-label="须补正的内容">
      <h2>{asked.title}</h2>
      <p className="reading pre-line">{asked.words}</p>
    </section>
  );
}
