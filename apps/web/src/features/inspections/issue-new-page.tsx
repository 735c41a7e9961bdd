import { PageHead } from '../../ui/page-head.tsx';

export function IssueNewPage() {
  return (
    <section className="page">
      <PageHead title="新增问题" />
    </section>
  );
}
