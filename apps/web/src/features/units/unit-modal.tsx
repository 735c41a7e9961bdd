import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UNIT_KINDS, type UnitKind } from '@rectify/domain';
import { App, Form, Input, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { call, type CallReply } from '../../lib/call.ts';
import { invalidate } from '../../lib/query.ts';
import { adoptLatest } from '../../ui/adopt-latest.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';

export type Unit = CallReply<'listUnits'>['items'][number];

interface Values {
  name: string;
  kind: UnitKind;
  parentId: string | null;
  sortOrder: number | null;
}

interface UnitModalProps {
  units: readonly Unit[];
  /** Null for a new unit. */
  unit: Unit | null;
  /** Where a new unit goes at first. */
  parentId: string | null;
  onClose: () => void;
  onReload: () => Promise<readonly Unit[] | undefined>;
}

const valuesOf = ({ name, kind, parentId, sortOrder }: Unit): Values => ({ name, kind, parentId, sortOrder });

/** Adds a unit, or changes and moves one; it cannot go below itself. */
export function UnitModal({ units, unit, parentId, onClose, onReload }: UnitModalProps) {
  const [form] = Form.useForm<Values>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const own = useMemo(
    () => new Set(unit ? units.filter(({ path }) => path.startsWith(unit.path)).map(({ id }) => id) : []),
    [units, unit],
  );

  const save = useMutation({
    mutationFn: ({ sortOrder, ...rest }: Values) => {
      const body = { ...rest, sortOrder: sortOrder ?? 0 };
      return unit
        ? call('updateUnit', { params: { id: unit.id }, body: { ...body, version: unit.version } })
        : call('createUnit', { body });
    },
    onSuccess: async () => {
      await invalidate(client, 'listUnits');
      message.success(unit ? '单位已修改' : '单位已新增');
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <FormModal<Values>
      title={unit ? '修改单位' : '新增单位'}
      okText={unit ? '保存' : '新增'}
      form={form}
      initialValues={unit ? valuesOf(unit) : { kind: 'department', parentId, sortOrder: 0 }}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={(values) => save.mutate({ ...values, parentId: values.parentId ?? null })}
      onClose={onClose}
      onLoadLatest={() => {
        save.reset();
        void onReload().then((latest) => {
          const found = latest?.find(({ id }) => id === unit?.id);
          if (found) adoptLatest(form, valuesOf(found));
        });
      }}
    >
      <Form.Item name="name" label="单位名称" rules={[{ required: true, whitespace: true, message: '请填写单位名称' }]}>
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item name="kind" label="类别">
        <Select options={Object.entries(UNIT_KINDS).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="parentId" label="上级单位" extra={unit ? '移动时，它的下级一并移动。' : '不选则放在最上层。'}>
        <UnitSelect units={units} disabledIds={own} allowClear placeholder="最上层" />
      </Form.Item>
      <Form.Item name="sortOrder" label="排列顺序" extra="同级之中，数字小的在前。">
        <InputNumber min={0} max={9999} precision={0} className="full-width" />
      </Form.Item>
    </FormModal>
  );
}
