import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { call, toProblem, type CallReply } from '../../lib/call.ts';
import { invalidate } from '../../lib/query.ts';
import { useConfirm } from '../../ui/use-confirm.tsx';
import type { Account } from './account-modal.tsx';

/** Disabling, new passwords, lost phones, locks: what ends sign-ins asks first. */
export function useAccountActs(onHandedOut: (handedOut: CallReply<'createAccount'>) => void) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const { message, modal } = App.useApp();
  const onError = (error: unknown) => {
    modal.warning({ title: '没有办成', content: toProblem(error).detail, okText: '知道了' });
    void invalidate(client, 'listAccounts');
  };
  const done = async (text: string) => {
    message.success(text);
    await invalidate(client, 'listAccounts');
  };

  const disable = useMutation({
    mutationFn: ({ id, version, isDisabled }: Account) =>
      call('updateAccount', { params: { id }, body: { version, isDisabled: !isDisabled } }),
    onSuccess: (account) => done(account.isDisabled ? '账号已停用' : '账号已恢复使用'),
    onError,
  });
  const reset = useMutation({
    mutationFn: ({ id }: Account) => call('resetPassword', { params: { id } }),
    onSuccess: async (handedOut) => {
      onHandedOut(handedOut);
      await invalidate(client, 'listAccounts');
    },
    onError,
  });
  const resetFactor = useMutation({
    mutationFn: ({ id }: Account) => call('resetSecondFactor', { params: { id } }),
    onSuccess: () => done('两步登录已重置'),
    onError,
  });
  const endSessions = useMutation({
    mutationFn: ({ id }: Account) => call('endAccountSessions', { params: { id } }),
    onSuccess: ({ ended }) => done(ended > 0 ? `已结束 ${ended} 处登录` : '这个账号目前没有登录，无需结束'),
    onError,
  });
  const unlock = useMutation({
    mutationFn: ({ id }: Account) => call('unlockAccount', { params: { id } }),
    onSuccess: () => done('已解除锁定'),
    onError,
  });

  return {
    unlock: (account: Account) => unlock.mutate(account),
    toggle: async (account: Account) => {
      const isSure =
        account.isDisabled ||
        (await confirm({
          title: `停用${account.name}的账号？`,
          consequences: ['随即退出其全部登录，不能再登录。', '已经办理的事项和记录都保留，可随时恢复使用。'],
          okText: '停用',
        }));
      if (isSure) disable.mutate(account);
    },
    resetPassword: async (account: Account) => {
      const isSure = await confirm({
        title: `重置${account.name}的密码？`,
        consequences: ['原密码立即作废，其全部登录随即退出。', '会生成一个一次性密码，由您交给本人。'],
        okText: '重置密码',
      });
      if (isSure) reset.mutate(account);
    },
    endSessions: async (account: Account) => {
      const isSure = await confirm({
        title: `结束${account.name}的全部登录？`,
        consequences: [
          '其在所有电脑、手机上的登录随即退出，没有提交的内容留在各自的设备上。',
          '账号和密码不变，本人可以马上重新登录；要不让再登录，请停用账号或重置密码。',
        ],
        okText: '结束全部登录',
      });
      if (isSure) endSessions.mutate(account);
    },
    resetSecondFactor: async (account: Account) => {
      const isSure = await confirm({
        title: `重置${account.name}的两步登录？`,
        consequences: [
          '请先当面或打电话核实是本人：冒充本人要求重置是常见的骗术。',
          '原动态口令和恢复码立即作废，其全部登录随即退出。',
          '下次登录只凭密码，本人应随即重新设置。',
        ],
        okText: '重置两步登录',
      });
      if (isSure) resetFactor.mutate(account);
    },
  };
}
