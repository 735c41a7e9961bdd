import { PageHead } from '../../ui/page-head.tsx';

export function ProgrammePage() {
  return (
    <section className="page">
      <PageHead title="轮次" />
    </section>
  );
}
