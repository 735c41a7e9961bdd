import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import type { LedgerUrl } from './ledger-url.ts';

interface Figure {
  label: string;
  key: 'total' | 'open' | 'overdue' | 'closed' | 'staged';
  set: { status?: string; light?: string; result?: string };
}

const FIGURES: readonly Figure[] = [
  { key: 'total', label: '共', set: {} },
  { key: 'open', label: '未完成', set: { status: 'draft,issued,planning,rectifying,closing' } },
  { key: 'overdue', label: '逾期', set: { light: 'red' } },
  { key: 'closed', label: '已销号', set: { result: 'completed' } },
  { key: 'staged', label: '阶段性', set: { result: 'staged' } },
];

function FigureLink({ figure, count, url }: { figure: Figure; count: number | undefined; url: LedgerUrl }) {
  const { filter } = url;
  const { status, light, result } = figure.set;
  const isCurrent = filter.status === status && filter.light === light && filter.result === result;
  const words: ReactNode = (
    <>
      {figure.label} <b>{count === undefined ? '…' : formatNumber(count)}</b>
    </>
  );
  return (
    <li className={figure.key === 'overdue' && count ? 'overdue' : undefined}>
      <Link to={url.searchWith({ status, light, result })} aria-current={isCurrent}>
        {words}
      </Link>
    </li>
  );
}

/** How it stands, each number a link to the rows that it counts. */
export function LedgerNumbers({ url }: { url: LedgerUrl }) {
  const { filter, base } = url;
  const whole = useQuery({ ...queryOf('summariseIssues', { query: base }), placeholderData: (previous) => previous });
  const isNarrowed = filter.status !== undefined || filter.light !== undefined || filter.result !== undefined;
  const isFigure = FIGURES.some(
    ({ set }) => set.status === filter.status && set.light === filter.light && set.result === filter.result,
  );
  const selected = useQuery({ ...queryOf('summariseIssues', { query: filter }), enabled: isNarrowed && !isFigure });
  const { draft = 0, withdrawn = 0 } = (whole.data?.byStatus ?? {}) as { draft?: number; withdrawn?: number };
  return (
    <ul className="numbers" aria-label="数字，点击查看相应的问题">
      {FIGURES.map((figure) => (
        <FigureLink key={figure.key} figure={figure} count={whole.data?.[figure.key]} url={url} />
      ))}
      {draft > 0 && (
        <li>
          <Link
            to={url.searchWith({ status: 'draft', light: null, result: null })}
            aria-current={filter.status === 'draft'}
          >
            待下发 <b>{formatNumber(draft)}</b>
          </Link>
        </li>
      )}
      {withdrawn > 0 && (
        <li>
          <Link
            to={url.searchWith({ status: 'withdrawn', light: null, result: null })}
            aria-current={filter.status === 'withdrawn'}
          >
            已撤销 <b>{formatNumber(withdrawn)}</b>
          </Link>
        </li>
      )}
      {isNarrowed && !isFigure && selected.data && filter.status !== 'draft' && filter.status !== 'withdrawn' && (
        <li className="hint">当前筛选 {formatNumber(selected.data.total)} 项</li>
      )}
    </ul>
  );
}
