import type { Actor } from './access.ts';
import type { IssueFacts, RequestFacts } from './facts.ts';
import { isOutsideLevel } from './rule-profile.ts';
import { REVIEW_LEVEL_CODES, type ReviewLevel, type Role } from './vocabulary.ts';

/** The level whose turn it is on a request: the first without an approval; null when all have approved. */
export function turnOf(request: Pick<RequestFacts, 'levels' | 'reviews'>): ReviewLevel | null {
  const approved = new Set(
    request.reviews.filter((review) => review.decision === 'approved').map((review) => review.level),
  );
  return REVIEW_LEVEL_CODES.find((level) => request.levels.includes(level) && !approved.has(level)) ?? null;
}

/** Whether one more approval completes the request. */
export function isLastTurn(request: Pick<RequestFacts, 'levels' | 'reviews'>): boolean {
  const turn = turnOf(request);
  return turn !== null && turnOf({ ...request, reviews: [...request.reviews, approval(turn)] }) === null;
}

function approval(level: ReviewLevel): RequestFacts['reviews'][number] {
  return { level, reviewerId: '', decision: 'approved' };
}

/** The review level that a role decides at; null for roles that decide nothing. */
export function levelOf(role: Role): ReviewLevel | null {
  return role === 'unit_leader' || role === 'group' || role === 'office' ? role : null;
}

/** Whether levels hold at least one review from outside the unit (rule: every programme keeps one). */
export function hasOutsideLevel(levels: readonly ReviewLevel[]): boolean {
  return levels.some(isOutsideLevel);
}

/** Why this person may not review the open request, or null (rule: who asked or wrote the measure never reviews, nobody reviews twice). */
export function conflictOfInterest(actor: Pick<Actor, 'id'>, facts: IssueFacts): string | null {
  if (facts.request?.requestedBy === actor.id) {
    return '这项申请由您本人提出，提出人不能审核，请由本级其他人员办理。';
  }
  if (facts.measures.some((measure) => measure.authorId === actor.id)) {
    return '本问题的整改措施由您本人撰写，撰写人不能审核，请由本级其他人员办理。';
  }
  if (facts.request?.reviews.some((review) => review.reviewerId === actor.id)) {
    return '您已审核过这项申请，同一人不能审核两次，请由本级其他人员办理。';
  }
  return null;
}
