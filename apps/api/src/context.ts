import type { Actor, CalendarDay, Role } from '@rectify/domain';
import type { Db } from '@rectify/db';
import type { Logger } from 'pino';
import type { SingleSignOn } from './features/access/oidc.ts';
import type { Settings } from './env.ts';
import type { FileStore } from './file-store.ts';

/** Everything that an operation may need from outside. */
export interface Deps {
  db: Db;
  /** Address of the same database, for connections that wait for its notices. */
  databaseUrl: string;
  now: () => Date;
  files: FileStore;
  /** Null where none is set up. */
  singleSignOn: SingleSignOn | null;
  settings: Settings;
  /** Signs sessions and what readers bring back unchanged; the same in every process. */
  secret: string;
  log: Logger;
}

/** The person who acts, as the domain sees them and as people name them. */
export interface SignedIn extends Actor {
  role: Role;
  name: string;
  username: string;
  unitName: string;
  mustChangePassword: boolean;
  /** The role asks for a second factor and there is none yet. */
  mustEnrolSecondFactor: boolean;
  /** Whole days until the password must be changed; null where it need not be. */
  passwordDaysLeft: number | null;
  sessionId: string;
}

/** Where a request came from, for the audit trail. */
export interface Origin {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

export interface OpenCtx extends Deps {
  origin: Origin;
  /** The present instant and the calendar day in Shanghai that goes with it. */
  at: Date;
  today: CalendarDay;
}

/** A write under a number that its sender chose for it. */
export interface Submission {
  key: string;
  /** Of everything that was sent. */
  fingerprint: string;
}

export interface Ctx extends OpenCtx {
  actor: SignedIn;
  /** Null where the sender chose no number. */
  submission?: Submission | null;
}
