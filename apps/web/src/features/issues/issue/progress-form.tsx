import { Button, Form, Input } from 'antd';
import { call } from '../../../lib/call.ts';
import { formatDay } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.tsx';
import { DayInput } from '../../../ui/day-input.tsx';
import { ProblemAlert, showFieldErrors } from '../../../ui/problem-alert.tsx';
import type { IssueDetail, Measure, ProgressEntry } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface ProgressFormProps {
  issue: IssueDetail;
  measure: Measure;
  corrects: ProgressEntry | null;
  onDone: () => void;
}

interface Values {
  asOf: string | null;
  text: string;
}

/** Files progress on a measure, or corrects an earlier entry; kept as typed until sent. */
export function ProgressForm({ issue, measure, corrects, onDone }: ProgressFormProps) {
  const { today } = useSession();
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const object = corrects ? `progress:${corrects.id}` : `progress:${measure.id}`;

  const submit = async ({ asOf, text }: Values) => {
    const sent = await write.run(
      () =>
        call('fileProgress', {
          params: { id: measure.id },
          body: { asOf: asOf ?? today, text, ...(corrects && { correctsId: corrects.id }) },
        }),
      corrects ? '已更正，原来的一条保留并注明“已被更正”。' : '已填报进展。',
    );
    if (!sent) return;
    forget(object);
    onDone();
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="inline-form"
      initialValues={{ asOf: corrects?.asOf ?? today, text: corrects?.text ?? '' }}
      onFinish={(values) => void submit(values).then(() => showFieldErrors(form, write.error))}
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
    >
      <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
      <KeepDraft form={form} object={object} />
      {corrects && (
        <p className="hint">更正{formatDay(corrects.asOf, today)}的进展：原来的一条不会删除，会注明“已被更正”。</p>
      )}
      <Form.Item
        name="asOf"
        label="截至日期"
        rules={[{ required: true, message: '请填写截至日期' }]}
        className="day-field"
      >
        <DayInput max={today} {...(measure.startOn && { min: measure.startOn })} />
      </Form.Item>
      <Form.Item
        name="text"
        label="进展情况"
        rules={[{ required: true, whitespace: true, message: '请写明做了什么、做到什么程度' }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 14 }}
          maxLength={4000}
          placeholder="写明做了什么、何时、多少、结果如何，如“6月5日召开专题会，清理合同 42 份”"
          autoFocus
        />
      </Form.Item>
      <div className="button-row">
        <Button type="primary" ghost htmlType="submit" loading={write.isBusy}>
          {corrects ? '提交更正' : '提交进展'}
        </Button>
        <Button onClick={onDone}>收起</Button>
      </div>
    </Form>
  );
}
