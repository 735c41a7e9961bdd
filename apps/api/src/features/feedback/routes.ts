import type { Routes } from '../../http/route.ts';
import { listFeedback } from './read-feedback.ts';
import { adoptFeedback, answerFeedback, dismissFeedback } from './settle-feedback.ts';

/** Feedback of the public, for the staff; the pages for the public are answered by the public site. */
export function feedbackRoutes({ route }: Routes): void {
  route('listFeedback', listFeedback);
  route('answerFeedback', answerFeedback);
  route('dismissFeedback', dismissFeedback);
  route('adoptFeedback', adoptFeedback);
}
