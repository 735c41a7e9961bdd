import { useMutation } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { call } from '../../../lib/call.ts';
import { useIssueChanged } from '../../../lib/query.ts';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';

/** A remark into the story of the issue. */
export function CommentModal({ issue, onClose }: { issue: IssueDetail; onClose: () => void }) {
  const [form] = Form.useForm<{ text: string }>();
  const changed = useIssueChanged();
  const forget = useForgetDraft();
  const { message } = App.useApp();
  const draft = `comment:${issue.id}`;
  const send = useMutation({
    mutationFn: ({ text }: { text: string }) => call('addComment', { params: { id: issue.id }, body: { text } }),
    onSuccess: async (reply) => {
      void message.success(reply.message);
      forget(draft);
      onClose();
      await changed([issue.id]);
    },
  });
  return (
    <FormModal
      title="留言"
      okText="留言"
      form={form}
      initialValues={{ text: '' }}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={(values) => send.mutate(values)}
      onClose={onClose}
    >
      <ul className="consequences">
        <li>留言记入经过，能看到这个问题的人都能看到，不能修改或删除。</li>
      </ul>
      <KeepDraft form={form} object={draft} />
      <Form.Item name="text" label="留言" rules={[{ required: true, whitespace: true, message: '请写下留言' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
