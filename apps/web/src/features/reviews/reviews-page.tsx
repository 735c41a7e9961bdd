import { PageHead } from '../../ui/page-head.tsx';

export function ReviewsPage() {
  return (
    <section className="page">
      <PageHead title="销号审核" />
    </section>
  );
}
