import { useQuery } from '@tanstack/react-query';
import { INSPECTION_KINDS } from '@rectify/domain';
import { Button, Form, Select, type FormInstance } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { CallInput } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';
import { useFormDraft } from '../../ui/use-form-draft.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';

export type InspectionValues = CallInput<'createInspection'>['body'];

interface InspectionFormProps {
  form: FormInstance<InspectionValues>;
  initialValues: Partial<InspectionValues>;
  draftOf: string;
  okText: string;
  isBusy: boolean;
  error: unknown;
  /** Programme and unit cannot be changed once the inspection exists. */
  isNew: boolean;
  onSave: (values: InspectionValues) => Promise<{ id: string }>;
  onSaved: (id: string) => void;
  onLoadLatest?: () => void;
}

/** Which unit, in which programme, by which group, and the dates from which the due dates follow. */
export function InspectionForm(props: InspectionFormProps) {
  const { form, initialValues, draftOf, okText, isBusy, error, isNew, onSave, onSaved, onLoadLatest } = props;
  const [isDirty, setDirty] = useState(false);
  const draft = useFormDraft(form, draftOf);
  const { allowLeaving } = useUnsavedGuard(isDirty);
  const programmeId = Form.useWatch('programmeId', { form, preserve: true }) ?? initialValues.programmeId;

  const programmes = useQuery(queryOf('listProgrammes', { query: { limit: 100 } }));
  const units = useQuery(queryOf('listUnits'));
  const programme = useQuery({ ...queryOf('getProgramme', { params: { id: programmeId ?? '' } }), enabled: Boolean(programmeId) });
  const groups = programme.data?.groups ?? [];

  const save = async (values: InspectionValues) => {
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
      onValuesChange={(changed: Partial<InspectionValues>) => {
        if ('programmeId' in changed) form.setFieldValue('groupId', undefined);
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
      <Form.Item name="programmeId" label="轮次" rules={[{ required: true, message: '请选择轮次' }]} extra={isNew ? undefined : '建立后不能更改。'}>
        <Select
          disabled={!isNew}
          showSearch={{ optionFilterProp: 'label' }}
          loading={programmes.isPending}
          placeholder="选择轮次"
          options={(programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="unitId" label="被巡察单位" rules={[{ required: true, message: '请选择被巡察单位' }]} extra={isNew ? undefined : '建立后不能更改。'}>
        <UnitSelect units={units.data?.items ?? []} disabled={!isNew} loading={units.isPending} placeholder="选择或输入名称查找" />
      </Form.Item>
      <Form.Item
        name="groupId"
        label="巡察组"
        rules={[{ required: true, message: '请选择巡察组' }]}
        extra={
          programme.data && groups.length === 0 ? (
            <>
              这个轮次还没有巡察组，请先到<Link to={`/app/programmes/${programmeId}`}>轮次页</Link>建立。
            </>
          ) : undefined
        }
      >
        <Select
          placeholder={programmeId ? '选择巡察组' : '先选轮次'}
          disabled={!programmeId}
          loading={programme.isLoading}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label="巡察类别" rules={[{ required: true, message: '请选择巡察类别' }]}>
        <Select options={Object.entries(INSPECTION_KINDS).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <div className="form-columns">
        <Form.Item name="onSiteFrom" label="进驻开始">
          <DayInput />
        </Form.Item>
        <Form.Item
          name="onSiteTo"
          label="进驻结束"
          dependencies={['onSiteFrom']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, day: string | null) => {
                const from = getFieldValue('onSiteFrom') as string | null;
                return day && from && day < from ? Promise.reject(new Error('进驻结束不能早于进驻开始，请核对')) : Promise.resolve();
              },
            }),
          ]}
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="feedbackOn" label="反馈日" extra="整改方案到期日和集中整改期满日由它和轮次规则算出。">
          <DayInput />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {okText}
      </Button>
    </Form>
  );
}
