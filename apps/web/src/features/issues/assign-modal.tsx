import { useMutation, useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Checkbox, Form, Input } from 'antd';
import { call, type CallInput } from '../../lib/call.ts';
import { queryOf, useIssueChanged } from '../../lib/query.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import type { IssueRow } from './ledger-url.ts';

interface Assignment {
  leader?: string;
  department?: string;
  owner?: string;
  startOn?: string | null;
  dueOn?: string | null;
  onlyEmpty: boolean;
}

const FIELDS = ['leader', 'department', 'owner', 'startOn', 'dueOn'] as const;

/** What was left empty here is left alone there. */
function bodyOf(values: Assignment, rows: readonly IssueRow[]): CallInput<'assignMeasures'>['body'] {
  const given = Object.fromEntries(FIELDS.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return { issues: rows.map(({ id, version }) => ({ id, version })), onlyEmpty: values.onlyEmpty, ...given };
}

interface AssignModalProps {
  rows: readonly IssueRow[];
  onDone: () => void;
  onClose: () => void;
  onReload: () => void;
}

/** 批量指定: the same responsible people and date limit for all measures of the chosen issues. */
export function AssignModal({ rows, onDone, onClose, onReload }: AssignModalProps) {
  const [form] = Form.useForm<Assignment>();
  const { message } = App.useApp();
  const changed = useIssueChanged();
  const owners = useQuery(queryOf('listOwners', { query: {} }));
  const names = (owners.data?.items ?? []).map((value) => ({ value }));
  const measureCount = rows.reduce((sum, row) => sum + row.measureCount, 0);

  const assign = useMutation({
    mutationFn: (values: Assignment) => call('assignMeasures', { body: bodyOf(values, rows) }),
    onSuccess: async (reply) => {
      message.success(reply.message);
      await changed(rows.map(({ id }) => id));
      onDone();
    },
    onError: (error) => showFieldErrors(form, error),
  });

  const submit = (values: Assignment) => {
    if (FIELDS.some((name) => values[name])) assign.mutate(values);
    else form.setFields([{ name: 'leader', errors: ['请至少填写一项'] }]);
  };

  return (
    <FormModal<Assignment>
      title={`批量指定：${rows.length} 个问题、${measureCount} 条措施`}
      okText="指定"
      form={form}
      initialValues={{ onlyEmpty: true }}
      isBusy={assign.isPending}
      error={assign.error}
      onSubmit={submit}
      onClose={onClose}
      onLoadLatest={() => {
        assign.reset();
        onReload();
      }}
    >
      <p className="hint modal-lead">写入所选问题的全部措施，要么全部成功，要么一条也不改。留空的栏目不改动。</p>
      <div className="form-columns">
        <Form.Item name="leader" label="责任领导">
          <Input maxLength={40} autoFocus />
        </Form.Item>
        <Form.Item name="department" label="责任部门">
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="owner" label="责任人">
          <AutoComplete
            options={names}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
            maxLength={40}
          />
        </Form.Item>
        <span />
        <Form.Item name="startOn" label="开始日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="dueOn" label="完成时限">
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="onlyEmpty" valuePropName="checked" extra="不勾选时，已有的责任人和时限会被这里填写的内容替换。">
        <Checkbox>只填空白处，不覆盖已有内容</Checkbox>
      </Form.Item>
    </FormModal>
  );
}
