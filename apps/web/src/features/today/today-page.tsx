import { PageHead } from '../../ui/page-head.tsx';

export function TodayPage() {
  return (
    <section className="page">
      <PageHead title="今天要办" />
    </section>
  );
}
