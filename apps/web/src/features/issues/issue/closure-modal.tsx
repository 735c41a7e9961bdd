import { CLOSURE_RESULTS, REVIEW_LEVELS } from '@rectify/domain';
import { Form, Input, Radio } from 'antd';
import { call } from '../../../lib/call.ts';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  statement: string;
  result: 'completed' | 'staged';
}

/** Asks for 销号: says the path it takes, takes a statement and, for long work, the result asked for. */
export function ClosureModal({ issue, onClose }: { issue: IssueDetail; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const draft = `closure:${issue.id}`;
  const isLongTerm = issue.nature === 'long_term';

  const submit = async ({ statement, result }: Values) => {
    const sent = await write.run(
      () =>
        call('requestReview', {
          params: { id: issue.id },
          body: { version: issue.version, kind: 'closure', statement, result: isLongTerm ? result : 'completed' },
        }),
      (detail) => `已提交销号申请，${detail.next.text}。`,
    );
    if (!sent) return;
    forget(draft);
    onClose();
  };

  return (
    <FormModal
      title="申请销号"
      okText="提交申请"
      form={form}
      initialValues={{ statement: '', result: isLongTerm ? 'staged' : 'completed' }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <ul className="consequences">
        <li>
          提交后依次经{Object.values(REVIEW_LEVELS).join('、')}
          （按本轮次设定的层级），审核期间措施、进展和佐证不能改动。
        </li>
        <li>任何一级退回，都会写明要补什么，并计入退回次数。</li>
        <li>销号后进入只读，如需重新整改须由巡察办发起。</li>
      </ul>
      <KeepDraft form={form} object={draft} />
      {isLongTerm && (
        <Form.Item name="result" label="申请的结果">
          <Radio.Group
            options={(['staged', 'completed'] as const).map((value) => ({ value, label: CLOSURE_RESULTS[value] }))}
          />
        </Form.Item>
      )}
      <Form.Item name="statement" label="申请说明（可不填）" extra="成效说明和佐证会一并送审，这里只写需要特别说明的。">
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}
