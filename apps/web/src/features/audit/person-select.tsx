import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { queryOf } from '../../lib/query.ts';

interface PersonSelectProps {
  value: string | undefined;
  onChange: (id: string | null) => void;
}

/** Chooses a person by part of the name; the server looks for them. */
export function PersonSelect({ value, onChange }: PersonSelectProps) {
  const [words, setWords] = useState('');
  const found = useQuery({
    ...queryOf('listAuditPeople', { query: words ? { q: words } : {} }),
    placeholderData: keepPreviousData,
  });
  // Whoever is in the address may not be among those found.
  const chosen = useQuery({ ...queryOf('listAuditPeople', { query: { id: value ?? '' } }), enabled: !!value });
  const people = new Map([...(chosen.data?.items ?? []), ...(found.data?.items ?? [])].map((each) => [each.id, each]));
  return (
    <Select
      aria-label="操作人"
      placeholder="全部"
      allowClear
      value={value ?? null}
      showSearch={{ filterOption: false, onSearch: setWords }}
      popupMatchSelectWidth={300}
      options={[...people.values()].map(({ id, name, role, unit }) => ({
        value: id,
        label: `${name}（${role}，${unit}）`,
      }))}
      onChange={(id: string | undefined) => onChange(id ?? null)}
    />
  );
}
