import { PageHead } from '../../ui/page-head.tsx';

export function InspectionEditPage() {
  return (
    <section className="page">
      <PageHead title="修改巡察" />
    </section>
  );
}
