import { PageHead } from '../../ui/page-head.tsx';

export function ProgrammeNewPage() {
  return (
    <section className="page">
      <PageHead title="新建轮次" />
    </section>
  );
}
