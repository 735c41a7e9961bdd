import type { FormInstance } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { clearDraft, readDraft, writeDraft } from '../lib/drafts.ts';
import { useSession } from '../lib/session.tsx';

/** Keeps a form's values as typed, and puts them back when the page is opened again. */
export function useFormDraft<T extends object>(form: FormInstance<T>, object: string) {
  const { user } = useSession();
  const [isRestored, setRestored] = useState(false);
  const isDone = useRef(false);

  useEffect(() => {
    const draft = readDraft<T>(user.id, object);
    if (!draft || isDone.current) return;
    isDone.current = true;
    form.setFieldsValue(draft);
    setRestored(true);
  }, [form, object, user.id]);

  return {
    /** True when the form shows what was typed earlier and never sent. */
    isRestored,
    keep: () => writeDraft(user.id, object, form.getFieldsValue(true)),
    clear: () => {
      clearDraft(user.id, object);
      setRestored(false);
    },
    /** Throws the draft away and returns to what the form began with. */
    discard: () => {
      clearDraft(user.id, object);
      form.resetFields();
      setRestored(false);
    },
  };
}
