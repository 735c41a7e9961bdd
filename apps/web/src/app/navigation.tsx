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
  { to: '/app/issues', label: '整改台账', permission: 'ledger.read' },
  { to: '/app/reviews', label: '销号审核', permission: 'review.read' },
  { to: '/app/inspections', label: '巡察', permission: 'inspection.read' },
  { to: '/app/programmes', label: '轮次与规则', permission: 'programme.read' },
  { to: '/app/units', label: '单位', permission: 'unit.read' },
  { to: '/app/reports', label: '公开', permission: 'publication.read' },
  { to: '/app/accounts', label: '账号', permission: 'account.read' },
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

/** The list of rooms that the signed-in person may enter. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { can } = useSession();
  const reviewCount = useReviewCount();
  return (
    <nav aria-label="主导航">
      <ul className="nav-list">
        {ITEMS.filter(({ permission }) => can(permission)).map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/app'} onClick={onChoose}>
              <span>{label}</span>
              {to === '/app/reviews' && reviewCount > 0 && (
                <span className="nav-count" aria-label={`${reviewCount} 件待审核`}>
                  {formatNumber(reviewCount)}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
