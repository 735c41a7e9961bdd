import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

/** A link given by the server: inside the application without reloading, else an ordinary one. */
export function AppLink({ to, children, className }: { to: string; children: ReactNode; className?: string }) {
  if (to.startsWith('/app')) {
    return (
      <Link to={to} className={className}>
        {children}
      </Link>
    );
  }
  return (
    <a href={to} className={className}>
      {children}
    </a>
  );
}
