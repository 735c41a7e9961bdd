import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useNavigate } from 'react-router-dom';
import { call } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemAlert, showFieldErrors } from '../../ui/problem-alert.tsx';

interface Passwords {
  current: string;
  next: string;
  repeated: string;
}

/** Changes one's own password; the first stop after signing in with a handed-out one. */
export function PasswordPage() {
  const { mustChangePassword, passwordDaysLeft, passwordAdvice } = useSession();
  const isExpired = (passwordDaysLeft ?? 1) <= 0;
  const [form] = Form.useForm<Passwords>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();

  const change = useMutation({
    mutationFn: ({ current, next }: Passwords) => call('changePassword', { body: { current, next } }),
    onSuccess: (session) => {
      client.setQueryData(queryOf('getSession').queryKey, session);
      message.success('密码已修改，其他设备上的登录已失效');
      void navigate('/app', { replace: true });
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <section className="page form">
      <PageHead
        title={mustChangePassword ? '请先设置新密码' : '修改密码'}
        note={
          isExpired
            ? '您的密码已经到期。换一个新密码后，就可以继续使用。'
            : mustChangePassword
              ? '您现在用的是别人交给您的初始密码。换成只有您自己知道的密码后，就可以开始使用。'
              : '修改后，其他设备上的登录随即失效。'
        }
      />
      <ProblemAlert error={change.error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
        <Form.Item
          name="current"
          label={mustChangePassword && !isExpired ? '初始密码' : '现在的密码'}
          rules={[{ required: true, message: '请填写现在的密码' }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="next"
          label="新密码"
          extra={passwordAdvice}
          rules={[
            { required: true, message: '请填写新密码' },
            { min: 10, message: '新密码至少 10 位' },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="repeated"
          label="再输一遍新密码"
          dependencies={['next']}
          rules={[
            { required: true, message: '请再输一遍新密码' },
            {
              validator: (_, value: string) =>
                !value || value === form.getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error('两次输入的新密码不一样，请核对')),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          修改密码
        </Button>
      </Form>
    </section>
  );
}
