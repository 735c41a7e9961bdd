import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ROLES, type Role } from '@rectify/domain';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { useAccountActs } from './account-acts.ts';
import { AccountModal, type Account } from './account-modal.tsx';
import { HandedOutPassword } from './handed-out-password.tsx';
import './accounts.css';

type HandedOut = CallReply<'createAccount'>;

function firstPasswordState({ until, isOver }: NonNullable<Account['oneTimePassword']>): string {
  return isOver
    ? `一次性密码已于 ${formatInstant(until)} 过期，请重置密码后重新交给本人`
    : `还没有换初始密码，${formatInstant(until)} 前有效`;
}

function stateOf({ isDisabled, oneTimePassword, isPasswordExpired, lockedUntil }: Account): string[] {
  if (isDisabled) return ['已停用'];
  return [
    lockedUntil && `连续输错密码，${formatInstant(lockedUntil)}前暂停登录`,
    oneTimePassword && firstPasswordState(oneTimePassword),
    isPasswordExpired && !oneTimePassword && '密码已到期，下次登录须更换',
  ].filter((note) => typeof note === 'string');
}

interface Act {
  label: string;
  /** What it is done to, for those who hear it. */
  name: string;
  run: () => void;
}

function actsOn(account: Account, isOwn: boolean, acts: ReturnType<typeof useAccountActs>, onEdit: () => void): Act[] {
  const { name, isDisabled, hasSecondFactor, lockedUntil } = account;
  const edit = { label: '修改', name: `修改${name}的账号`, run: onEdit };
  if (isOwn) return [edit];
  const unlock = { label: '解除锁定', name: `解除${name}的锁定`, run: () => acts.unlock(account) };
  const factor = {
    label: '重置两步登录',
    name: `重置${name}的两步登录`,
    run: () => void acts.resetSecondFactor(account),
  };
  const sessions = { label: '结束登录', name: `结束${name}的全部登录`, run: () => void acts.endSessions(account) };
  const toggle = isDisabled ? '恢复' : '停用';
  return [
    ...(lockedUntil ? [unlock] : []),
    edit,
    { label: '重置密码', name: `重置${name}的密码`, run: () => void acts.resetPassword(account) },
    ...(hasSecondFactor ? [factor] : []),
    ...(isDisabled ? [] : [sessions]),
    {
      label: isDisabled ? '恢复使用' : '停用',
      name: `${toggle}${name}的账号`,
      run: () => void acts.toggle(account),
    },
  ];
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
      render: (account) => (
        <>
          {account.name}
          {stateOf(account).map((note) => (
            <span key={note} className="cell-note">
              {note}
            </span>
          ))}
        </>
      ),
    },
    { key: 'username', title: '用户名', label: '用户名', width: '16%', render: ({ username }) => username },
    { key: 'role', title: '角色', label: '角色', width: 130, render: ({ role }) => ROLES[role] },
    {
      key: 'factor',
      title: '两步登录',
      label: '两步登录',
      width: 90,
      render: ({ hasSecondFactor }) => (hasSecondFactor ? '已启用' : '未启用'),
    },
    { key: 'unit', title: '单位', label: '单位', render: ({ unit }) => unit.name },
    {
      key: 'acts',
      title: '办理',
      width: 260,
      isWide: true,
      isBlank: () => !mayWrite,
      render: (account) =>
        mayWrite &&
        actsOn(account, account.id === user.id, acts, () => setEdited(account.id)).map(({ label, name, run }) => (
          <button key={label} type="button" className="text-button" aria-label={name} onClick={run}>
            {label}
          </button>
        )),
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
