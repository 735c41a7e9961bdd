import { PageHead } from '../../ui/page-head.tsx';

export function InspectionsPage() {
  return (
    <section className="page">
      <PageHead title="巡察" />
    </section>
  );
}
