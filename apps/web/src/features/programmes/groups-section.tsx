import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { call, type CallReply } from '../../lib/call.ts';
import { formatNumber } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';

type Programme = CallReply<'getProgramme'>;
type Group = Programme['groups'][number];

interface GroupValues {
  name: string;
  memberIds: string[];
}

function GroupModal({
  programmeId,
  group,
  onClose,
}: {
  programmeId: string;
  group: Group | null;
  onClose: () => void;
}) {
  const [form] = Form.useForm<GroupValues>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const members = useQuery(queryOf('listMembers'));
  const known = new Map((members.data?.items ?? []).map(({ id, name, unitName }) => [id, `${name}（${unitName}）`]));
  for (const member of group?.members ?? []) if (!known.has(member.id)) known.set(member.id, member.name);

  const save = useMutation({
    mutationFn: async (body: GroupValues) => {
      if (group) await call('updateGroup', { params: { id: group.id }, body: { ...body, version: group.version } });
      else await call('createGroup', { params: { id: programmeId }, body });
    },
    onSuccess: async () => {
      await invalidate(client, 'getProgramme');
      message.success(group ? '巡察组已修改' : '巡察组已建立');
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <FormModal<GroupValues>
      title={group ? '修改巡察组' : '新建巡察组'}
      okText={group ? '保存' : '新建'}
      form={form}
      initialValues={{ name: group?.name ?? '', memberIds: group?.members.map(({ id }) => id) ?? [] }}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={(values) => save.mutate(values)}
      onClose={onClose}
      onLoadLatest={() => {
        save.reset();
        void invalidate(client, 'getProgramme');
      }}
    >
      <Form.Item
        name="name"
        label="名称"
        extra="如：区委第一巡察组"
        rules={[{ required: true, whitespace: true, message: '请填写巡察组名称' }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="memberIds" label="成员" extra="只有“巡察组”角色的账号可以编入；没有的请联系系统管理员建立账号。">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          loading={members.isPending}
          placeholder="选择成员"
          options={[...known].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </FormModal>
  );
}

/** 巡察组 of a programme and who belongs to them. */
export function GroupsSection({ programme }: { programme: Programme }) {
  const [edited, setEdited] = useState<string | 'new' | null>(null);
  const group = programme.groups.find(({ id }) => id === edited) ?? null;
  return (
    <section className="groups" aria-labelledby="groups">
      <div className="block-head">
        <h2 id="groups">巡察组</h2>
        {programme.canWrite && <Button onClick={() => setEdited('new')}>新建巡察组</Button>}
      </div>
      {programme.groups.length === 0 && <p className="hint">还没有巡察组。建立巡察之前，要先有巡察组。</p>}
      <ul className="group-list" hidden={programme.groups.length === 0}>
        {programme.groups.map((each) => (
          <li key={each.id}>
            <div>
              <strong>{each.name}</strong>
              <p className="hint">
                {each.members.length > 0 ? each.members.map(({ name }) => name).join('、') : '还没有成员'} · 承担巡察{' '}
                {formatNumber(each.inspectionCount)} 次
              </p>
            </div>
            {programme.canWrite && (
              <button
                type="button"
                className="text-button"
                onClick={() => setEdited(each.id)}
                aria-label={`修改${each.name}`}
              >
                修改
              </button>
            )}
          </li>
        ))}
      </ul>
      {edited !== null && <GroupModal programmeId={programme.id} group={group} onClose={() => setEdited(null)} />}
    </section>
  );
}
