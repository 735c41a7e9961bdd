import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { call, type CallReply } from '../../lib/call.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { AskPassword } from './ask-password.tsx';

type Begun = CallReply<'beginSecondFactor'>;

interface SetupProps {
  onClose: () => void;
  onDone: (recoveryCodes: readonly string[]) => void;
}

function Confirm({ begun, onClose, onDone }: SetupProps & { begun: Begun }) {
  const [form] = Form.useForm<{ code: string }>();
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => call('confirmSecondFactor', { body }),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal<{ code: string }>
      title="设置两步登录"
      okText="启用"
      form={form}
      initialValues={{}}
      isBusy={confirm.isPending}
      error={confirm.error}
      onSubmit={(values) => confirm.mutate(values)}
      onClose={onClose}
    >
      <ol className="setup-steps">
        <li>在手机上打开动态口令应用（支持 TOTP 的任一种，不需要联网）。</li>
        <li>
          扫描二维码：
          <img
            className="setup-qr"
            src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.qr)}`}
            alt="动态口令二维码"
          />
          不能扫描时，手工输入密钥：
          <code className="setup-key">{begun.key}</code>
        </li>
        <li>输入应用现在显示的 6 位数字。</li>
      </ol>
      <Form.Item name="code" label="动态口令" rules={[{ required: true, message: '请填写动态口令' }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={9} className="code-input" />
      </Form.Item>
    </FormModal>
  );
}

/** Sets up the second factor: the password, then the key on the phone, then the first code. */
export function SecondFactorSetup({ onClose, onDone }: SetupProps) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const begin = useMutation({
    mutationFn: (password: string) => call('beginSecondFactor', { body: { password } }),
    onSuccess: setBegun,
  });
  if (begun) return <Confirm begun={begun} onClose={onClose} onDone={onDone} />;
  return (
    <AskPassword
      title="设置两步登录"
      okText="下一步"
      isBusy={begin.isPending}
      error={begin.error}
      onSubmit={(password) => begin.mutate(password)}
      onClose={onClose}
    />
  );
}
