import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { FormModal } from '../../ui/form-modal.tsx';

interface AskPasswordProps {
  title: string;
  okText: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for one's password again before the protection of the account changes. */
export function AskPassword({ onSubmit, children, ...rest }: AskPasswordProps) {
  const [form] = Form.useForm<{ password: string }>();
  return (
    <FormModal<{ password: string }>
      {...rest}
      form={form}
      width={480}
      initialValues={{}}
      onSubmit={({ password }) => onSubmit(password)}
    >
      {children}
      <Form.Item
        name="password"
        label="现在的密码"
        extra="为防止他人在您离开时改动，请再输一次。"
        rules={[{ required: true, message: '请填写现在的密码' }]}
      >
        <Input.Password autoFocus autoComplete="current-password" maxLength={128} />
      </Form.Item>
    </FormModal>
  );
}
