import type { Disclosure, IssueStatus, Role, UnitKind } from './vocabulary.ts';

export interface Actor {
  id: string;
  role: Role;
  unitId: string;
  /** Inspection groups the person belongs to; only for role 'group'. */
  groupIds: readonly string[];
  /** Path in the unit tree under which an office or observer account sees everything; '/' is the whole tree. */
  jurisdictionPath?: string | undefined;
}

/** What decides who may see a thing: an issue, or an inspection (then without status). */
export interface Scoped {
  leadUnitId: string;
  coUnitIds: readonly string[];
  groupId: string | null;
  /** Path of the lead unit in the unit tree, e.g. '/qd/shinan/jtj/'. */
  unitPath: string;
  /** Only issues have one; a draft is not yet the unit's to see. */
  status?: IssueStatus | undefined;
  /** Only asked for a withdrawn issue: one withdrawn as a draft was never the unit's to see. */
  wasIssued?: boolean | undefined;
}

/** States in which an issue is always visible to its units; a withdrawn one only if it had been issued. */
export const UNIT_VISIBLE_STATUSES = [
  'issued',
  'planning',
  'rectifying',
  'closing',
  'closed',
] as const satisfies readonly IssueStatus[];

function isUnitVisible({ status, wasIssued }: Pick<Scoped, 'status' | 'wasIssued'>): boolean {
  if (status === undefined) return true;
  if (status === 'withdrawn') return wasIssued === true;
  return (UNIT_VISIBLE_STATUSES as readonly IssueStatus[]).includes(status);
}

/** How an actor stands to a thing. */
export interface Relation {
  isLeadUnit: boolean;
  isCoUnit: boolean;
  isHoldingGroup: boolean;
  isInJurisdiction: boolean;
}

/** Whether a unit lies at or below a place in the unit tree; an empty place contains nothing. */
export function isWithin(path: string, ancestor: string | undefined): boolean {
  if (!ancestor) return false;
  const slashed = (text: string) => (text.endsWith('/') ? text : `${text}/`);
  return slashed(path).startsWith(slashed(ancestor));
}

/** How the actor stands to the object, by the facts alone, whatever the role. */
export function relate(actor: Actor, object: Scoped): Relation {
  return {
    isLeadUnit: actor.unitId !== '' && actor.unitId === object.leadUnitId,
    isCoUnit: actor.unitId !== '' && object.coUnitIds.includes(actor.unitId),
    isHoldingGroup: object.groupId !== null && actor.groupIds.includes(object.groupId),
    isInJurisdiction: isWithin(object.unitPath, actor.jurisdictionPath),
  };
}

/** Whether the thing exists for the actor at all (rule: deny by default, a row outside one's scope is 404). */
export function canSee(actor: Actor, object: Scoped): boolean {
  const relation = relate(actor, object);
  switch (actor.role) {
    case 'office':
    case 'observer':
      return relation.isInJurisdiction;
    case 'group':
      return relation.isHoldingGroup;
    case 'liaison':
    case 'unit_leader':
      return isUnitVisible(object) && (relation.isLeadUnit || relation.isCoUnit);
    case 'sys_admin':
    case 'auditor':
      return false;
  }
}

/** Fields of an issue that not everyone who sees the issue may read; they are absent from other answers. */
export const FIELD_READERS = {
  /** Why an issue is withheld can itself betray a case. */
  withholdGround: ['office', 'group'],
  /** Who asked for the issue to be looked at, for 信访举报. */
  sourceDetail: ['office', 'group'],
  /** The advisory 销号质检 is for those who review from outside and for the leader who signs. */
  closureCheck: ['office', 'group', 'unit_leader'],
} as const satisfies Record<string, readonly Role[]>;
export type ClearedField = keyof typeof FIELD_READERS;

/** Whether a role may read a field above ordinary clearance (rule: it never leaves the server otherwise). */
export function canReadField(actor: Pick<Actor, 'role'>, field: ClearedField): boolean {
  return (FIELD_READERS[field] as readonly Role[]).includes(actor.role);
}

/** Whether an issue may be shown to an audience: the public page shows 公开 only, the inside one also 党内公开. */
export function canDisclose(disclosure: Disclosure, audience: 'public' | 'party'): boolean {
  return disclosure === 'public' || (disclosure === 'party' && audience === 'party');
}

export const PERMISSION_CODES = [
  'programme.read',
  'programme.write',
  'unit.read',
  'unit.write',
  'inspection.read',
  'inspection.write',
  'ledger.read',
  'issue.create',
  'import.preview',
  'import.commit',
  'review.read',
  'statistics.read',
  'export.create',
  'publication.read',
  'report.write',
  'feedback.write',
  'text.check',
  'account.read',
  'account.write',
  'settings.read',
  'settings.write',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSION_CODES)[number];

const BUSINESS_READING = [
  'programme.read',
  'unit.read',
  'inspection.read',
  'ledger.read',
  'statistics.read',
  'export.create',
  'publication.read',
  'text.check',
] as const satisfies readonly Permission[];

/** Who may do what to things other than one issue; what is not listed is forbidden (三员分立). */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  office: [
    ...BUSINESS_READING,
    'programme.write',
    'unit.write',
    'inspection.write',
    'issue.create',
    'import.preview',
    'import.commit',
    'review.read',
    'report.write',
    'feedback.write',
  ],
  group: [...BUSINESS_READING, 'issue.create', 'import.preview', 'import.commit', 'review.read'],
  liaison: [...BUSINESS_READING, 'report.write'],
  unit_leader: [...BUSINESS_READING, 'review.read'],
  observer: [...BUSINESS_READING],
  sys_admin: ['unit.read', 'unit.write', 'account.read', 'account.write', 'settings.read', 'settings.write'],
  auditor: ['audit.read'],
};

/** 三员分立: the kinds of account that one person's account may never change between. */
export const ROLE_CLASSES: Readonly<Record<Role, 'business' | 'administration' | 'audit'>> = {
  office: 'business',
  group: 'business',
  liaison: 'business',
  unit_leader: 'business',
  observer: 'business',
  sys_admin: 'administration',
  auditor: 'audit',
};

/** Whether an account of this role may belong to a unit of this kind: who closes issues does not sit in an inspected unit. */
export function mayBelong(role: Role, kind: UnitKind): boolean {
  return role !== 'office' || kind === 'inspection_office' || kind === 'region';
}

/** Whether a role has a permission at all; scope is judged apart. */
export function may(role: Role, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}

/** Whether the actor may do this to this thing: the role's permission, within the actor's scope. */
export function canManage(actor: Actor, permission: Permission, object?: Scoped): boolean {
  return may(actor.role, permission) && (object === undefined || canSee(actor, object));
}
