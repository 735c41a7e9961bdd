import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { queryOf } from '../lib/query.ts';
import { SessionContext } from '../lib/session.tsx';
import { ErrorState } from '../ui/async-state.tsx';
import { toProblem } from '../lib/call.ts';
import { FirstLoading } from '../ui/first-loading.tsx';

/** Lets only the signed-in pass; whoever still has to make the account safe, only as far as the page for that. */
export function SessionGate() {
  const { pathname, search } = useLocation();
  const session = useQuery({ ...queryOf('getSession'), staleTime: 60_000 });

  if (session.data) {
    if (session.data.mustChangePassword && pathname !== '/app/password') return <Navigate to="/app/password" replace />;
    // Only the page where it is set up.
    const mustEnrol = session.data.mustEnrolSecondFactor && !session.data.mustChangePassword;
    if (mustEnrol && pathname !== '/app/account') return <Navigate to="/app/account" replace />;
    return (
      <SessionContext value={session.data}>
        <Outlet />
      </SessionContext>
    );
  }
  if (!session.error) return <FirstLoading />;
  if (toProblem(session.error).status === 401) {
    return <Navigate to={`/app/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <main className="lone-page">
      <ErrorState error={session.error} onRetry={() => void session.refetch()} />
    </main>
  );
}
