import { useQuery } from '@tanstack/react-query';
import { PROGRAMME_KINDS } from '@rectify/domain';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatDay, formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';

type Programme = CallReply<'listProgrammes'>['items'][number];

function period({ startOn, endOn }: Programme): string {
  if (!startOn && !endOn) return '未定';
  return `${startOn ? formatDay(startOn) : ''}—${endOn ? formatDay(endOn) : ''}`;
}

const COLUMNS: readonly Column<Programme>[] = [
  {
    key: 'name',
    title: '名称',
    isHeading: true,
    render: ({ id, name }) => <Link to={`/app/programmes/${id}`}>{name}</Link>,
  },
  { key: 'kind', title: '类别', width: 120, render: ({ kind }) => PROGRAMME_KINDS[kind] },
  { key: 'unit', title: '组织单位', label: '组织单位', width: '22%', render: ({ unit }) => unit.name },
  { key: 'period', title: '起止', label: '起止', width: 280, render: period },
  {
    key: 'inspections',
    title: '巡察',
    label: '巡察',
    width: 80,
    align: 'end',
    render: ({ id, inspectionCount }) => (
      <Link to={`/app/inspections?programmeId=${id}`}>{formatNumber(inspectionCount)}</Link>
    ),
  },
];

/** 轮次与规则 */
export function ProgrammesPage() {
  const { cursor, searchWith } = useUrlState([]);
  const navigate = useNavigate();
  const query = useQuery(queryOf('listProgrammes', { query: { ...(cursor && { cursor }) } }));
  return (
    <section className="page">
      <PageHead
        title="轮次与规则"
        note="每个轮次自带一套规则：期限、审核层级、预警和报送。"
        actions={
          query.data?.canCreate && (
            <Button type="primary" onClick={() => void navigate('/app/programmes/new')}>
              新建轮次
            </Button>
          )
        }
      />
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="还没有轮次">
              {page.canCreate ? '请先新建轮次，再在其中建立巡察组和巡察。' : '巡察办建立轮次后，会出现在这里。'}
            </EmptyState>
          ) : (
            <>
              <DataTable caption="轮次" columns={COLUMNS} rows={page.items} keyOf={({ id }) => id} />
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
    </section>
  );
}
