import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@rectify/domain';
import { NavLink } from 'react-router-dom';
import { formatNumber } from '../lib/format.ts';
import { queryOf } from '../lib/query.ts';
import { useSession } from '../lib/session.tsx';

interface Item {
  to: string;
  label: string;
  permission: Permission;
}

const ITEMS: readonly Item[] = [
  { to: '/app', label: '工作台', permission: 'ledger.read' },
  { to: '/app/overview', label: '概览', permission: 'statistics.read' },
  { to: '/app/issues', label: '整改台账', permission: 'ledger.read' },
  { to: '/app/reviews', label: '销号审核', permission: 'review.read' },
  { to: '/app/inspections', label: '巡察', permission: 'inspection.read' },
  { to: '/app/programmes', label: '轮次与规则', permission: 'programme.read' },
  { to: '/app/units', label: '单位', permission: 'unit.read' },
  { to: '/app/reports', label: '公开', permission: 'publication.read' },
  { to: '/app/feedback', label: '公众意见', permission: 'publication.read' },
  { to: '/app/check', label: '通报体检', permission: 'text.check' },
  { to: '/app/accounts', label: '账号', permission: 'account.read' },
  { to: '/app/backups', label: '备份', permission: 'settings.read' },
  { to: '/app/audit', label: '审计', permission: 'audit.read' },
];

/** How many requests wait for the signed-in person's decision. */
export function useReviewCount(): number {
  const { can } = useSession();
  const { data } = useQuery({
    ...queryOf('listReviews', { query: { limit: 1 } }),
    enabled: can('review.read'),
  });
  return data?.total ?? 0;
}

/** How many reports wait for the signed-in person; from a short list, since a list tells no total. */
function useReportTurns(): { count: number; isMore: boolean } {
  const { can } = useSession();
  const { data } = useQuery({
    ...queryOf('listReports', { query: { turn: 'mine', limit: 20 } }),
    enabled: can('publication.read'),
  });
  return { count: data?.items.length ?? 0, isMore: data?.nextCursor != null };
}

function Count({ count, label, isMore = false }: { count: number; label: string; isMore?: boolean }) {
  if (count === 0) return null;
  return (
    <span className="nav-count" aria-label={`${count} ${label}`}>
      {formatNumber(count)}
      {isMore && '+'}
    </span>
  );
}

/** The list of rooms that the signed-in person may enter. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { can } = useSession();
  const reviewCount = useReviewCount();
  const turns = useReportTurns();
  return (
    <nav aria-label="主导航">
      <ul className="nav-list">
        {ITEMS.filter(({ permission }) => can(permission)).map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/app'} onClick={onChoose}>
              <span>{label}</span>
              {to === '/app/reviews' && <Count count={reviewCount} label="件待审核" />}
              {to === '/app/reports' && <Count {...turns} label="份通报等我办理" />}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
