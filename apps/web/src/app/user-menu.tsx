import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router-dom';
import { call, toProblem } from '../lib/call.ts';
import { clearDrafts } from '../lib/drafts.ts';
import { useSession } from '../lib/session.tsx';
import { useConfirm } from '../ui/use-confirm.tsx';

/** Name, unit and role; password and the ways out. */
export function UserMenu() {
  const { user } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { message } = App.useApp();

  const leave = async (operation: 'signOut' | 'signOutEverywhere') => {
    try {
      await call(operation);
    } catch (error) {
      if (toProblem(error).status !== 401) {
        message.warning(toProblem(error).detail);
        return;
      }
    }
    clearDrafts(user.id);
    await navigate('/app/sign-in');
    client.clear();
  };

  const leaveEverywhere = async () => {
    const isSure = await confirm({
      title: '在所有设备退出登录？',
      consequences: ['这个账号在其他电脑、手机上的登录立即失效。', '本机也会退出，需要重新登录。'],
      okText: '全部退出',
    });
    if (isSure) await leave('signOutEverywhere');
  };

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: `${user.unit.name} ${user.roleLabel}` },
          { type: 'divider' },
          { key: 'account', label: '我的账号', onClick: () => void navigate('/app/account') },
          { key: 'password', label: '修改密码', onClick: () => void navigate('/app/password') },
          { key: 'out', label: '退出登录', onClick: () => void leave('signOut') },
          { key: 'everywhere', label: '在所有设备退出', onClick: () => void leaveEverywhere() },
        ],
      }}
    >
      <Button type="text" className="user-button">
        <span className="user-name">{user.name}</span>
        <span className="user-unit">
          （{user.unit.name} {user.roleLabel}）
        </span>
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
