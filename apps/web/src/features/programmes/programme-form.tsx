import { DEFAULT_RULE_PROFILE, PROGRAMME_KINDS } from '@rectify/domain';
import { Form, Input, Radio } from 'antd';
import type { ComponentProps } from 'react';
import type { CallInput, CallReply } from '../../lib/call.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { PageForm } from '../../ui/page-form.tsx';
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
  profile: {
    ...DEFAULT_RULE_PROFILE,
    planLevels: [...DEFAULT_RULE_PROFILE.planLevels],
    closureLevels: [...DEFAULT_RULE_PROFILE.closureLevels],
  },
};

type ProgrammeFormProps = Omit<ComponentProps<typeof PageForm<ProgrammeValues>>, 'children'>;

/** Name, kind, period and rules of a programme. */
export function ProgrammeForm(props: ProgrammeFormProps) {
  return (
    <PageForm<ProgrammeValues> {...props}>
      <Form.Item
        name="name"
        label="名称"
        extra="如：十届区委第八轮巡察"
        rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
      >
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
    </PageForm>
  );
}
