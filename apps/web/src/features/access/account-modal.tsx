import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ROLES, type Role } from '@rectify/domain';
import { App, Form, Input, Select } from 'antd';
import { call, type CallReply } from '../../lib/call.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { adoptLatest } from '../../ui/adopt-latest.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';

export type Account = CallReply<'listAccounts'>['items'][number];

interface Values {
  name: string;
  username: string;
  role: Role;
  unitId: string;
}

interface AccountModalProps {
  /** Null for a new account. */
  account: Account | null;
  onClose: () => void;
  onHandedOut: (handedOut: CallReply<'createAccount'>) => void;
  onReload: () => Promise<Account | undefined>;
}

const valuesOf = ({ name, username, role, unit }: Account): Values => ({ name, username, role, unitId: unit.id });

/** A new account, or who holds one and as what. */
export function AccountModal({ account, onClose, onHandedOut, onReload }: AccountModalProps) {
  const [form] = Form.useForm<Values>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const units = useQuery(queryOf('listUnits'));

  const save = useMutation({
    mutationFn: async ({ username, ...rest }: Values) => {
      if (!account) return call('createAccount', { body: { ...rest, username } });
      await call('updateAccount', { params: { id: account.id }, body: { ...rest, version: account.version } });
      return null;
    },
    onSuccess: async (handedOut) => {
      await invalidate(client, 'listAccounts');
      if (!handedOut) message.success('账号已修改');
      onClose();
      if (handedOut) onHandedOut(handedOut);
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <FormModal<Values>
      title={account ? '修改账号' : '新建账号'}
      okText={account ? '保存' : '新建账号'}
      form={form}
      initialValues={account ? valuesOf(account) : {}}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={(values) => save.mutate(values)}
      onClose={onClose}
      onLoadLatest={() => {
        save.reset();
        void onReload().then((latest) => latest && adoptLatest(form, valuesOf(latest)));
      }}
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
        <Input maxLength={40} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="username"
        label="用户名"
        extra={account ? '用户名不能更改。' : '登录用，2–40 位小写字母、数字、点、横线。'}
        rules={[{ required: true, message: '请填写用户名' }]}
      >
        <Input maxLength={40} disabled={account !== null} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="role"
        label="角色"
        extra="系统管理员、安全审计员和业务角色不能由同一账号兼任。"
        rules={[{ required: true, message: '请选择角色' }]}
      >
        <Select options={Object.entries(ROLES).map(([value, label]) => ({ value, label }))} placeholder="选择角色" />
      </Form.Item>
      <Form.Item name="unitId" label="所属单位" rules={[{ required: true, message: '请选择所属单位' }]}>
        <UnitSelect units={units.data?.items ?? []} loading={units.isPending} />
      </Form.Item>
    </FormModal>
  );
}
