import { ISSUE_NATURE_CODES, ISSUE_NATURES, type IssueNature } from '@rectify/domain';
import { Form, Radio } from 'antd';
import { call } from '../../../lib/call.ts';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail } from './issue-types.ts';
import { useIssueWrite } from './use-issue-write.ts';

const MEANING: Readonly<Record<IssueNature, string>> = {
  immediate: '马上能改的，立即改',
  time_limited: '在时限内完成',
  long_term: '须定阶段目标和复核日期，可阶段性完成、持续整改',
};

/** How long the work may take by its nature. */
export function NatureModal({ issue, onClose }: { issue: IssueDetail; onClose: () => void }) {
  const [form] = Form.useForm<{ nature: IssueNature }>();
  const write = useIssueWrite(issue.id);
  const submit = async ({ nature }: { nature: IssueNature }) => {
    const sent = await write.run(
      () => call('updateIssue', { params: { id: issue.id }, body: { version: issue.version, nature } }),
      `整改性质已设为“${ISSUE_NATURES[nature]}”。`,
    );
    if (sent) onClose();
  };
  return (
    <FormModal
      title="设定整改性质"
      okText="设定"
      form={form}
      initialValues={{ nature: issue.nature }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <Form.Item name="nature" label="整改性质">
        <Radio.Group
          className="radio-lines"
          options={(ISSUE_NATURE_CODES as readonly IssueNature[]).map((value) => ({
            value,
            label: `${ISSUE_NATURES[value]}：${MEANING[value]}`,
          }))}
        />
      </Form.Item>
    </FormModal>
  );
}
