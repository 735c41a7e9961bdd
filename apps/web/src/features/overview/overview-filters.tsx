import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { queryOf } from '../../lib/query.ts';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';
import { PLACES, type OverviewUrl } from './overview-url.ts';

function ProgrammeFilter({ url }: { url: OverviewUrl }) {
  const { data, isPending } = useQuery(queryOf('listProgrammes', { query: { limit: 100 } }));
  return (
    <Select
      aria-label="轮次"
      placeholder="全部"
      allowClear
      loading={isPending}
      value={url.values.programmeId ?? null}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={320}
      options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(programmeId: string | undefined) => url.set({ programmeId, inspectionId: null })}
    />
  );
}

function InspectionFilter({ url }: { url: OverviewUrl }) {
  const [typed, setTyped] = useState('');
  const { programmeId, inspectionId } = url.values;
  const list = useQuery({
    ...queryOf('listInspections', {
      query: { limit: 100, ...(programmeId && { programmeId }), ...(typed && { q: typed }) },
    }),
    placeholderData: (old) => old,
  });
  const chosen = useQuery({
    ...queryOf('getInspection', { params: { id: inspectionId ?? '' } }),
    enabled: inspectionId !== undefined,
  });
  const items = list.data?.items ?? [];
  const known = chosen.data && !items.some(({ id }) => id === inspectionId) ? [chosen.data, ...items] : items;
  return (
    <Select
      aria-label="巡察"
      placeholder="全部"
      allowClear
      loading={list.isPending}
      value={inspectionId ?? null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      popupMatchSelectWidth={360}
      options={known.map(({ id, unit, programme }) => ({ value: id, label: `${unit.name}（${programme.name}）` }))}
      onChange={(id: string | undefined) => url.set({ inspectionId: id })}
    />
  );
}

/** What the overview is narrowed to. */
export function OverviewFilters({ url }: { url: OverviewUrl }) {
  const units = useQuery(queryOf('listUnits')).data?.items ?? [];
  return (
    <FilterBar
      count={PLACES.filter((name) => url.values[name]).length}
      onClear={() => url.set({ programmeId: null, inspectionId: null, unitId: null })}
    >
      <FilterItem label="轮次">
        <ProgrammeFilter url={url} />
      </FilterItem>
      <FilterItem label="巡察">
        <InspectionFilter url={url} />
      </FilterItem>
      {units.length > 1 && (
        <FilterItem label="单位">
          <UnitSelect
            aria-label="单位"
            units={units}
            allowClear
            placeholder="全部"
            value={url.values.unitId ?? null}
            onChange={(unitId) => url.set({ unitId })}
          />
        </FilterItem>
      )}
    </FilterBar>
  );
}
