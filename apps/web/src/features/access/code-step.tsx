import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call, toProblem, type CallReply } from '../../lib/call.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

interface CodeStepProps {
  onDone: (session: CallReply<'getSession'>) => void;
  onBack: () => void;
}

/** The second step: the code that the phone shows now, or a recovery code when there is no phone. */
export function CodeStep({ onDone, onBack }: CodeStepProps) {
  const [form] = Form.useForm<{ code: string }>();
  const [isRecovery, setRecovery] = useState(false);
  const complete = useMutation({
    mutationFn: (body: { code: string }) => call('completeSignIn', { body }),
    onSuccess: onDone,
    onError: () => form.setFieldValue('code', ''),
  });
  const isOver = complete.error !== null && toProblem(complete.error).status === 401;

  return (
    <section aria-labelledby="code-title">
      <h2 id="code-title" className="code-title">
        两步登录
      </h2>
      <p className="hint code-hint">
        {isRecovery
          ? '请输入一个还没有用过的恢复码，每个只能用一次。'
          : '请打开手机上的动态口令应用，输入现在显示的 6 位数字。'}
      </p>
      <ProblemAlert error={complete.error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => complete.mutate(values)}>
        <Form.Item
          name="code"
          label={isRecovery ? '恢复码' : '动态口令'}
          rules={[{ required: true, message: isRecovery ? '请填写恢复码' : '请填写动态口令' }]}
        >
          <Input
            key={isRecovery ? 'recovery' : 'code'}
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            inputMode={isRecovery ? 'text' : 'numeric'}
            maxLength={isRecovery ? 29 : 9}
            size="large"
            className="code-input"
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={complete.isPending} disabled={isOver}>
          登录
        </Button>
      </Form>
      <p className="code-ways">
        <button type="button" className="text-button" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? '改用动态口令' : '手机不在身边？用恢复码'}
        </button>
        <button type="button" className="text-button" onClick={onBack}>
          返回，换一个账号
        </button>
      </p>
    </section>
  );
}
