import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../../lib/call.ts';
import { DayInput } from '../../../ui/day-input.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.ts';
import type { IssueDetail, Measure } from './issue-types.ts';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  text: string;
  target?: string | null;
  leader?: string | null;
  department?: string | null;
  owner?: string | null;
  startOn?: string | null;
  dueOn?: string | null;
}

interface MeasureFormProps {
  issue: IssueDetail;
  /** Absent: a new measure. */
  measure?: Measure;
  /** Only the responsibilities and dates, once the text is approved. */
  isTextFixed?: boolean;
  /** A fixed limit moves by extension only. */
  isDueFixed?: boolean;
  onDone: () => void;
}

const PEOPLE = [
  ['leader', '责任领导', 40],
  ['department', '责任部门', 80],
  ['owner', '责任人', 40],
] as const;

function valuesOf(measure: Measure | undefined, template: Measure | undefined): Values {
  if (measure)
    return {
      text: measure.text,
      target: measure.target,
      leader: measure.leader,
      department: measure.department,
      owner: measure.owner,
      startOn: measure.startOn,
      dueOn: measure.dueOn,
    };
  return {
    text: '',
    leader: template?.leader ?? null,
    department: template?.department ?? null,
    owner: template?.owner ?? null,
    dueOn: template?.dueOn ?? null,
  };
}

/** Writes or changes one measure: text, aim, the four responsibilities and dates. A new one begins with those of the last. */
export function MeasureForm({ issue, measure, isTextFixed = false, isDueFixed = false, onDone }: MeasureFormProps) {
  const [form] = Form.useForm<Values>();
  const [isDirty, setDirty] = useState(false);
  const write = useIssueWrite(issue.id);
  useUnsavedGuard(isDirty);

  const submit = async (values: Values) => {
    const people = {
      leader: values.leader ?? null,
      department: values.department ?? null,
      owner: values.owner ?? null,
    };
    const dates = isDueFixed ? {} : { startOn: values.startOn ?? null, dueOn: values.dueOn ?? null };
    const words = isTextFixed ? {} : { text: values.text, target: values.target ?? null };
    const body = { version: issue.version, ...people, ...dates, ...words };
    const saved = measure
      ? await write.run(() => call('updateMeasure', { params: { id: measure.id }, body }), '措施已保存。')
      : await write.run(
          () => call('addMeasure', { params: { id: issue.id }, body: { ...body, text: values.text } }),
          '已增加一条措施。',
        );
    if (saved) onDone();
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="inline-form"
      initialValues={valuesOf(measure, issue.measures.at(-1))}
      onValuesChange={() => setDirty(true)}
      onFinish={(values) => void submit(values)}
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
    >
      <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
      {!isTextFixed && (
        <>
          <Form.Item
            name="text"
            label="整改措施"
            rules={[{ required: true, whitespace: true, message: '请写明做什么' }]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 14 }} maxLength={8000} autoFocus />
          </Form.Item>
          <Form.Item name="target" label="整改目标（可不填，尽量写出数量）">
            <Input maxLength={500} placeholder="如：合同备案率由 60% 提高到 100%" />
          </Form.Item>
        </>
      )}
      <div className="form-columns">
        {PEOPLE.map(([name, label, max]) => (
          <Form.Item key={name} name={name} label={label}>
            <Input maxLength={max} />
          </Form.Item>
        ))}
        {!isDueFixed && (
          <>
            <Form.Item name="startOn" label="开始日期（可不填）">
              <DayInput />
            </Form.Item>
            <Form.Item name="dueOn" label="完成时限">
              <DayInput />
            </Form.Item>
          </>
        )}
      </div>
      {isDueFixed && <p className="hint">时限已随方案确定，确需推迟的请申请延期。</p>}
      <div className="button-row">
        <Button type="primary" ghost htmlType="submit" loading={write.isBusy}>
          保存
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </Form>
  );
}
