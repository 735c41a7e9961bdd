import { PageHead } from '../../ui/page-head.tsx';

export function SignInPage() {
  return (
    <section className="page">
      <PageHead title="登录" />
    </section>
  );
}
