import { PageHead } from '../../ui/page-head.tsx';

export function IssuePage() {
  return (
    <section className="page">
      <PageHead title="问题" />
    </section>
  );
}
