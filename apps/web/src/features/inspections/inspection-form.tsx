import { useQuery } from '@tanstack/react-query';
import { INSPECTION_KINDS } from '@rectify/domain';
import { Form, Select } from 'antd';
import type { ComponentProps } from 'react';
import { Link } from 'react-router-dom';
import type { CallInput } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { PageForm } from '../../ui/page-form.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';

export type InspectionValues = CallInput<'createInspection'>['body'];

interface InspectionFormProps extends Omit<ComponentProps<typeof PageForm<InspectionValues>>, 'children' | 'onChange'> {
  /** Programme and unit cannot be changed once the inspection exists. */
  isNew: boolean;
}

/** Which unit, in which programme, by which group, and the dates from which the due dates follow. */
export function InspectionForm({ isNew, ...props }: InspectionFormProps) {
  const { form, initialValues } = props;
  const programmeId = Form.useWatch('programmeId', { form, preserve: true }) ?? initialValues.programmeId;

  const programmes = useQuery(queryOf('listProgrammes', { query: { limit: 100 } }));
  const units = useQuery(queryOf('listUnits'));
  const programme = useQuery({
    ...queryOf('getProgramme', { params: { id: programmeId ?? '' } }),
    enabled: Boolean(programmeId),
  });
  const groups = programme.data?.groups ?? [];

  return (
    <PageForm<InspectionValues>
      {...props}
      onChange={(changed) => {
        if ('programmeId' in changed) form.setFieldValue('groupId', undefined);
      }}
    >
      <Form.Item
        name="programmeId"
        label="轮次"
        rules={[{ required: true, message: '请选择轮次' }]}
        extra={isNew ? undefined : '建立后不能更改。'}
      >
        <Select
          disabled={!isNew}
          showSearch={{ optionFilterProp: 'label' }}
          loading={programmes.isPending}
          placeholder="选择轮次"
          options={(programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="unitId"
        label="被巡察单位"
        rules={[{ required: true, message: '请选择被巡察单位' }]}
        extra={isNew ? undefined : '建立后不能更改。'}
      >
        <UnitSelect
          units={units.data?.items ?? []}
          disabled={!isNew}
          loading={units.isPending}
          placeholder="选择或输入名称查找"
        />
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
                return day && from && day < from
                  ? Promise.reject(new Error('进驻结束不能早于进驻开始，请核对'))
                  : Promise.resolve();
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
    </PageForm>
  );
}
