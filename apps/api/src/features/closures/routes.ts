import type { Routes } from '../../http/route.ts';
import { listPhrases, listReviews } from './list-reviews.ts';
import { decideRequest, recallRequest, reopenIssue, requestReview, reviewStage, withdrawIssue } from './requests.ts';

/** Plan, closure and extension: asking, reviewing, closing, reopening. */
export function closureRoutes({ route }: Routes): void {
  route('listPhrases', listPhrases);
  route('listReviews', listReviews);
  route('requestReview', requestReview);
  route('recallRequest', recallRequest);
  route('decideRequest', decideRequest);
  route('reopenIssue', reopenIssue);
  route('withdrawIssue', withdrawIssue);
  route('reviewStage', reviewStage);
}
