import { canSee, type Actor, type Scoped } from './access.ts';
import { REPORT_STATES, type ReportState } from './report-vocabulary.ts';
import { ROLES, type Role } from './vocabulary.ts';

/** What can be done to a 整改通报 (domain §7); the Chinese is the verb on the button. */
export const REPORT_ACTIONS = {
  editReport: '修改文稿',
  submitReport: '送审',
  signReport: '签发',
  passSecrecy: '保密审查通过',
  approveReport: '审定发布',
  returnReport: '退回修改',
  recallReport: '撤回送审',
  cancelSchedule: '取消定时发布',
  startCorrection: '更正',
  discardCorrection: '放弃更正',
  withdrawReport: '撤回通报',
  deleteReport: '删除文稿',
} as const;
export type ReportAction = keyof typeof REPORT_ACTIONS;
export const REPORT_ACTION_CODES = Object.keys(REPORT_ACTIONS) as [ReportAction, ...ReportAction[]];

/** What the rules must know of a report. */
export interface ReportFacts {
  state: ReportState;
  /** Where it belongs: the inspected unit's, or the region's for a programme's report. */
  scope: Scoped;
  /** A programme's report belongs to no unit: nobody signs for one. */
  hasUnitLevel: boolean;
  /** Everyone who ever wrote in it. */
  authorIds: readonly string[];
  /** Who approved it at an earlier step of this round. */
  reviewerIds: readonly string[];
  /** Who is named for the 保密审查. */
  secrecyReviewerId: string | null;
  /** Versions published so far. */
  versionCount: number;
  /** Findings of the 通报体检 that block. */
  errorCount: number;
  /** Warnings that nobody has ticked. */
  openWarningCount: number;
}

export interface ReportRefusal {
  code: 'not_visible' | 'forbidden' | 'wrong_state' | 'conflict_of_interest' | 'unmet' | 'note';
  /** Chinese; says what to do next. */
  reason: string;
}

interface Rule {
  from: readonly ReportState[];
  by: readonly Role[];
  /** Whether it is a review: never by an author, never twice by one person. */
  isReview?: true;
  to: ReportState | ((facts: ReportFacts) => ReportState);
  unmet?: (facts: ReportFacts) => string | null;
  /** At least so many characters of reason. */
  noteMin?: number;
}

const isUnderReview = ['signing', 'secrecy_review', 'approving'] as const;

function checkGap({ errorCount, openWarningCount }: ReportFacts): string | null {
  if (errorCount > 0) return `通报体检还有 ${errorCount} 处错误，请先改正再办理。`;
  if (openWarningCount > 0) return `通报体检还有 ${openWarningCount} 处警告没有确认，请逐条改正或勾选确认后再办理。`;
  return null;
}

/** The machine: what is not listed is forbidden (domain §7: draft → unit leader → 保密审查 → office → published). */
export const REPORT_TRANSITIONS: Readonly<Record<ReportAction, Rule>> = {
  editReport: { from: ['drafting'], by: ['liaison', 'office'], to: 'drafting' },
  submitReport: {
    from: ['drafting'],
    by: ['liaison', 'office'],
    to: ({ hasUnitLevel }) => (hasUnitLevel ? 'signing' : 'secrecy_review'),
    unmet: checkGap,
  },
  signReport: { from: ['signing'], by: ['unit_leader'], isReview: true, to: 'secrecy_review', unmet: checkGap },
  passSecrecy: {
    from: ['secrecy_review'],
    by: ['office', 'group', 'liaison', 'unit_leader'],
    isReview: true,
    to: 'approving',
    unmet: checkGap,
  },
  approveReport: { from: ['approving'], by: ['office'], isReview: true, to: 'scheduled', unmet: checkGap },
  returnReport: {
    from: isUnderReview,
    by: ['unit_leader', 'office', 'group', 'liaison'],
    isReview: true,
    to: 'drafting',
    noteMin: 10,
  },
  recallReport: { from: isUnderReview, by: ['liaison', 'office'], to: 'drafting' },
  cancelSchedule: { from: ['scheduled'], by: ['office'], to: 'drafting' },
  startCorrection: { from: ['published'], by: ['liaison', 'office'], to: 'drafting' },
  discardCorrection: {
    from: ['drafting'],
    by: ['liaison', 'office'],
    to: 'published',
    unmet: ({ versionCount }) =>
      versionCount === 0 ? '还没有发布过，没有可以放弃的更正；不再需要时请删除文稿。' : null,
  },
  withdrawReport: {
    from: ['published', 'drafting', ...isUnderReview, 'scheduled'],
    by: ['office'],
    to: 'withdrawn',
    noteMin: 10,
    unmet: ({ versionCount }) => (versionCount === 0 ? '还没有发布，不需要撤回。' : null),
  },
  deleteReport: {
    from: ['drafting'],
    by: ['liaison', 'office'],
    to: 'drafting',
    unmet: ({ versionCount }) => (versionCount > 0 ? '已经发布过的通报不能删除，只能更正或撤回。' : null),
  },
};

/** The role whose step a state waits for; null where nobody is waited for. */
export function reportTurn(state: ReportState): ReportAction | null {
  if (state === 'signing') return 'signReport';
  if (state === 'secrecy_review') return 'passSecrecy';
  return state === 'approving' ? 'approveReport' : null;
}

/** Why a return does not belong to this person: only whose turn it is returns. */
function turnFault(actor: Actor, action: ReportAction, facts: ReportFacts): ReportRefusal | null {
  const step = action === 'returnReport' ? reportTurn(facts.state) : action;
  if (step === 'passSecrecy' && facts.secrecyReviewerId !== actor.id) {
    return { code: 'forbidden', reason: '保密审查由送审时指定的人员办理，您不是这份通报的保密审查人。' };
  }
  if (step !== null && !REPORT_TRANSITIONS[step].by.includes(actor.role)) {
    const roles = REPORT_TRANSITIONS[step].by.map((role) => ROLES[role]).join('、');
    return { code: 'forbidden', reason: `这一步由${roles}办理，您的角色是${ROLES[actor.role]}。` };
  }
  return null;
}

function interestFault(actor: Actor, facts: ReportFacts): ReportRefusal | null {
  if (facts.authorIds.includes(actor.id)) {
    return { code: 'conflict_of_interest', reason: '您参与了这份通报的起草，起草人不能审核，请由其他人员办理。' };
  }
  if (facts.reviewerIds.includes(actor.id)) {
    return {
      code: 'conflict_of_interest',
      reason: '您已在前一环节审核过这份通报，同一人不能审核两次，请由其他人员办理。',
    };
  }
  return null;
}

/** Why the actor may not do this to the report now, or null; `note` is asked for only where it is given. */
export function refuseReport(
  actor: Actor,
  action: ReportAction,
  facts: ReportFacts,
  note?: string,
): ReportRefusal | null {
  if (!canSee(actor, facts.scope)) return { code: 'not_visible', reason: '找不到这份通报，它可能不在您的工作范围内。' };
  const rule = REPORT_TRANSITIONS[action];
  const label = REPORT_ACTIONS[action];
  if (!rule.by.includes(actor.role)) {
    const roles = rule.by.map((role) => ROLES[role]).join('、');
    return { code: 'forbidden', reason: `“${label}”由${roles}办理，您的角色是${ROLES[actor.role]}。` };
  }
  if (!rule.from.includes(facts.state)) {
    return { code: 'wrong_state', reason: `通报现在是“${REPORT_STATES[facts.state]}”，不能${label}。请刷新页面查看。` };
  }
  const isReview = rule.isReview === true;
  const refusal = (isReview && (turnFault(actor, action, facts) ?? interestFault(actor, facts))) || null;
  if (refusal) return refusal;
  const gap = rule.unmet?.(facts);
  if (gap) return { code: 'unmet', reason: gap };
  if (note !== undefined && rule.noteMin && [...note.trim()].length < rule.noteMin) {
    return { code: 'note', reason: `请写明理由，至少 ${rule.noteMin} 个字。` };
  }
  return null;
}

/** What the actor may do, and what is held up with its reason (rule: one question, two uses). */
export function allowedReportActions(actor: Actor, facts: ReportFacts): { action: ReportAction; reason?: string }[] {
  return REPORT_ACTION_CODES.flatMap((action) => {
    const refusal = refuseReport(actor, action, facts);
    if (refusal === null) return [{ action }];
    const isWorthKnowing =
      (refusal.code === 'unmet' &&
        action !== 'discardCorrection' &&
        action !== 'withdrawReport' &&
        action !== 'deleteReport') ||
      refusal.code === 'conflict_of_interest';
    return isWorthKnowing && action !== 'returnReport' ? [{ action, reason: refusal.reason }] : [];
  });
}

/** The state after an allowed action. */
export function nextReportState(action: ReportAction, facts: ReportFacts): ReportState {
  const { to } = REPORT_TRANSITIONS[action];
  return typeof to === 'function' ? to(facts) : to;
}

/** Whether the person may be named for the 保密审查: in scope, not an author, and with a role that reviews (domain §7). */
export function mayReviewSecrecy(person: Actor, facts: ReportFacts): boolean {
  return (
    REPORT_TRANSITIONS.passSecrecy.by.includes(person.role) &&
    canSee(person, facts.scope) &&
    !facts.authorIds.includes(person.id) &&
    person.role !== 'unit_leader'
  );
}
