import { countCharacters } from '@rectify/domain';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { IssueDetail } from './issue-types.ts';
import { KeepDraft, useForgetDraft } from '../../../ui/keep-draft.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface ReasonModalProps {
  issue: IssueDetail;
  title: string;
  okText: string;
  label: string;
  /** At least so many characters. */
  min: number;
  /** What will follow, said before. */
  consequences: ReactNode[];
  /** A second text that the act rests on. */
  basisLabel?: string;
  draft: string;
  send: (reason: string, basis: string) => Promise<IssueDetail>;
  said: string | ((issue: IssueDetail) => string);
  onClose: () => void;
}

interface Values {
  reason: string;
  basis: string;
}

/** An act that must say why; its consequences stand above the field. */
export function ReasonModal({
  issue,
  title,
  okText,
  label,
  min,
  consequences,
  basisLabel,
  draft,
  send,
  said,
  onClose,
}: ReasonModalProps) {
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const forget = useForgetDraft();
  const submit = async ({ reason, basis }: Values) => {
    const sent = await write.run(() => send(reason, basis), said);
    if (!sent) return;
    forget(draft);
    onClose();
  };
  return (
    <FormModal
      title={title}
      okText={okText}
      form={form}
      initialValues={{ reason: '', basis: '' }}
      isBusy={write.isBusy}
      error={write.error}
      onSubmit={(values) => void submit(values)}
      onClose={onClose}
      onLoadLatest={() => void write.loadLatest()}
    >
      <ul className="consequences">
        {consequences.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      <KeepDraft form={form} object={draft} />
      <Form.Item
        name="reason"
        label={min > 1 ? `${label}（不少于 ${min} 个字）` : label}
        rules={[{ validator: (_, value: string) => atLeast(value, min, label) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
      {basisLabel && (
        <Form.Item
          name="basis"
          label={basisLabel}
          rules={[{ required: true, whitespace: true, message: '请写明依据' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
      )}
    </FormModal>
  );
}

/** For the rule of a form field: so many characters as a person counts them. */
export async function atLeast(value: string | undefined, min: number, what: string): Promise<void> {
  const count = countCharacters(value ?? '');
  if (count === 0) throw new Error(`请填写${what}`);
  if (count < min) throw new Error(`${what}不少于 ${min} 个字，现有 ${count} 个字，请补充`);
}
