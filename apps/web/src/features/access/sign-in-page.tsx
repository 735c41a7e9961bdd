import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';
import './sign-in.css';

/** Only addresses of this application may be returned to. */
function safeNext(next: string | null): string {
  return next && /^\/app(\/|\?|$)/.test(next) && !next.startsWith('/app/sign-in') ? next : '/app';
}

/** Why one comes back from single sign-on without being signed in. */
const SSO_FAILURES: Readonly<Record<string, string>> = {
  off: '没有启用统一身份认证，请用用户名和密码登录。',
  expired: '统一身份认证的登录已过期，请重新开始。',
  refused: '统一身份认证没有通过，请重试；仍不行请用用户名和密码登录。',
  unknown: '统一身份认证已通过，但本系统没有对应的账号，或账号已停用。请联系系统管理员。',
  unreachable: '暂时连不上统一身份认证，请稍后重试，或用用户名和密码登录。',
};

function SingleSignOn({ next }: { next: string }) {
  const { data } = useQuery({ ...queryOf('getSignInOptions'), staleTime: 60_000 });
  if (!data?.singleSignOn) return null;
  return (
    <p className="single-sign-on">
      <a
        className="ant-btn ant-btn-default ant-btn-lg ant-btn-block sso-button"
        href={`/api/session/single-sign-on?next=${encodeURIComponent(next)}`}
      >
        {data.singleSignOn.label}
      </a>
    </p>
  );
}

/** The way in: user name and password, the second step where there is one, or single sign-on. */
export function SignInPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [isCodeAsked, setCodeAsked] = useState(search.get('step') === 'code');
  const next = safeNext(search.get('next'));
  const failure = SSO_FAILURES[search.get('sso') ?? ''];

  useEffect(() => {
    document.title = '登录 - 整改通';
  }, []);

  const enter = (session: CallReply<'getSession'>) => {
    client.clear();
    client.setQueryData(queryOf('getSession').queryKey, session);
    void navigate(next, { replace: true });
  };

  return (
    <main className="sign-in">
      <h1>
        <span className="brand-latin">Rectify</span> 整改通
      </h1>
      <p className="sign-in-purpose">巡察整改：反馈、整改、销号、公开</p>
      {isCodeAsked ? (
        <CodeStep onDone={enter} onBack={() => setCodeAsked(false)} />
      ) : (
        <>
          {failure && (
            <p className="sign-in-failure" role="alert">
              {failure}
            </p>
          )}
          <PasswordStep hasNext={search.has('next')} onDone={enter} onCode={() => setCodeAsked(true)} />
          <SingleSignOn next={next} />
        </>
      )}
      <p className="secrecy-notice">
        <strong>本系统不得存储、处理国家秘密。</strong>
        涉密内容请使用经保密部门批准的涉密信息系统。
      </p>
      <p className="hint">
        没有账号或忘记密码，请联系本单位的系统管理员。<a href="/">查看公开的整改通报</a>
      </p>
    </main>
  );
}
