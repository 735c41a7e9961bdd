import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatDue } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { LightTag } from '../../ui/light-tag.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';

type Row = CallReply<'listIssues'>['items'][number];

function columnsFor(today: string): Column<Row>[] {
  return [
    { key: 'number', title: '序号', isLead: true, width: 64, align: 'end', render: ({ number }) => number ?? '—' },
    {
      key: 'title',
      title: '问题',
      isHeading: true,
      render: ({ id, title, category }) => (
        <>
          <Link to={`/app/issues/${id}`}>{title}</Link>
          {category && <span className="cell-note">{category}</span>}
        </>
      ),
    },
    {
      key: 'measures',
      title: '措施',
      label: '措施',
      width: 72,
      align: 'end',
      render: ({ doneCount, measureCount }) => `${doneCount}/${measureCount}`,
    },
    {
      key: 'due',
      title: '时限',
      label: '时限',
      width: 200,
      isBlank: ({ dueOn, status }) => dueOn === null || status === 'closed',
      render: ({ dueOn, status }) => dueOn && (status === 'closed' ? null : formatDue(dueOn, today)),
    },
    {
      key: 'status',
      title: '状态',
      width: 140,
      render: ({ status, closureResult }) => <StatusTag status={status} result={closureResult} />,
    },
    { key: 'light', title: '灯', width: 150, render: ({ light }) => <LightTag light={light} /> },
  ];
}

/** 问题清单 of one inspection; the ledger does the rest. */
export function InspectionIssues({ inspectionId }: { inspectionId: string }) {
  const { today } = useSession();
  const { cursor, searchWith } = useUrlState([]);
  const query = useQuery({
    ...queryOf('listIssues', { query: { inspectionId, limit: 50, ...(cursor && { cursor }) } }),
    placeholderData: keepPreviousData,
  });
  return (
    <AsyncState query={query}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyState title="这次巡察还没有问题">导入反馈意见，或逐个新增问题。</EmptyState>
        ) : (
          <>
            <p className="hint list-lead">
              <Link to={`/app/issues?inspectionId=${inspectionId}`}>在整改台账中打开</Link>
              ，可筛选、批量指定责任人和时限。
            </p>
            <DataTable caption="问题清单" columns={columnsFor(today)} rows={page.items} keyOf={({ id }) => id} />
            <CursorPager page={page} searchWith={searchWith} />
          </>
        )
      }
    </AsyncState>
  );
}
