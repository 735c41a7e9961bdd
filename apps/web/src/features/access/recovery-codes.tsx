import { App, Button, Modal } from 'antd';

/** Shows recovery codes, once; afterwards nobody can read them again. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      message.success('已复制');
    } catch {
      message.warning('浏览器不允许自动复制，请手工抄写或打印');
    }
  };
  return (
    <Modal
      open
      title="请保存恢复码"
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          复制
        </Button>,
        <Button key="print" onClick={() => window.print()}>
          打印
        </Button>,
        <Button key="done" type="primary" onClick={onClose}>
          已保存，关闭
        </Button>,
      ]}
    >
      <p>
        手机丢失或不在身边时，可用一个恢复码代替动态口令登录。每个只能用一次，请抄在纸上妥善保管，不要存在同一部手机里。
      </p>
      <ul className="recovery-codes" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="hint">恢复码只显示这一次，关闭后无法再查看。</p>
    </Modal>
  );
}
