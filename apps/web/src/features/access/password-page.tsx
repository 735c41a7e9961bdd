import { PageHead } from '../../ui/page-head.tsx';

export function PasswordPage() {
  return (
    <section className="page">
      <PageHead title="修改密码" />
    </section>
  );
}
