import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { queryOf } from '../lib/query.ts';
import { useSession } from '../lib/session.tsx';

interface ChooseInspectionProps {
  title: string;
  okText: string;
  /** Where to go with the chosen inspection. */
  pathOf: (inspectionId: string) => string;
  onClose: () => void;
}

/** Asks which inspection an import, a new issue or a report belongs to. */
export function ChooseInspection({ title, okText, pathOf, onClose }: ChooseInspectionProps) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const navigate = useNavigate();
  const { can } = useSession();
  const list = useQuery({
    ...queryOf('listInspections', { query: { limit: 100, ...(typed && { q: typed }) } }),
    placeholderData: (old) => old,
  });
  const isEmpty = list.data?.items.length === 0 && typed === '';
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText="取消"
      okButtonProps={{ disabled: chosen === null }}
      onOk={() => chosen && void navigate(pathOf(chosen))}
      onCancel={onClose}
    >
      {isEmpty ? (
        <p>
          {can('inspection.write') ? (
            <>
              还没有巡察，请先<Link to="/app/inspections/new">新建巡察</Link>。
            </>
          ) : (
            '还没有您能看到的巡察，请联系巡察办。'
          )}
        </p>
      ) : (
        <label>
          属于哪次巡察
          <Select
            autoFocus
            className="full-width"
            placeholder="选择，或输入单位名称查找"
            value={chosen}
            onChange={setChosen}
            showSearch={{ filterOption: false, onSearch: setTyped }}
            loading={list.isPending}
            options={(list.data?.items ?? []).map(({ id, unit, programme }) => ({
              value: id,
              label: `${unit.name}（${programme.name}）`,
            }))}
          />
        </label>
      )}
    </Modal>
  );
}
