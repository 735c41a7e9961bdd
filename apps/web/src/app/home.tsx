import { Navigate } from 'react-router-dom';
import { useSession } from '../lib/session.tsx';
import { TodayPage } from '../features/today/today-page.tsx';

/** The first page after sign-in: what the person's role is there for. */
export function Component() {
  const { can } = useSession();
  if (can('ledger.read')) return <TodayPage />;
  if (can('account.read')) return <Navigate to="/app/accounts" replace />;
  return <Navigate to="/app/audit" replace />;
}
