import { canSee, type Actor } from './access.ts';
import { formatDayZh } from './calendar.ts';
import type { ActionInput, AllowedAction, IssueFacts } from './facts.ts';
import { ISSUE_TRANSITIONS } from './issue-transitions.ts';
import { refuse } from './refuse.ts';
import { turnOf } from './reviews.ts';
import { ISSUE_ACTION_CODES, REVIEW_LEVELS, ROLES, type IssueAction, type Role } from './vocabulary.ts';

/** What the actor may do to the issue now, and what of their own work is held up, with the reason (rule: one question, two uses). */
export function allowedActions(actor: Actor, facts: IssueFacts): AllowedAction[] {
  return offer(actor, facts, ISSUE_ACTION_CODES, {});
}

/** Actions that are done to one measure. */
export const MEASURE_ACTION_CODES = [
  'editMeasure',
  'removeMeasure',
  'assignMeasure',
  'fileProgress',
  'completeMeasure',
  'reopenMeasure',
  'requestExtension',
] as const satisfies readonly IssueAction[];

/** As `allowedActions`, for the buttons of one measure. */
export function allowedMeasureActions(actor: Actor, facts: IssueFacts, measureId: string): AllowedAction[] {
  return offer(actor, facts, MEASURE_ACTION_CODES, { measureId });
}

function offer(
  actor: Actor,
  facts: IssueFacts,
  actions: readonly IssueAction[],
  target: Pick<ActionInput, 'measureId'>,
): AllowedAction[] {
  if (!canSee(actor, facts)) return [];
  return actions.flatMap((action): AllowedAction[] => {
    const transition = ISSUE_TRANSITIONS[action];
    if (!transition.by[actor.role]) return [];
    const refusal = refuse(actor, action, facts, target);
    if (refusal === null) return [{ action }];
    const isWorthKnowing =
      refusal.code === 'not_your_turn' ||
      refusal.code === 'conflict_of_interest' ||
      (refusal.code === 'unmet' && !transition.isQuiet);
    return isWorthKnowing ? [{ action, reason: refusal.reason }] : [];
  });
}

/** Who must act next on the issue, and what for; role null when nothing is waited for. */
export function nextToAct(facts: IssueFacts): { role: Role | null; text: string } {
  const turn = facts.request === null ? null : turnOf(facts.request);
  switch (facts.status) {
    case 'draft':
      return { role: 'office', text: '待巡察办下发' };
    case 'issued':
      return { role: 'liaison', text: '待联络员制定措施、提交方案' };
    case 'planning':
      return turn === null
        ? { role: 'liaison', text: '待联络员重新提交方案' }
        : { role: turn, text: `待${ROLES[turn]}审核方案` };
    case 'rectifying':
      if (facts.request?.kind === 'extension' && turn !== null) {
        return { role: turn, text: `待${ROLES[turn]}审核延期` };
      }
      return facts.measures.length > 0 && facts.measures.every((measure) => measure.status === 'done')
        ? { role: 'liaison', text: '措施已全部完成，待联络员申请销号' }
        : { role: 'liaison', text: '待联络员推进整改、填报进展' };
    case 'closing':
      return turn === null
        ? { role: 'liaison', text: '待联络员重新申请销号' }
        : { role: turn, text: `待${REVIEW_LEVELS[turn]}` };
    case 'closed':
      return facts.closureResult === 'staged'
        ? { role: 'office', text: facts.reviewOn ? `待巡察办${formatDayZh(facts.reviewOn)}复核` : '待巡察办复核' }
        : { role: null, text: '已销号' };
    case 'withdrawn':
      return { role: null, text: '已撤销' };
  }
}
