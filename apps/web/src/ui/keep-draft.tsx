import { Form, type FormInstance } from 'antd';
import { useEffect } from 'react';
import { clearDraft } from '../lib/drafts.ts';
import { useSession } from '../lib/session.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { useFormDraft } from './use-form-draft.ts';

/** Inside a form: keeps what is typed, and says so when it has put it back. */
export function KeepDraft<T extends object>({ form, object }: { form: FormInstance<T>; object: string }) {
  const draft = useFormDraft(form, object);
  const values: unknown = Form.useWatch([], form);
  useEffect(() => {
    if (form.isFieldsTouched()) draft.keep();
    // For each word that is typed: `draft` is new with every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [values]);
  return <DraftNotice isRestored={draft.isRestored} onDiscard={draft.discard} />;
}

/** Forgets a draft once its words have been sent. */
export function useForgetDraft() {
  const { user } = useSession();
  return (object: string) => clearDraft(user.id, object);
}
