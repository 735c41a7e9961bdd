import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { call, type CallReply } from '../../lib/call.ts';
import { ProblemAlert, showFieldErrors } from '../../ui/problem-alert.tsx';

interface Credentials {
  username: string;
  password: string;
}

interface PasswordStepProps {
  /** One was sent here from a page inside. */
  hasNext: boolean;
  onDone: (session: CallReply<'getSession'>) => void;
  onCode: () => void;
}

/** User name and password. */
export function PasswordStep({ hasNext, onDone, onCode }: PasswordStepProps) {
  const [form] = Form.useForm<Credentials>();
  const signIn = useMutation({
    mutationFn: (body: Credentials) => call('signIn', { body }),
    onSuccess: (answer) => ('secondFactor' in answer ? onCode() : onDone(answer)),
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <>
      {hasNext && !signIn.error && <p className="hint sign-in-next">请先登录，登录后回到刚才的页面。</p>}
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
    </>
  );
}
