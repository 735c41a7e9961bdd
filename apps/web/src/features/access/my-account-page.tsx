import { Link } from 'react-router-dom';
import { useSession } from '../../lib/session.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { AccountNewsSection } from './account-news-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import './my-account.css';

function passwordState(daysLeft: number | null): string {
  return daysLeft === null ? '没有到期时间。' : `还有 ${daysLeft} 天到期，到期前请更换。`;
}

/** 我的账号: what protects one's own account, and where it is signed in. */
export function MyAccountPage() {
  const { user, passwordDaysLeft, mustEnrolSecondFactor } = useSession();
  if (mustEnrolSecondFactor) {
    return (
      <section className="page form">
        <PageHead
          title="请先设置两步登录"
          note="您的角色须使用两步登录：除密码外，再输入手机上的动态口令。设置好后就可以开始使用。"
        />
        <SecondFactorSection />
      </section>
    );
  }
  return (
    <section className="page form">
      <PageHead title="我的账号" note={`${user.name}，${user.unit.name}${user.roleLabel}，用户名 ${user.username}`} />
      <section aria-labelledby="password-title">
        <h2 id="password-title" className="form-section">
          密码
        </h2>
        <p>
          {passwordState(passwordDaysLeft)} <Link to="/app/password">修改密码</Link>
        </p>
      </section>
      <SecondFactorSection />
      <SessionsSection />
      <AccountNewsSection />
    </section>
  );
}
