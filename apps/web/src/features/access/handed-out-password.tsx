import { App, Button, Modal } from 'antd';
import type { CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';

/** Shows a one-time password, once; afterwards nobody can read it again. */
export function HandedOutPassword({
  handedOut,
  onClose,
}: {
  handedOut: CallReply<'createAccount'>;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const { account, oneTimePassword } = handedOut;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(oneTimePassword);
      message.success('已复制');
    } catch {
      message.warning('浏览器不允许自动复制，请手工选中后复制');
    }
  };
  return (
    <Modal
      open
      title="请把一次性密码交给本人"
      mask={{ closable: false }}
      keyboard={false}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          已记下，关闭
        </Button>
      }
    >
      <dl className="facts">
        <dt>姓名</dt>
        <dd>
          {account.name}（{account.unit.name}）
        </dd>
        <dt>用户名</dt>
        <dd>{account.username}</dd>
        <dt>一次性密码</dt>
        <dd>
          <code className="one-time-password">{oneTimePassword}</code>{' '}
          <Button size="small" onClick={() => void copy()}>
            复制
          </Button>
        </dd>
      </dl>
      <p className="hint handed-note">
        这个密码只显示这一次，关闭后无法再查看。本人首次登录时须换成自己的密码
        {account.oneTimePassword && `；${formatInstant(account.oneTimePassword.until)} 前没有换的，过期作废`}。
      </p>
    </Modal>
  );
}
