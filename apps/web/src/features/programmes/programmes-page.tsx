import { PageHead } from '../../ui/page-head.tsx';

export function ProgrammesPage() {
  return (
    <section className="page">
      <PageHead title="轮次与规则" />
    </section>
  );
}
