import { PageHead } from '../../ui/page-head.tsx';

export function AuditPage() {
  return (
    <section className="page">
      <PageHead title="审计" />
    </section>
  );
}
