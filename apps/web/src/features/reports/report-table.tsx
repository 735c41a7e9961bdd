import { REPORT_KINDS } from '@rectify/domain';
import { Link } from 'react-router-dom';
import { formatInstant } from '../../lib/format.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ReportState } from './report-state.tsx';
import type { ReportRow } from './report-types.ts';

function Time({ row }: { row: ReportRow }) {
  if (row.state === 'scheduled' && row.publishAt) return <>定于 {formatInstant(row.publishAt)}</>;
  if (row.publishedAt && row.state === 'published') return <>{formatInstant(row.publishedAt)} 发布</>;
  return <>{formatInstant(row.updatedAt)} 改动</>;
}

const title: Column<ReportRow> = {
  key: 'title',
  title: '通报',
  isHeading: true,
  render: ({ id, title: name, kind }) => (
    <>
      <Link to={`/app/reports/${id}`}>{name}</Link>
      <span className="cell-note">{REPORT_KINDS[kind]}</span>
    </>
  ),
};
const state: Column<ReportRow> = {
  key: 'state',
  title: '状态',
  width: 170,
  render: (row) => <ReportState report={row} />,
};
const version: Column<ReportRow> = {
  key: 'version',
  title: '现行版本',
  label: '现行版本',
  width: 110,
  isBlank: ({ currentVersion }) => currentVersion === 0,
  render: ({ currentVersion, slug }) =>
    currentVersion === 0 ? (
      '—'
    ) : slug ? (
      <a href={`/reports/${slug}`}>第 {currentVersion} 版</a>
    ) : (
      `第 ${currentVersion} 版`
    ),
};
const time: Column<ReportRow> = { key: 'time', title: '时间', width: 230, render: (row) => <Time row={row} /> };

const WHOLE: readonly Column<ReportRow>[] = [
  title,
  { key: 'unit', title: '单位', width: '15%', render: ({ unitName }) => unitName },
  { key: 'programme', title: '轮次', width: '15%', render: ({ programmeName }) => programmeName },
  state,
  version,
  time,
];
const SHORT: readonly Column<ReportRow>[] = [title, state, version, time];

interface ReportTableProps {
  rows: readonly ReportRow[];
  /** Inside a room of one inspection or programme, whose name need not be said again. */
  isShort?: boolean;
}

/** Reports with where they stand; the title leads to the text. */
export function ReportTable({ rows, isShort = false }: ReportTableProps) {
  return <DataTable caption="通报" columns={isShort ? SHORT : WHOLE} rows={rows} keyOf={({ id }) => id} />;
}
