import { REASON_MIN } from '@rectify/domain';
import { Form, Input } from 'antd';
import { call } from '../../../lib/call.ts';
import { DayInput } from '../../../ui/day-input.tsx';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { atLeast } from './reason-modal.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  note: string;
  reviewOn: string | null;
}

/** The office looks again at an issue closed for a stage and sets when to look next. */
export function StageReviewModal({ issue, onClose }: { issue: IssueDetail; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const draft = `stage-review:${issue.id}`;
  const submit = async ({ note, reviewOn }: Values) => {
    if (reviewOn === null) return;
    const body = { version: issue.version, note, reviewOn };
    const sent = await write.run(
      () => call('reviewStage', { params: { id: issue.id }, body }),
      '复核情况已记入经过，下次复核日期已更新。',
    );
    if (!sent) return;
    forget(draft);
    onClose();
  };
  return (
    <FormModal
      title="阶段复核"
      okText="完成复核"
      form={form}
      initialValues={{ note: '', reviewOn: null }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <ul className="consequences">
        <li>问题仍为“阶段性完成、持续整改”，到下次复核日期再提醒。</li>
        <li>已经彻底解决的，由单位申请完成销号；出现反弹的，请重新整改。</li>
      </ul>
      <KeepDraft form={form} object={draft} />
      <Form.Item
        name="note"
        label={`复核情况（不少于 ${REASON_MIN} 个字）`}
        rules={[{ validator: (_, value: string) => atLeast(value, REASON_MIN, '复核情况') }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="reviewOn" label="下次复核日期" rules={[{ required: true, message: '请填写下次复核日期' }]}>
        <DayInput />
      </Form.Item>
    </FormModal>
  );
}
