import { useState } from 'react';
import { Link } from 'react-router-dom';
import { DISCLOSURES } from '@rectify/domain';
import { formatDay, formatDistance } from '../../lib/format.ts';
import { useSession } from '../../lib/session.tsx';
import { DataTable, type Choice, type Column } from '../../ui/data-table.tsx';
import { LightTag } from '../../ui/light-tag.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import type { IssueRow, LedgerUrl } from './ledger-url.ts';

function SortLink({ url, order, label }: { url: LedgerUrl; order: 'number' | 'due'; label: string }) {
  const isCurrent = url.order === order;
  return (
    <Link
      className="sort-link"
      to={url.searchWith({ sort: order === 'number' ? null : order })}
      aria-current={isCurrent}
      title={`按${label}排序`}
    >
      {label}
      {isCurrent ? ' ▲' : ''}
    </Link>
  );
}

function Due({ row, today }: { row: IssueRow; today: string }) {
  if (!row.dueOn) return <span className="hint">未定</span>;
  const isOpen = row.status !== 'closed' && row.status !== 'withdrawn';
  return (
    <>
      <span className="no-wrap">{formatDay(row.dueOn, today)}</span>
      {isOpen && (
        <>
          {' '}
          <span className="no-wrap">{formatDistance(row.dueOn, today)}</span>
        </>
      )}
      {row.extensionCount > 0 && row.originalDueOn && (
        <span className="cell-note">
          原定{formatDay(row.originalDueOn, today)}，延期{row.extensionCount}次
        </span>
      )}
    </>
  );
}

function history(row: IssueRow): string {
  return [row.returnCount > 0 && `退回${row.returnCount}次`, row.reopenCount > 0 && `重新整改${row.reopenCount}次`]
    .filter(Boolean)
    .join('，');
}

/** The title in two lines, its category under it, and the feedback's own words on demand. */
function IssueCell({ row }: { row: IssueRow }) {
  const [isOpen, setOpen] = useState(false);
  const hasMore = row.excerpt !== '' && row.excerpt !== row.title;
  return (
    <>
      <Link className={isOpen ? 'issue-link' : 'issue-link two-lines'} to={`/app/issues/${row.id}`} title={row.title}>
        {row.title}
      </Link>
      {isOpen && <p className="issue-excerpt">{row.excerpt}</p>}
      <span className="issue-note">
        {row.category && (
          <span className="issue-category" title={row.category}>
            {row.category}
          </span>
        )}
        {row.disclosure !== 'party' && <span className="no-wrap">{DISCLOSURES[row.disclosure]}</span>}
        {hasMore && (
          <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '收起' : '展开'}
          </button>
        )}
      </span>
    </>
  );
}

interface LedgerTableProps {
  rows: readonly IssueRow[];
  url: LedgerUrl;
  choice?: Choice<IssueRow> | undefined;
}

/** The ledger's rows. */
export function LedgerTable({ rows, url, choice }: LedgerTableProps) {
  const { today, can } = useSession();
  const isManyUnits = new Set(rows.map(({ leadUnit }) => leadUnit.id)).size > 1 || can('unit.write');
  const columns: Column<IssueRow>[] = [
    {
      key: 'number',
      title: <SortLink url={url} order="number" label="序号" />,
      isLead: true,
      width: 68,
      align: 'end',
      render: ({ number }) => number ?? '—',
    },
    {
      key: 'issue',
      title: '问题',
      isHeading: true,
      render: (row) => <IssueCell row={row} />,
    },
    {
      key: 'measures',
      title: '措施',
      label: '措施',
      width: 64,
      align: 'end',
      render: ({ doneCount, measureCount }) => `${doneCount}/${measureCount}`,
    },
    {
      key: 'owner',
      title: '责任',
      label: '责任',
      width: 150,
      render: ({ owners, leadUnit }) => (
        <>
          {owners.length > 0 ? owners.join('、') : <span className="hint">未指定责任人</span>}
          {isManyUnits && <span className="cell-note">{leadUnit.name}</span>}
        </>
      ),
    },
    {
      key: 'due',
      title: <SortLink url={url} order="due" label="时限" />,
      label: '时限',
      width: 150,
      render: (row) => <Due row={row} today={today} />,
    },
    {
      key: 'status',
      title: '状态',
      width: 132,
      render: (row) => (
        <>
          <StatusTag status={row.status} result={row.closureResult} />
          {history(row) && <span className="cell-note">{history(row)}</span>}
        </>
      ),
    },
    { key: 'light', title: '灯', width: 148, render: ({ light }) => <LightTag light={light} /> },
  ];
  return <DataTable caption="整改台账" columns={columns} rows={rows} keyOf={({ id }) => id} choice={choice} isSticky />;
}
