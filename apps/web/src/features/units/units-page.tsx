import { PageHead } from '../../ui/page-head.tsx';

export function UnitsPage() {
  return (
    <section className="page">
      <PageHead title="单位" />
    </section>
  );
}
