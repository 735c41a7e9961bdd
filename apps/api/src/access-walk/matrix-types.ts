import type { Role } from '@rectify/domain';

/** Who walks: each role in its own place, and the same roles elsewhere. */
export const ACTORS = {
  anonymous: null,
  disabled: null,
  office: 'office',
  group: 'group',
  liaison: 'liaison',
  leader: 'unit_leader',
  observer: 'observer',
  admin: 'sys_admin',
  auditor: 'auditor',
  /** Of another region. */
  otherOffice: 'office',
  otherObserver: 'observer',
  /** Of the same programme. */
  otherGroup: 'group',
  /** Of the same region. */
  otherLiaison: 'liaison',
  otherLeader: 'unit_leader',
} as const satisfies Record<string, Role | null>;
export type ActorName = keyof typeof ACTORS;

/** Where a thing belongs: to the office, group and unit that walk, or to those of another region. */
export type Home = 'here' | 'elsewhere';

/** Which one of its kind; most are in the middle of their life. */
export type Kind =
  | 'draftIssue'
  | 'issuedIssue'
  | 'issue'
  | 'closedIssue'
  | 'stagedIssue'
  | 'issuedMeasure'
  | 'measure'
  | 'evidence'
  | 'outcome'
  | 'request'
  | 'inspection'
  | 'programme'
  | 'group'
  | 'unit'
  | 'coUnit'
  | 'account'
  | 'member'
  | 'session'
  | 'report'
  | 'reviewedReport'
  | 'paragraph'
  | 'comment'
  | 'feedback';

/** A place in the request that names a thing: `params.id`, `body.issueIds.0`, `query.unitId`. */
export interface Ref {
  at: string;
  kind: Kind;
  /** How it is answered when the thing does not exist for the one who asks; 200 is a list without it. */
  unseen?: 404 | 400 | 200;
}

/** Who may do one operation. */
export interface AccessRow {
  /** Nobody need be signed in. */
  open?: true;
  /** Roles beside which everyone is told 403 before any thing is looked for; absent: the thing decides. */
  may?: readonly Role[];
  /** Of those who see the thing, the roles that are not told 403; absent: all of them. */
  does?: readonly Role[];
  refs?: readonly Ref[];
  /** What the least request lacks to be understood. */
  body?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, string>>;
  params?: Readonly<Record<string, string>>;
  /** Sent as a file instead of JSON. */
  isFile?: true;
  /** A status that is right for those who may, though it looks like a refusal. */
  ends?: number;
}
