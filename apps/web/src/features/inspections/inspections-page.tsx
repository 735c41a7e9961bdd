import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatDay, formatDue, formatNumber, formatShare } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';
import { ledgerLink } from './ledger-link.ts';

type Inspection = CallReply<'listInspections'>['items'][number];

function columnsFor(today: string): Column<Inspection>[] {
  const count = (
    key: string,
    title: string,
    of: (tally: Inspection['tally']) => number,
    set: Parameters<typeof ledgerLink>[1],
  ): Column<Inspection> => ({
    key,
    title,
    label: title,
    width: 84,
    align: 'end',
    render: (row) =>
      of(row.tally) === 0 ? (
        '0'
      ) : (
        <Link to={ledgerLink({ inspectionId: row.id }, set)}>{formatNumber(of(row.tally))}</Link>
      ),
  });
  return [
    {
      key: 'unit',
      title: '被巡察单位',
      isHeading: true,
      render: ({ id, unit, programme, kindLabel }) => (
        <>
          <Link to={`/app/inspections/${id}`}>{unit.name}</Link>
          <span className="cell-note">
            {programme.name} · {kindLabel}
          </span>
        </>
      ),
    },
    { key: 'group', title: '巡察组', label: '巡察组', width: '16%', render: ({ group }) => group.name },
    {
      key: 'feedback',
      title: '反馈日',
      label: '反馈日',
      width: 140,
      render: ({ feedbackOn }) => (feedbackOn ? formatDay(feedbackOn, today) : <span className="hint">未反馈</span>),
    },
    {
      key: 'due',
      title: '集中整改期满',
      label: '集中整改期满',
      width: 190,
      isBlank: ({ rectifyDueOn }) => rectifyDueOn === null,
      render: ({ rectifyDueOn, tally }) => {
        if (!rectifyDueOn) return null;
        return tally.open > 0 ? formatDue(rectifyDueOn, today) : formatDay(rectifyDueOn, today);
      },
    },
    count('total', '问题', ({ total }) => total, {}),
    count('open', '未完成', ({ open }) => open, 'open'),
    count('overdue', '逾期', ({ overdue }) => overdue, 'overdue'),
    {
      key: 'share',
      title: '销号率',
      label: '销号率',
      width: 92,
      align: 'end',
      render: ({ tally }) => formatShare(tally.closed, tally.total),
    },
  ];
}

/** 巡察: one unit in one programme each, and how far each has come. */
export function InspectionsPage() {
  const { today } = useSession();
  const { values, cursor, set, searchWith } = useUrlState(['programmeId', 'unitId', 'q']);
  const navigate = useNavigate();
  const query = useQuery({
    ...queryOf('listInspections', { query: { ...values, ...(cursor && { cursor }) } }),
    placeholderData: keepPreviousData,
  });
  const programmes = useQuery(queryOf('listProgrammes', { query: { limit: 100 } }));
  const units = useQuery(queryOf('listUnits'));
  const filterCount = Object.keys(values).length;
  return (
    <section className="page">
      <PageHead
        title="巡察"
        actions={
          query.data?.canCreate && (
            <Button type="primary" onClick={() => void navigate('/app/inspections/new')}>
              新建巡察
            </Button>
          )
        }
      />
      <FilterBar count={filterCount} onClear={() => set({ programmeId: null, unitId: null, q: null })}>
        <FilterItem label="轮次">
          <Select
            aria-label="轮次"
            placeholder="全部"
            allowClear
            value={values.programmeId ?? null}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={320}
            options={(programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(programmeId: string | undefined) => set({ programmeId })}
          />
        </FilterItem>
        {(units.data?.items.length ?? 0) > 1 && (
          <FilterItem label="单位">
            <UnitSelect
              aria-label="单位"
              units={units.data?.items ?? []}
              allowClear
              placeholder="全部"
              value={values.unitId ?? null}
              onChange={(unitId) => set({ unitId })}
            />
          </FilterItem>
        )}
        <FilterItem label="单位名称">
          <SearchInput value={values.q} label="单位名称" placeholder="输入后按回车" onSearch={(q) => set({ q })} />
        </FilterItem>
      </FilterBar>
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={filterCount > 0 ? '没有符合条件的巡察' : '还没有巡察'}>
              {filterCount > 0 ? (
                <Link to="/app/inspections">清除筛选</Link>
              ) : page.canCreate ? (
                '新建一次巡察，再导入反馈意见。'
              ) : (
                '巡察办建立巡察后，会出现在这里。'
              )}
            </EmptyState>
          ) : (
            <>
              <DataTable caption="巡察" columns={columnsFor(today)} rows={page.items} keyOf={({ id }) => id} isSticky />
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
    </section>
  );
}
