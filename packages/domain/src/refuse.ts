import { canSee, relate, type Actor } from './access.ts';
import { inputFault } from './action-input.ts';
import type { ActionInput, IssueFacts, Refusal, Unmet } from './facts.ts';
import { ISSUE_TRANSITIONS, type RoleRule, type Standing, type Transition } from './issue-transitions.ts';
import { conflictOfInterest, levelOf, turnOf } from './reviews.ts';
import {
  ISSUE_STATUSES,
  REQUEST_KINDS,
  REVIEW_LEVELS,
  ROLES,
  actionLabel,
  type IssueAction,
  type Role,
} from './vocabulary.ts';

/** Why the actor may not do this now, or null: the one question behind every refusal and every button. */
export function refuse(actor: Actor, action: IssueAction, facts: IssueFacts, input: ActionInput = {}): Refusal | null {
  return judge(actor, action, facts, input, false);
}

/** As `refuse`; with `isComplete` the input must also hold everything that the action needs. */
export function judge(
  actor: Actor,
  action: IssueAction,
  facts: IssueFacts,
  input: ActionInput,
  isComplete: boolean,
): Refusal | null {
  if (!canSee(actor, facts)) {
    return { code: 'not_visible', reason: '找不到这个问题，它可能不在您的工作范围内，请返回台账查看。' };
  }
  const transition = ISSUE_TRANSITIONS[action];
  const rule = transition.by[actor.role];
  if (!rule) return { code: 'forbidden', reason: forbiddenReason(action, actor.role, transition) };
  if (!hasStanding(actor, facts, rule.standing)) {
    return { code: 'forbidden', reason: `“${actionLabel(action, actor.role)}”由牵头单位办理，请联系牵头单位。` };
  }
  return (
    someoneElsesNow(actor.role, action, facts, transition, rule) ??
    wrongState(actor.role, action, facts, transition, rule) ??
    wrongReviewer(actor, facts, transition) ??
    unmetRefusal(transition.unmet?.(facts, input) ?? []) ??
    inputFault(action, facts, input, isComplete)
  );
}

function hasStanding(actor: Actor, facts: IssueFacts, standing: Standing): boolean {
  const relation = relate(actor, facts);
  switch (standing) {
    case 'lead_unit':
      return relation.isLeadUnit;
    case 'lead_or_co_unit':
      return relation.isLeadUnit || relation.isCoUnit;
    case 'holding_group':
      return relation.isHoldingGroup;
    case 'jurisdiction':
      return relation.isInJurisdiction;
  }
}

function forbiddenReason(action: IssueAction, role: Role, transition: Transition): string {
  const roles = (Object.keys(transition.by) as Role[]).map((code) => ROLES[code]).join('、');
  return `“${actionLabel(action)}”由${roles}办理，您的角色是${ROLES[role]}；如需办理请联系${roles}。`;
}

/** In this state the action is another role's: that is a matter of who, not of when. */
function someoneElsesNow(
  role: Role,
  action: IssueAction,
  facts: IssueFacts,
  transition: Transition,
  rule: RoleRule,
): Refusal | null {
  if (rule.from.includes(facts.status)) return null;
  const others = (Object.entries(transition.by) as [Role, RoleRule][])
    .filter(([, other]) => other.from.includes(facts.status))
    .map(([code]) => ROLES[code]);
  if (others.length === 0) return null;
  const names = others.join('、');
  const state = ISSUE_STATUSES[facts.status];
  return {
    code: 'forbidden',
    reason: `问题当前为“${state}”，此时“${actionLabel(action, role)}”由${names}办理；如需办理请联系${names}。`,
  };
}

function wrongState(
  role: Role,
  action: IssueAction,
  facts: IssueFacts,
  transition: Transition,
  rule: RoleRule,
): Refusal | null {
  const isStagedOnly = facts.status === 'closed' && transition.onlyIfStaged && facts.closureResult !== 'staged';
  if (!rule.from.includes(facts.status) || isStagedOnly) {
    const states = rule.from.map((status) => `“${ISSUE_STATUSES[status]}”`).join('或');
    const advice = transition.wrongState ?? '请刷新页面，按当前状态办理。';
    return {
      code: 'wrong_state',
      reason: isStagedOnly
        ? `本问题已完成销号，不能再“${actionLabel(action, role)}”；确需整改的请由巡察办重新整改。`
        : `问题当前为“${ISSUE_STATUSES[facts.status]}”，“${actionLabel(action, role)}”只能在${states}时办理。${advice}`,
    };
  }
  const { request, isReview } = transition;
  // A state with its request lost must still have a way back for the unit, hence only extensions and reviews need one.
  const needsRequest = request !== undefined && (isReview || request === 'extension' || facts.request !== null);
  if (needsRequest && facts.request?.kind !== request) {
    return { code: 'wrong_state', reason: `没有待审的${REQUEST_KINDS[request]}，请刷新页面查看最新状态。` };
  }
  return null;
}

function wrongReviewer(actor: Actor, facts: IssueFacts, transition: Transition): Refusal | null {
  if (!transition.isReview || facts.request === null) return null;
  const level = levelOf(actor.role);
  const turn = turnOf(facts.request);
  if (turn === null || level !== turn) {
    return { code: 'not_your_turn', reason: turnReason(facts, level, turn) };
  }
  const conflict = conflictOfInterest(actor, facts);
  return conflict === null ? null : { code: 'conflict_of_interest', reason: conflict };
}

function turnReason(facts: IssueFacts, level: string | null, turn: string | null): string {
  const levels = facts.request?.levels ?? [];
  if (turn === null) return '这项申请各级均已审核，请刷新页面查看结果。';
  const waiting = REVIEW_LEVELS[turn as keyof typeof REVIEW_LEVELS];
  if (!levels.some((code) => code === level)) return `本轮次的这项申请不设本级审核，现待“${waiting}”。`;
  const isDone = facts.request?.reviews.some((review) => review.level === level);
  return isDone
    ? `本级已审核，现待“${waiting}”，请等待。`
    : `还未轮到本级审核，现待“${waiting}”，请等上一级办理后再审。`;
}

function unmetRefusal(unmet: Unmet[]): Refusal | null {
  const [first, ...others] = unmet;
  if (first === undefined) return null;
  if (others.length === 0) return { code: 'unmet', reason: first.message, unmet };
  const list = unmet.map(({ message }, index) => `${index + 1}. ${message}`).join(' ');
  return { code: 'unmet', reason: `还差 ${unmet.length} 项：${list}`, unmet };
}
