import type { Actor } from './access.ts';
import { decide } from './decide.ts';
import type { ActionInput, EvidenceFacts, IssueFacts, MeasureFacts, RefusalCode, RequestFacts } from './facts.ts';
import { DEFAULT_RULE_PROFILE, EXTENSION_LEVELS } from './rule-profile.ts';
import type { IssueAction, IssueStatus, RequestKind, ReviewLevel } from './vocabulary.ts';

export const TODAY = '2024-09-02';

const person = (id: string, role: Actor['role'], rest: Partial<Actor> = {}): Actor => ({
  id,
  role,
  unitId: `unit-of-${role}`,
  groupIds: [],
  ...rest,
});

/** One account for each way of standing to the issue. */
export const PEOPLE = {
  office: person('office-1', 'office', { jurisdictionPath: '/qd/shinan/' }),
  officeElsewhere: person('office-2', 'office', { jurisdictionPath: '/qd/laoshan/' }),
  officeNowhere: person('office-3', 'office'),
  group: person('group-1', 'group', { groupIds: ['g1'] }),
  groupOther: person('group-2', 'group', { groupIds: ['g2'] }),
  liaison: person('liaison-1', 'liaison', { unitId: 'lead' }),
  liaisonCo: person('liaison-2', 'liaison', { unitId: 'co' }),
  liaisonOther: person('liaison-3', 'liaison', { unitId: 'else' }),
  leader: person('leader-1', 'unit_leader', { unitId: 'lead' }),
  leaderCo: person('leader-2', 'unit_leader', { unitId: 'co' }),
  leaderOther: person('leader-3', 'unit_leader', { unitId: 'else' }),
  observer: person('observer-1', 'observer', { jurisdictionPath: '/qd/' }),
  observerElsewhere: person('observer-2', 'observer', { jurisdictionPath: '/jn/' }),
  // Even with a unit and a group written on the account by mistake.
  sysAdmin: person('admin-1', 'sys_admin', { unitId: 'lead', groupIds: ['g1'], jurisdictionPath: '/' }),
  auditor: person('auditor-1', 'auditor', { unitId: 'lead', groupIds: ['g1'], jurisdictionPath: '/' }),
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;

export function buildMeasure(change: Partial<MeasureFacts> = {}): MeasureFacts {
  return {
    id: 'm1',
    status: 'done',
    startOn: '2024-05-16',
    dueOn: '2024-11-16',
    leader: '王建国',
    department: '办公室',
    owner: '李红',
    authorId: 'liaison-1',
    progressCount: 1,
    latestAsOf: '2024-08-01',
    ...change,
  };
}

export function buildEvidence(change: Partial<EvidenceFacts> = {}): EvidenceFacts {
  return { id: 'e1', status: 'submitted', isAnswered: false, uploadedBy: 'liaison-1', ...change };
}

const LEVELS: Record<RequestKind, readonly ReviewLevel[]> = {
  plan: DEFAULT_RULE_PROFILE.planLevels,
  closure: DEFAULT_RULE_PROFILE.closureLevels,
  extension: EXTENSION_LEVELS,
};

/** An open request with the named levels already approved, each by its own person of PEOPLE. */
export function buildRequest(
  kind: RequestKind,
  approved: ReviewLevel[] = [],
  change: Partial<RequestFacts> = {},
): RequestFacts {
  return {
    kind,
    requestedBy: 'liaison-1',
    levels: LEVELS[kind],
    reviews: approved.map((level) => ({
      level,
      reviewerId: { unit_leader: 'leader-1', group: 'group-1', office: 'office-1' }[level],
      decision: 'approved',
    })),
    ...(kind === 'closure' ? { result: 'completed' as const } : {}),
    ...(kind === 'extension' ? { dueOn: '2025-02-16' } : {}),
    ...change,
  };
}

/** An issue in rectification that lacks nothing for 销号. */
export function buildFacts(change: Partial<IssueFacts> = {}): IssueFacts {
  return {
    status: 'rectifying',
    kind: 'problem',
    nature: 'time_limited',
    leadUnitId: 'lead',
    coUnitIds: ['co'],
    groupId: 'g1',
    unitPath: '/qd/shinan/jtj/',
    dueOn: '2024-11-16',
    feedbackOn: '2024-05-16',
    measures: [buildMeasure()],
    evidence: [buildEvidence()],
    outcomeStatement: '制定制度 3 项，退还 1.32 万元。',
    stageGoal: null,
    reviewOn: null,
    request: null,
    profile: DEFAULT_RULE_PROFILE,
    ...change,
  };
}

/** A plausible issue in each state. */
export function factsIn(status: IssueStatus, change: Partial<IssueFacts> = {}): IssueFacts {
  const planned = [buildMeasure({ status: 'planned', startOn: null, progressCount: 0, latestAsOf: null })];
  switch (status) {
    case 'draft':
    case 'issued':
      return buildFacts({ status, measures: planned, evidence: [], outcomeStatement: null, ...change });
    case 'planning':
      return buildFacts({ status, measures: planned, evidence: [], request: buildRequest('plan'), ...change });
    case 'closing':
      return buildFacts({ status, request: buildRequest('closure'), ...change });
    case 'closed':
      return buildFacts({ status, closureResult: 'completed', ...change });
    case 'rectifying':
      return buildFacts({ status, ...change });
    case 'withdrawn':
      return buildFacts({ status, wasIssued: true, ...change });
  }
}

/** One line of the permission matrix: a business sentence, who, what, in which situation, and what comes of it. */
export type Row = [
  sentence: string,
  who: PersonName,
  action: IssueAction,
  facts: IssueFacts,
  expected: RefusalCode | IssueStatus,
  input?: ActionInput,
];

/** The new status, or the code of the refusal. */
export function outcomeOf([, who, action, facts, , input]: Row): RefusalCode | IssueStatus {
  const decision = decide(PEOPLE[who], action, facts, { ...input, today: TODAY });
  return decision.ok ? decision.status : decision.refusal.code;
}

/** A reason long enough for everyone. */
export const REASON = '请补充整改前后对比照片和台账';
