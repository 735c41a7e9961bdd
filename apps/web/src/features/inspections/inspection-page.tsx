import { PageHead } from '../../ui/page-head.tsx';

export function InspectionPage() {
  return (
    <section className="page">
      <PageHead title="巡察" />
    </section>
  );
}
