import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ROLES, type Role } from '@rectify/domain';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { call, toProblem, type CallReply } from '../../lib/call.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { useConfirm } from '../../ui/use-confirm.tsx';
import { AccountModal, type Account } from './account-modal.tsx';
import { HandedOutPassword } from './handed-out-password.tsx';
import './accounts.css';

type HandedOut = CallReply<'createAccount'>;

/** Disabling and new passwords: each asks first, because sign-ins end at once. */
function useAccountActs(onHandedOut: (handedOut: HandedOut) => void) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const { message, modal } = App.useApp();
  const explain = (error: unknown) => {
    modal.warning({ title: '没有办成', content: toProblem(error).detail, okText: '知道了' });
    void invalidate(client, 'listAccounts');
  };

  const disable = useMutation({
    mutationFn: ({ id, version, isDisabled }: Account) =>
      call('updateAccount', { params: { id }, body: { version, isDisabled: !isDisabled } }),
    onSuccess: async (account) => {
      message.success(account.isDisabled ? '账号已停用' : '账号已恢复使用');
      await invalidate(client, 'listAccounts');
    },
    onError: explain,
  });
  const reset = useMutation({
    mutationFn: ({ id }: Account) => call('resetPassword', { params: { id } }),
    onSuccess: async (handedOut) => {
      onHandedOut(handedOut);
      await invalidate(client, 'listAccounts');
    },
    onError: explain,
  });

  return {
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
  };
}

/** 账号: who may sign in, and as what. */
export function AccountsPage() {
  const { user, can } = useSession();
  const { values, cursor, set, searchWith } = useUrlState(['q', 'role']);
  const [edited, setEdited] = useState<string | 'new' | null>(null);
  const [handedOut, setHandedOut] = useState<HandedOut | null>(null);
  const acts = useAccountActs(setHandedOut);
  const query = useQuery({
    ...queryOf('listAccounts', {
      query: {
        ...(values.q && { q: values.q }),
        ...(values.role && { role: values.role as Role }),
        ...(cursor && { cursor }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const find = (page: typeof query.data) => page?.items.find(({ id }) => id === edited);
  const mayWrite = can('account.write');

  const columns: Column<Account>[] = [
    {
      key: 'name',
      title: '姓名',
      isHeading: true,
      width: '18%',
      render: ({ name, isDisabled, mustChangePassword }) => (
        <>
          {name}
          {isDisabled ? (
            <span className="cell-note">已停用</span>
          ) : (
            mustChangePassword && <span className="cell-note">还没有换初始密码</span>
          )}
        </>
      ),
    },
    { key: 'username', title: '用户名', label: '用户名', width: '16%', render: ({ username }) => username },
    { key: 'role', title: '角色', label: '角色', width: 130, render: ({ role }) => ROLES[role] },
    { key: 'unit', title: '单位', label: '单位', render: ({ unit }) => unit.name },
    {
      key: 'acts',
      title: '办理',
      width: 230,
      isWide: true,
      isBlank: () => !mayWrite,
      render: (account) =>
        mayWrite && (
          <>
            <button
              type="button"
              className="text-button"
              aria-label={`修改${account.name}的账号`}
              onClick={() => setEdited(account.id)}
            >
              修改
            </button>
            {account.id !== user.id && (
              <>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`重置${account.name}的密码`}
                  onClick={() => void acts.resetPassword(account)}
                >
                  重置密码
                </button>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`${account.isDisabled ? '恢复' : '停用'}${account.name}的账号`}
                  onClick={() => void acts.toggle(account)}
                >
                  {account.isDisabled ? '恢复使用' : '停用'}
                </button>
              </>
            )}
          </>
        ),
    },
  ];

  return (
    <section className="page">
      <PageHead
        title="账号"
        actions={
          mayWrite && (
            <Button type="primary" onClick={() => setEdited('new')}>
              新建账号
            </Button>
          )
        }
      />
      <FilterBar count={Object.keys(values).length} onClear={() => set({ q: null, role: null })}>
        <FilterItem label="姓名或用户名">
          <SearchInput value={values.q} label="姓名或用户名" placeholder="输入后按回车" onSearch={(q) => set({ q })} />
        </FilterItem>
        <FilterItem label="角色">
          <Select
            aria-label="角色"
            placeholder="全部"
            allowClear
            value={values.role ?? null}
            options={Object.entries(ROLES).map(([value, label]) => ({ value, label }))}
            onChange={(role: string | undefined) => set({ role })}
          />
        </FilterItem>
      </FilterBar>
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="没有符合条件的账号">换个条件试试，或清除筛选。</EmptyState>
          ) : (
            <>
              <DataTable caption="账号" columns={columns} rows={page.items} keyOf={({ id }) => id} isSticky />
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
      {edited !== null && (
        <AccountModal
          account={find(query.data) ?? null}
          onClose={() => setEdited(null)}
          onHandedOut={setHandedOut}
          onReload={async () => find((await query.refetch()).data)}
        />
      )}
      {handedOut && <HandedOutPassword handedOut={handedOut} onClose={() => setHandedOut(null)} />}
    </section>
  );
}
