import { Link } from 'react-router-dom';
import { formatNumber } from '../../lib/format.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Bar, FigureLink, Share } from './figure-link.tsx';
import type { Figure, OverviewRow, OverviewTable } from './overview-url.ts';
import { STATE_LABELS } from './whole-figures.tsx';

const LABELS = {
  total: '问题',
  ...STATE_LABELS,
  staged: '阶段性',
  red: '红 逾期',
  orange: '橙',
  yellow: '黄',
  green: '绿',
} as const satisfies Partial<Record<Figure, string>>;

const figureColumn = ([figure, title]: [keyof typeof LABELS, string]): Column<OverviewRow> => ({
  key: figure,
  title,
  label: title,
  // Five characters stand on one line.
  width: title.length > 4 ? 84 : 62,
  align: 'end',
  isBlank: ({ figures }) => figure !== 'total' && figures[figure] === 0,
  render: ({ figures, filter }) => (
    <span className={`figure-${figure}`}>
      <FigureLink figure={figure} figures={figures} filter={filter} />
    </span>
  ),
});

const MORE: readonly Column<OverviewRow>[] = [
  {
    key: 'share',
    title: '销号率',
    label: '销号率',
    width: 84,
    align: 'end',
    render: ({ figures }) => <Share part={figures.completed} half={figures.staged} whole={figures.total} />,
  },
  {
    key: 'measures',
    title: '措施完成',
    label: '措施完成',
    width: 92,
    align: 'end',
    isBlank: ({ figures }) => figures.measures === 0,
    render: ({ figures: { measures, measuresDone } }) => (
      <>
        {formatNumber(measuresDone)}/{formatNumber(measures)}
        <Bar part={measuresDone} whole={measures} />
      </>
    ),
  },
];

const FIGURES = (Object.entries(LABELS) as [keyof typeof LABELS, string][]).map(figureColumn);

interface FiguresTableProps {
  title: string;
  /** What a row is. */
  of: string;
  table: OverviewTable;
}

/** Figures row by row; each opens its issues, and a name what the row is made of. */
export function FiguresTable({ title, of, table }: FiguresTableProps) {
  const name: Column<OverviewRow> = {
    key: 'name',
    title: of,
    isHeading: true,
    render: ({ name: words, depth, hasParts, filter }) => (
      <span className={`overview-name depth-${depth}`}>
        {hasParts ? <Link to={`?${new URLSearchParams(filter)}`}>{words}</Link> : words}
      </span>
    ),
  };
  if (table.rows.length === 0) return null;
  return (
    <section className="overview-section">
      <h2>{title}</h2>
      <DataTable caption={title} columns={[name, ...FIGURES, ...MORE]} rows={table.rows} keyOf={({ key }) => key} />
      {table.omitted > 0 && (
        <p className="hint">另有 {formatNumber(table.omitted)} 行没有列出（总数包含它们），请用上面的筛选缩小范围。</p>
      )}
    </section>
  );
}
