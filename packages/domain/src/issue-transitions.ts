import { closureGaps } from './closure-gate.ts';
import type { ActionInput, IssueFacts, Unmet } from './facts.ts';
import {
  assigningGaps,
  completionGaps,
  measureEditGaps,
  measureReopeningGaps,
  planGaps,
  progressFilingGaps,
} from './measure-lifecycle.ts';
import { isLastTurn } from './reviews.ts';
import {
  evidenceDecisionGaps,
  extensionGaps,
  issuingGaps,
  outsideReviewGaps,
  pendingRequestGaps,
  recallGaps,
  spotCheckGaps,
  spotCheckRecordGaps,
  stagedReviewDateGaps,
} from './transition-gaps.ts';
import type { IssueAction, IssueStatus, RequestKind, Role } from './vocabulary.ts';

/** A name for `IssueAction` where it is sent to the machine. */
export type IssueEvent = IssueAction;

/** How one must stand to the issue. */
export type Standing = 'lead_unit' | 'lead_or_co_unit' | 'holding_group' | 'jurisdiction';

export interface RoleRule {
  standing: Standing;
  from: readonly IssueStatus[];
}

export interface Transition {
  /** Roles that may do it, from which states; a role that is not listed never may. */
  by: Partial<Record<Role, RoleRule>>;
  to: IssueStatus | ((facts: IssueFacts, input: ActionInput) => IssueStatus);
  /** The open request that it decides or takes back. */
  request?: RequestKind;
  /** A review: only at the level whose turn it is, and by nobody with an interest in it. */
  isReview?: true;
  /** In state closed only while the closure is a staged one (阶段性完成、持续整改). */
  onlyIfStaged?: true;
  unmet?: (facts: IssueFacts, input: ActionInput) => Unmet[];
  /** Do not explain on the issue itself why it cannot be done: the reason belongs to one measure or file. */
  isQuiet?: true;
  /** At least so many characters of reason; `decide` demands it. */
  noteMin?: number;
  /** Input that `decide` demands. */
  needs?: readonly (keyof ActionInput)[];
  /** What to say in a wrong state, where “refresh the page” is not the advice. */
  wrongState?: string;
}

/** What a return, a reopening or a withdrawal must say at least, in characters. */
export const REASON_MIN = 10;
/** What a rejected file must be told at least, in characters. */
export const EVIDENCE_REASON_MIN = 5;

const same = (facts: IssueFacts): IssueStatus => facts.status;
const lead = (...from: IssueStatus[]): RoleRule => ({ standing: 'lead_unit', from });
const unit = (...from: IssueStatus[]): RoleRule => ({ standing: 'lead_or_co_unit', from });
const holds = (...from: IssueStatus[]): RoleRule => ({ standing: 'holding_group', from });
const covers = (...from: IssueStatus[]): RoleRule => ({ standing: 'jurisdiction', from });

const LIVE = ['draft', 'issued', 'planning', 'rectifying', 'closing', 'closed'] as const satisfies IssueStatus[];
const ISSUED = ['issued', 'planning', 'rectifying', 'closing', 'closed'] as const satisfies IssueStatus[];
const LOCKED = '问题原文下发后不得改动（原汁原味）；确有错误的，请由巡察办撤销后重新录入。';
const PLAN_UNDER_REVIEW = '措施只能在制定方案时改动；方案在审的请先撤回方案，整改中的请新增措施。';

/** The lifecycle of an issue: who may do what, from where to where; what is not listed is forbidden. */
export const ISSUE_TRANSITIONS: Readonly<Record<IssueEvent, Transition>> = {
  // The feedback and how it is classed
  editIssue: { by: { office: covers('draft'), group: holds('draft') }, to: same, wrongState: LOCKED },
  setNature: { by: { office: covers('draft', 'issued', 'planning', 'rectifying'), group: holds('draft') }, to: same },
  setDisclosure: { by: { office: covers(...LIVE) }, to: same, needs: ['disclosure'] },
  issueToUnit: { by: { office: covers('draft') }, to: 'issued', unmet: issuingGaps },

  // The plan
  addMeasure: {
    by: { liaison: lead('issued', 'rectifying'), office: covers('draft'), group: holds('draft') },
    to: same,
    wrongState: '方案或销号在审时不能新增措施，请先撤回申请。',
  },
  editMeasure: {
    by: { liaison: lead('issued'), office: covers('draft'), group: holds('draft') },
    to: same,
    unmet: (facts, input) => measureEditGaps(facts, input, false),
    isQuiet: true,
    wrongState: PLAN_UNDER_REVIEW,
  },
  removeMeasure: {
    by: { liaison: lead('issued'), office: covers('draft'), group: holds('draft') },
    to: same,
    unmet: (facts, input) => measureEditGaps(facts, input, true),
    isQuiet: true,
    wrongState: PLAN_UNDER_REVIEW,
  },
  assignMeasure: {
    by: { liaison: lead('issued', 'rectifying'), office: covers('draft'), group: holds('draft') },
    to: same,
    unmet: assigningGaps,
    isQuiet: true,
    wrongState: '方案或销号在审时不能调整责任和时限，请先撤回申请。',
  },
  setStageGoal: {
    by: { liaison: lead('issued', 'rectifying'), office: covers('draft'), group: holds('draft') },
    to: same,
  },
  submitPlan: { by: { liaison: lead('issued') }, to: 'planning', unmet: planGaps },
  recallPlan: { by: { liaison: lead('planning') }, to: 'issued', request: 'plan', unmet: recallGaps },
  approvePlan: {
    by: { unit_leader: lead('planning'), group: holds('planning'), office: covers('planning') },
    to: (facts) => (facts.request && isLastTurn(facts.request) ? 'rectifying' : 'planning'),
    request: 'plan',
    isReview: true,
    unmet: planGaps,
  },
  returnPlan: {
    by: { unit_leader: lead('planning'), group: holds('planning'), office: covers('planning') },
    to: 'issued',
    request: 'plan',
    isReview: true,
    noteMin: REASON_MIN,
  },

  // The work
  fileProgress: {
    by: { liaison: unit('rectifying', 'closed') },
    to: same,
    onlyIfStaged: true,
    unmet: progressFilingGaps,
    isQuiet: true,
    needs: ['measureId', 'asOf', 'note'],
  },
  completeMeasure: { by: { liaison: lead('rectifying') }, to: same, unmet: completionGaps, needs: ['measureId'] },
  reopenMeasure: {
    by: { liaison: lead('rectifying', 'closing') },
    to: 'rectifying',
    unmet: measureReopeningGaps,
    isQuiet: true,
    needs: ['measureId'],
  },
  uploadEvidence: { by: { liaison: unit('rectifying', 'closed') }, to: same, onlyIfStaged: true },
  decideEvidence: {
    by: { office: covers('rectifying', 'closing'), group: holds('rectifying', 'closing') },
    to: same,
    unmet: evidenceDecisionGaps,
    isQuiet: true,
    needs: ['evidenceId', 'evidenceDecision'],
  },
  recordOutcome: { by: { liaison: unit('rectifying', 'closed') }, to: same, onlyIfStaged: true },
  writeOutcomeStatement: { by: { liaison: lead('rectifying') }, to: same, needs: ['note'] },

  // 延期
  requestExtension: {
    by: { liaison: lead('rectifying') },
    to: same,
    unmet: extensionGaps,
    noteMin: REASON_MIN,
    needs: ['dueOn'],
  },
  recallExtension: { by: { liaison: lead('rectifying') }, to: same, request: 'extension' },
  approveExtension: {
    by: { unit_leader: lead('rectifying'), office: covers('rectifying') },
    to: same,
    request: 'extension',
    isReview: true,
  },
  returnExtension: {
    by: { unit_leader: lead('rectifying'), office: covers('rectifying') },
    to: same,
    request: 'extension',
    isReview: true,
    noteMin: REASON_MIN,
  },

  // 销号
  requestClosure: {
    // A staged closure goes on being rectified and comes to its 完成销号 by the same gate.
    by: { liaison: lead('rectifying', 'closed') },
    to: 'closing',
    onlyIfStaged: true,
    unmet: (facts, input) => [
      ...closureGaps(facts, input.result ?? 'completed'),
      ...stagedReviewDateGaps(facts, input),
      ...pendingRequestGaps(facts),
      ...outsideReviewGaps(facts.profile.closureLevels),
      ...spotCheckGaps(facts),
    ],
  },
  recallClosure: { by: { liaison: lead('closing') }, to: 'rectifying', request: 'closure' },
  approveClosure: {
    by: { unit_leader: lead('closing'), group: holds('closing'), office: covers('closing') },
    to: (facts) => (facts.request && isLastTurn(facts.request) ? 'closed' : 'closing'),
    request: 'closure',
    isReview: true,
    unmet: (facts) => [
      ...closureGaps(facts),
      ...outsideReviewGaps(facts.request?.levels ?? []),
      ...spotCheckGaps(facts),
    ],
  },
  returnClosure: {
    by: { unit_leader: lead('closing'), group: holds('closing'), office: covers('closing') },
    to: 'rectifying',
    request: 'closure',
    isReview: true,
    noteMin: REASON_MIN,
  },
  orderSpotCheck: {
    by: { office: covers('rectifying', 'closing', 'closed'), group: holds('rectifying', 'closing', 'closed') },
    to: same,
  },
  recordSpotCheck: {
    by: { office: covers('rectifying', 'closing', 'closed'), group: holds('rectifying', 'closing', 'closed') },
    to: (facts, input) => (facts.status === 'closing' && input.finding === 'false' ? 'rectifying' : facts.status),
    unmet: spotCheckRecordGaps,
    isQuiet: true,
    noteMin: REASON_MIN,
    needs: ['finding'],
  },

  // Afterwards
  reviewStage: {
    by: { office: covers('closed') },
    to: same,
    onlyIfStaged: true,
    noteMin: REASON_MIN,
    needs: ['reviewOn'],
  },
  reopenIssue: {
    by: { office: covers('closed') },
    to: 'rectifying',
    noteMin: REASON_MIN,
    needs: ['basis'],
  },
  withdrawIssue: { by: { office: covers(...LIVE) }, to: 'withdrawn', noteMin: REASON_MIN },

  // Beside the lifecycle
  comment: {
    by: {
      office: covers(...LIVE),
      group: holds(...LIVE),
      liaison: unit(...ISSUED),
      unit_leader: unit(...ISSUED),
      observer: covers(...LIVE),
    },
    to: same,
    needs: ['note'],
  },
  proposeSupervision: {
    by: { observer: covers(...ISSUED), group: holds(...ISSUED) },
    to: same,
    noteMin: REASON_MIN,
  },
  issueSupervision: { by: { office: covers(...ISSUED) }, to: same },
};
