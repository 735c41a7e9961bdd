import { Button, Form, type FormInstance } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { DraftNotice } from './draft-notice.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useFormDraft } from './use-form-draft.ts';
import { useUnsavedGuard } from './use-unsaved-guard.ts';

interface PageFormProps<T extends object> {
  form: FormInstance<T>;
  initialValues: Partial<T>;
  /** What is being written, as the key of its draft. */
  draftOf: string;
  okText: string;
  isBusy: boolean;
  error: unknown;
  /** Rejects when nothing was saved; the form shows `error` then. */
  onSave: (values: T) => Promise<{ id: string }>;
  /** Called when the draft is dropped and leaving is free. */
  onSaved: (id: string) => void;
  onChange?: (changed: Partial<T>) => void;
  onLoadLatest?: (() => void) | undefined;
  children: ReactNode;
}

/** A form that is a page: keeps a draft as typed, lists what is wrong at the top, asks before unsaved work is left. */
export function PageForm<T extends object>(props: PageFormProps<T>) {
  const { form, initialValues, draftOf, okText, isBusy, error, onSave, onSaved, onChange, onLoadLatest, children } =
    props;
  const [isDirty, setDirty] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const draft = useFormDraft(form, draftOf);
  const { allowLeaving } = useUnsavedGuard(
    isDirty,
    '现在离开，改动不会提交；写下的内容留在这台电脑上，下次打开这一页时恢复。',
  );
  // Field ids begin with it, so that two forms on one page do not share any.
  const name = useId();

  const save = async (values: T) => {
    setFaults([]);
    const { id } = await onSave(values);
    draft.clear();
    allowLeaving();
    setDirty(false);
    onSaved(id);
  };

  return (
    <Form<T>
      form={form}
      name={name}
      layout="vertical"
      className="form"
      requiredMark={false}
      initialValues={initialValues}
      scrollToFirstError={{ focus: true, block: 'center' }}
      onValuesChange={(changed: Partial<T>) => {
        onChange?.(changed);
        setDirty(true);
        draft.keep();
      }}
      onFinish={(values) => void save(values).catch(() => undefined)}
      onFinishFailed={({ errorFields }) => setFaults(errorFields.flatMap(({ errors }) => errors))}
    >
      <DraftNotice
        isRestored={draft.isRestored}
        onDiscard={() => {
          draft.discard();
          setDirty(false);
        }}
      />
      <ProblemAlert error={faults.length > 0 ? null : error} faults={faults} onLoadLatest={onLoadLatest} />
      {children}
      <p className="form-end">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {okText}
        </Button>
      </p>
    </Form>
  );
}
