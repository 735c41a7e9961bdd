import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { ProblemAlert, showFieldErrors } from '../../ui/problem-alert.tsx';
import './sign-in.css';

interface Credentials {
  username: string;
  password: string;
}

/** Only addresses of this application may be returned to. */
function safeNext(next: string | null): string {
  return next && /^\/app(\/|\?|$)/.test(next) && !next.startsWith('/app/sign-in') ? next : '/app';
}

export function SignInPage() {
  const [form] = Form.useForm<Credentials>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));

  useEffect(() => {
    document.title = '登录 - 整改通';
  }, []);

  const signIn = useMutation({
    mutationFn: (body: Credentials) => call('signIn', { body }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(queryOf('getSession').queryKey, session);
      void navigate(next, { replace: true });
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <main className="sign-in">
      <h1>
        <span className="brand-latin">Rectify</span> 整改通
      </h1>
      <p className="sign-in-purpose">巡察整改：反馈、整改、销号、公开</p>
      {search.has('next') && !signIn.error && <p className="hint sign-in-next">请先登录，登录后回到刚才的页面。</p>}
      <ProblemAlert error={signIn.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => signIn.mutate(values)}
        disabled={signIn.isPending}
      >
        <Form.Item
          name="username"
          label="用户名"
          rules={[{ required: true, whitespace: true, message: '请填写用户名' }]}
        >
          <Input
            autoComplete="username"
            autoFocus
            autoCapitalize="none"
            spellCheck={false}
            maxLength={60}
            size="large"
          />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="current-password" maxLength={128} size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          登录
        </Button>
      </Form>
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
