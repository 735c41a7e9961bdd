import { Form } from 'antd';
import { call } from '../../../lib/call.ts';
import { useSession } from '../../../lib/session.tsx';
import { DayInput } from '../../../ui/day-input.tsx';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail, Measure } from './issue-types.ts';
import { useIssueWrite } from './use-issue-write.ts';

/** Marks a measure done on a day. */
export function CompleteModal({
  issue,
  measure,
  place,
  onClose,
}: {
  issue: IssueDetail;
  measure: Measure;
  place: number;
  onClose: () => void;
}) {
  const { today } = useSession();
  const [form] = Form.useForm<{ doneOn: string | null }>();
  const write = useIssueWrite(issue.id);
  const submit = async ({ doneOn }: { doneOn: string | null }) => {
    const sent = await write.run(
      () =>
        call('completeMeasure', {
          params: { id: measure.id },
          body: { version: issue.version, doneOn: doneOn ?? today },
        }),
      (detail) => `措施${place}已标记完成。${detail.next.text}。`,
    );
    if (sent) onClose();
  };
  return (
    <FormModal
      title={`措施${place}标记完成`}
      okText="标记完成"
      form={form}
      initialValues={{ doneOn: today }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <Form.Item name="doneOn" label="完成日期" rules={[{ required: true, message: '请填写完成日期' }]}>
        <DayInput max={today} />
      </Form.Item>
      <p className="hint">标记完成后仍可恢复整改。全部措施完成后方可申请销号。</p>
    </FormModal>
  );
}
