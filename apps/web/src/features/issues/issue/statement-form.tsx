import { addDays } from '@rectify/domain';
import { Button, Form, Input } from 'antd';
import { call } from '../../../lib/call.ts';
import { useSession } from '../../../lib/session.tsx';
import { DayInput } from '../../../ui/day-input.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import type { IssueDetail } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  outcomeStatement?: string | null;
  stageGoal?: string | null;
  reviewOn?: string | null;
}

interface StatementFormProps {
  issue: IssueDetail;
  canWrite: boolean;
  canSetGoal: boolean;
  onDone: () => void;
}

/** The statement of what was done and came of it; for long work also the stage goal and the day of review. */
export function StatementForm({ issue, canWrite, canSetGoal, onDone }: StatementFormProps) {
  const { today } = useSession();
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const draft = `statement:${issue.id}`;

  const submit = async (values: Values) => {
    const sent = await write.run(
      () =>
        call('writeOutcomeStatement', {
          params: { id: issue.id },
          body: {
            version: issue.version,
            ...(canWrite && { outcomeStatement: values.outcomeStatement ?? null }),
            ...(canSetGoal && { stageGoal: values.stageGoal ?? null, reviewOn: values.reviewOn ?? null }),
          },
        }),
      '已保存。',
    );
    if (!sent) return;
    forget(draft);
    onDone();
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="inline-form"
      initialValues={{ outcomeStatement: issue.outcomeStatement, stageGoal: issue.stageGoal, reviewOn: issue.reviewOn }}
      onFinish={(values) => void submit(values)}
      requiredMark={false}
    >
      <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
      <KeepDraft form={form} object={draft} />
      {canWrite && (
        <Form.Item
          name="outcomeStatement"
          label="整改成效说明"
          extra="写明做了什么、结果如何，尽量有数量、日期和实例；审核时会对照措施和佐证。"
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 18 }} maxLength={4000} showCount autoFocus />
        </Form.Item>
      )}
      {canSetGoal && (
        <div className="form-columns">
          <Form.Item name="stageGoal" label="阶段目标">
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="reviewOn" label="下次复核日期">
            <DayInput min={addDays(today, 1)} />
          </Form.Item>
        </div>
      )}
      <div className="button-row">
        <Button type="primary" ghost htmlType="submit" loading={write.isBusy}>
          保存
        </Button>
        <Button onClick={onDone}>收起</Button>
      </div>
    </Form>
  );
}
