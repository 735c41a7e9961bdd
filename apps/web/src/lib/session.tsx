import type { CallReply } from './call.ts';
import type { Permission } from '@rectify/domain';
import { createContext, use } from 'react';

export type Session = CallReply<'getSession'>;

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in, and whether they hold a permission; only inside the frame that requires sign-in. */
export function useSession() {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is used outside the signed-in frame');
  return { ...session, can: (permission: Permission) => session.permissions.includes(permission) };
}
