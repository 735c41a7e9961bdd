import { PageHead } from '../../ui/page-head.tsx';

export function InspectionNewPage() {
  return (
    <section className="page">
      <PageHead title="新建巡察" />
    </section>
  );
}
