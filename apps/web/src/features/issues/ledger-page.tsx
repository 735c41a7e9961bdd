import { PageHead } from '../../ui/page-head.tsx';

export function LedgerPage() {
  return (
    <section className="page">
      <PageHead title="整改台账" />
    </section>
  );
}
