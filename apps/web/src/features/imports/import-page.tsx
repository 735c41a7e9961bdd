import { PageHead } from '../../ui/page-head.tsx';

export function ImportPage() {
  return (
    <section className="page">
      <PageHead title="导入" />
    </section>
  );
}
