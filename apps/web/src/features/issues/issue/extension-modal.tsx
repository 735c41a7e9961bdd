import { addDays, REASON_MIN } from '@rectify/domain';
import { Form, Input } from 'antd';
import { call } from '../../../lib/call.ts';
import { formatDay } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.tsx';
import { DayInput } from '../../../ui/day-input.tsx';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail, Measure } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { atLeast } from './reason-modal.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  newDueOn: string | null;
  statement: string;
}

/** Asks for a later date limit of one measure; the original date stays for ever. */
export function ExtensionModal({
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
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const draft = `extension:${measure.id}`;
  const latest = measure.dueOn && measure.dueOn > today ? measure.dueOn : today;

  const submit = async ({ newDueOn, statement }: Values) => {
    const sent = await write.run(
      () =>
        call('requestReview', {
          params: { id: issue.id },
          body: {
            version: issue.version,
            kind: 'extension',
            measureId: measure.id,
            newDueOn: newDueOn ?? '',
            statement,
          },
        }),
      (detail) => `已提交延期申请，${detail.next.text}。`,
    );
    if (!sent) return;
    forget(draft);
    onClose();
  };

  return (
    <FormModal
      title={`措施${place}申请延期`}
      okText="提交申请"
      form={form}
      initialValues={{ newDueOn: null, statement: '' }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <ul className="consequences">
        <li>现时限{measure.dueOn ? formatDay(measure.dueOn) : '未定'}。须经单位负责人和巡察办同意，时限才会改动。</li>
        <li>原定时限和延期次数一直保留，统计时两种口径都列出。</li>
      </ul>
      <KeepDraft form={form} object={draft} />
      <Form.Item name="newDueOn" label="新的完成时限" rules={[{ required: true, message: '请填写新的完成时限' }]}>
        <DayInput min={addDays(latest, 1)} />
      </Form.Item>
      <Form.Item
        name="statement"
        label={`延期理由（不少于 ${REASON_MIN} 个字）`}
        rules={[{ validator: (_, value: string) => atLeast(value, REASON_MIN, '延期理由') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={2000}
          placeholder="写明因何不能按期完成、已做到哪一步、余下的怎样安排"
        />
      </Form.Item>
    </FormModal>
  );
}
