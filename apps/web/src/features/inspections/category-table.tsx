import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatNumber, formatShare } from '../../lib/format.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ledgerLink } from './ledger-link.ts';

type Inspection = CallReply<'getInspection'>;
type Tally = Inspection['tally'];

interface Row {
  key: string;
  title: string;
  depth: number;
  tally: Tally;
  /** Null where the ledger cannot be narrowed to this row. */
  filter: Record<string, string> | null;
}

function rowsOf({ id, categories, uncategorised, tally }: Inspection): Row[] {
  const below = (parentId: string | null, depth: number): Row[] =>
    categories
      .filter((category) => category.parentId === parentId)
      .flatMap((category) => [
        {
          key: category.id,
          title: category.title,
          depth,
          tally: category.tally,
          filter: { inspectionId: id, categoryId: category.id },
        },
        ...below(category.id, depth + 1),
      ]);
  const rows = below(null, 0);
  if (uncategorised.total > 0)
    rows.push({ key: 'none', title: '没有分类的问题', depth: 0, tally: uncategorised, filter: null });
  rows.push({ key: 'all', title: '合计', depth: 0, tally, filter: { inspectionId: id } });
  return rows;
}

function count(key: keyof Tally, title: string, figure: Parameters<typeof ledgerLink>[1]): Column<Row> {
  return {
    key,
    title,
    label: title,
    width: 84,
    align: 'end',
    isBlank: ({ tally }) => key !== 'total' && tally[key] === 0,
    render: ({ tally, filter }) =>
      tally[key] === 0 || !filter ? (
        formatNumber(tally[key])
      ) : (
        <Link to={ledgerLink(filter, figure)}>{formatNumber(tally[key])}</Link>
      ),
  };
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    title: '分类',
    isHeading: true,
    render: ({ title, depth, key }) => (
      <span className={`category-title depth-${depth}${key === 'all' ? ' total' : ''}`}>{title}</span>
    ),
  },
  count('total', '问题', {}),
  count('open', '未完成', 'open'),
  count('overdue', '逾期', 'overdue'),
  count('closed', '已销号', 'closed'),
  count('staged', '阶段性', 'staged'),
  {
    key: 'share',
    title: '销号率',
    label: '销号率',
    width: 96,
    align: 'end',
    render: ({ tally }) => formatShare(tally.closed, tally.total),
  },
];

/** Completion by category; each number opens its rows in the ledger. */
export function CategoryTable({ inspection }: { inspection: Inspection }) {
  return <DataTable caption="按分类的完成情况" columns={COLUMNS} rows={rowsOf(inspection)} keyOf={({ key }) => key} />;
}
