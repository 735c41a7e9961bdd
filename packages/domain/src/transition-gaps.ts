import type { ActionInput, IssueFacts, Unmet } from './facts.ts';
import { hasOutsideLevel } from './reviews.ts';
import { REQUEST_KINDS, type ReviewLevel } from './vocabulary.ts';

/** What an issue lacks before it can be issued: a unit that must act and the day from which dates follow. */
export function issuingGaps(facts: IssueFacts): Unmet[] {
  const gaps: Unmet[] = [];
  if (facts.leadUnitId === '') {
    gaps.push({ code: 'no_lead_unit', message: '还没有牵头单位，请先选定。' });
  }
  if (facts.feedbackOn === null) {
    gaps.push({ code: 'no_feedback_date', message: '本次巡察还没有反馈日期，请先填写，整改时限由它起算。' });
  }
  return gaps;
}

/** One request at a time: another one open must be decided or taken back first. */
export function pendingRequestGaps(facts: IssueFacts): Unmet[] {
  return facts.request === null
    ? []
    : [
        {
          code: 'request_pending',
          message: `还有一项${REQUEST_KINDS[facts.request.kind]}在审，请等审核结束或先撤回。`,
        },
      ];
}

/** The programme must keep a review from outside the unit, whatever else it configures. */
export function outsideReviewGaps(levels: readonly ReviewLevel[]): Unmet[] {
  return hasOutsideLevel(levels)
    ? []
    : [
        {
          code: 'no_outside_review',
          message: '本轮次的销号审核没有单位之外的层级，请联系巡察办在轮次规则中加设巡察组或巡察办。',
        },
      ];
}

/** A spot check that is still open must be answered before the closure goes on. */
export function spotCheckGaps(facts: IssueFacts): Unmet[] {
  const open = facts.openSpotCheckCount ?? 0;
  return open === 0 ? [] : [{ code: 'spot_check_open', message: `还有 ${open} 项抽查未登记结果，请先登记。` }];
}

/** Only an open spot check can be answered. */
export function spotCheckRecordGaps(facts: IssueFacts): Unmet[] {
  return (facts.openSpotCheckCount ?? 0) > 0
    ? []
    : [{ code: 'no_open_spot_check', message: '没有待登记的抽查，请先安排抽查。' }];
}

/** A plan is taken back only before anyone has decided on it. */
export function recallGaps(facts: IssueFacts): Unmet[] {
  return (facts.request?.reviews.length ?? 0) === 0
    ? []
    : [{ code: 'already_decided', message: '方案已有人审核，不能撤回；需要修改的请联系审核人退回。' }];
}

/** A staged closure promises a review still to come. */
export function stagedReviewDateGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const isPast =
    input.result === 'staged' && input.today !== undefined && facts.reviewOn !== null && facts.reviewOn <= input.today;
  return isPast ? [{ code: 'no_review_date', message: '下次复核日期已到或已过，请改为今天之后的日期。' }] : [];
}

/** Only a file that is there, and a decision that changes something. */
export function evidenceDecisionGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  if (input.evidenceId === undefined) {
    return facts.evidence.length > 0 ? [] : [{ code: 'no_evidence', message: '还没有佐证材料可审核。' }];
  }
  const file = facts.evidence.find(({ id }) => id === input.evidenceId);
  if (!file) return [{ code: 'evidence_missing', message: '找不到这份材料，可能已被替换，请刷新页面。' }];
  return file.status === input.evidenceDecision
    ? [{ code: 'evidence_decided', message: '这份材料已经是这个审核结果，无需重复办理。' }]
    : [];
}

/** An extension moves a limit that exists, of a measure that is not done, is asked for one at a time and with evidence on file. */
export function extensionGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const gaps = pendingRequestGaps(facts);
  if (facts.evidence.length === 0) {
    gaps.push({ code: 'no_evidence', message: '申请延期须有佐证，请先上传说明延期原因的材料。' });
  }
  if (input.measureId === undefined) {
    const hasLimit = facts.dueOn !== null || facts.measures.some((measure) => measure.dueOn !== null);
    if (!hasLimit) gaps.push({ code: 'no_due_date', message: '还没有整改时限，无需申请延期。' });
    return gaps;
  }
  const measure = facts.measures.find(({ id }) => id === input.measureId);
  if (!measure) {
    gaps.push({ code: 'measure_missing', message: '找不到这条措施，可能已被删除，请刷新页面。' });
  } else if (measure.dueOn === null) {
    gaps.push({
      code: 'no_due_date',
      measureId: measure.id,
      message: '这条措施还没有完成时限，可直接填写，无需申请延期。',
    });
  } else if (measure.status === 'done') {
    gaps.push({ code: 'measure_not_ongoing', measureId: measure.id, message: '这条措施已完成，无需申请延期。' });
  }
  return gaps;
}
