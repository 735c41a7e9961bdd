import { PageHead } from '../../ui/page-head.tsx';

export function PublicationsPage() {
  return (
    <section className="page">
      <PageHead title="公开" />
    </section>
  );
}
