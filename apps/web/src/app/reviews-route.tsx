import { CaseView } from '../features/issues/issue/case-view.tsx';
import { ReviewsPage } from '../features/reviews/reviews-page.tsx';

/** The review queue with the case of the issues in it: features meet only here. */
export function ReviewsRoute() {
  return <ReviewsPage renderCase={(props) => <CaseView {...props} />} />;
}
