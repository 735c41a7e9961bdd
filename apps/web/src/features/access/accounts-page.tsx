import { PageHead } from '../../ui/page-head.tsx';

export function AccountsPage() {
  return (
    <section className="page">
      <PageHead title="账号" />
    </section>
  );
}
