import type { IssueFacts, Unmet } from './facts.ts';
import { assignmentGap, measureLabel, progressGap } from './measure-lifecycle.ts';
import type { ClosureResult } from './vocabulary.ts';

/** Everything that still stands between the issue and 销号, all at once; empty when the gate is open. */
export function closureGaps(facts: IssueFacts, result?: ClosureResult): Unmet[] {
  const asked = result ?? facts.request?.result ?? 'completed';
  return [...measureGaps(facts), ...evidenceGaps(facts), ...statementGaps(facts), ...stageGaps(facts, asked)];
}

function measureGaps(facts: IssueFacts): Unmet[] {
  if (facts.measures.length === 0) {
    return [{ code: 'no_measures', message: '还没有整改措施，请先新增措施并完成。' }];
  }
  return facts.measures.flatMap((measure) => {
    const label = measureLabel(facts, measure.id);
    const gaps: (Unmet | null)[] = [
      measure.status === 'done'
        ? null
        : { code: 'measure_open', measureId: measure.id, message: `${label}尚未完成，请完成后再申请。` },
      progressGap(facts, measure),
      assignmentGap(facts, measure),
    ];
    return gaps.filter((gap) => gap !== null);
  });
}

function evidenceGaps(facts: IssueFacts): Unmet[] {
  if (facts.evidence.length === 0) {
    return [{ code: 'no_evidence', message: '还没有佐证材料，请至少上传一份。' }];
  }
  const unanswered = facts.evidence.filter((file) => file.status === 'rejected' && !file.isAnswered).length;
  return unanswered === 0
    ? []
    : [{ code: 'evidence_rejected', message: `有 ${unanswered} 份佐证材料未被采信且尚未补正，请上传补正材料。` }];
}

function statementGaps(facts: IssueFacts): Unmet[] {
  return facts.outcomeStatement?.trim()
    ? []
    : [{ code: 'no_outcome_statement', message: '还没有填写整改成效，请写明做了什么、结果如何。' }];
}

function stageGaps(facts: IssueFacts, result: ClosureResult): Unmet[] {
  const gaps: Unmet[] = [];
  const isLongTerm = facts.nature === 'long_term';
  if (result === 'staged' && !isLongTerm) {
    gaps.push({
      code: 'staged_not_allowed',
      message: '只有“长期坚持”的问题才能按“阶段性完成、持续整改”销号，请改选“完成销号”。',
    });
  }
  if (isLongTerm || result === 'staged') {
    if (!facts.stageGoal?.trim()) {
      gaps.push({ code: 'no_stage_goal', message: '长期坚持的问题还没有阶段目标，请补充。' });
    }
    if (facts.reviewOn === null) {
      gaps.push({ code: 'no_review_date', message: '长期坚持的问题还没有下次复核日期，请补充。' });
    }
  }
  return gaps;
}
