import { DEFAULT_RULE_PROFILE, PROGRAMME_KINDS } from '@rectify/domain';
import { Button, Form, Input, Radio, type FormInstance } from 'antd';
import { useState } from 'react';
import type { CallInput, CallReply } from '../../lib/call.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFormDraft } from '../../ui/use-form-draft.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { RuleProfileFields } from './rule-profile-fields.tsx';

export type ProgrammeValues = CallInput<'createProgramme'>['body'];

/** What a form of an existing programme begins with. */
export function valuesOf({ name, kind, startOn, endOn, profile }: CallReply<'getProgramme'>): ProgrammeValues {
  return { name, kind, startOn, endOn, profile };
}

export const NEW_PROGRAMME: Partial<ProgrammeValues> = {
  kind: 'round',
  startOn: null,
  endOn: null,
  profile: { ...DEFAULT_RULE_PROFILE, planLevels: [...DEFAULT_RULE_PROFILE.planLevels], closureLevels: [...DEFAULT_RULE_PROFILE.closureLevels] },
};

interface ProgrammeFormProps {
  form: FormInstance<ProgrammeValues>;
  initialValues: Partial<ProgrammeValues>;
  draftOf: string;
  okText: string;
  isBusy: boolean;
  error: unknown;
  /** Rejects when nothing was saved; the form shows `error` then. */
  onSave: (values: ProgrammeValues) => Promise<{ id: string }>;
  /** Called when the draft is dropped and leaving is free. */
  onSaved: (id: string) => void;
  onLoadLatest?: () => void;
}

/** Name, kind, period and rules of a programme. */
export function ProgrammeForm({ form, initialValues, draftOf, okText, isBusy, error, onSave, onSaved, onLoadLatest }: ProgrammeFormProps) {
  const [isDirty, setDirty] = useState(false);
  const draft = useFormDraft(form, draftOf);
  const { allowLeaving } = useUnsavedGuard(isDirty);

  const save = async (values: ProgrammeValues) => {
    const { id } = await onSave(values);
    draft.clear();
    allowLeaving();
    setDirty(false);
    onSaved(id);
  };

  return (
    <Form
      form={form}
      layout="vertical"
      className="form"
      requiredMark={false}
      initialValues={initialValues}
      scrollToFirstError={{ focus: true }}
      onValuesChange={() => {
        setDirty(true);
        draft.keep();
      }}
      onFinish={(values) => void save(values).catch(() => undefined)}
    >
      <DraftNotice
        isRestored={draft.isRestored}
        onDiscard={() => {
          draft.discard();
          setDirty(false);
        }}
      />
      <ProblemAlert error={error} onLoadLatest={onLoadLatest} />
      <Form.Item name="name" label="名称" extra="如：十届区委第八轮巡察" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" label="类别">
        <Radio.Group options={Object.entries(PROGRAMME_KINDS).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <div className="form-columns">
        <Form.Item name="startOn" label="开始日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="endOn" label="结束日期">
          <DayInput />
        </Form.Item>
      </div>
      <RuleProfileFields />
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {okText}
      </Button>
    </Form>
  );
}
