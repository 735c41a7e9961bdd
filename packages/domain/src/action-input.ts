import { formatDayZh, isCalendarDay } from './calendar.ts';
import type { ActionInput, IssueFacts, Refusal } from './facts.ts';
import { EVIDENCE_REASON_MIN, ISSUE_TRANSITIONS } from './issue-transitions.ts';
import { ISSUE_ACTIONS, type IssueAction } from './vocabulary.ts';

const ASK: Partial<Record<keyof ActionInput, string>> = {
  note: '请填写内容后再提交。',
  result: '请选择结果。',
  asOf: '请填写截至日期。',
  measureId: '请先选择一条措施。',
  evidenceId: '请先选择一份材料。',
  basis: '请写明依据：什么情况表明问题仍未解决，或列出相关文件名称。',
  evidenceDecision: '请选择采信或不采信。',
  dueOn: '请填写新的完成时限。',
  reviewOn: '请填写下次复核日期。',
  disclosure: '请选择公开属性。',
  finding: '请选择抽查结果。',
};

/** Characters that a person would count: trimmed, invisible marks left out, one per code point. */
export function countCharacters(text: string): number {
  return [...text.replaceAll(/\p{Cf}/gu, '').trim()].length;
}

function fault(field: keyof ActionInput, reason: string): Refusal {
  return { code: 'input', field, reason };
}

function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return countCharacters(value) === 0;
  return Array.isArray(value) && value.length === 0;
}

/** What is wrong with the input of an action, or null; with `isComplete` also what is missing from it. */
export function inputFault(
  action: IssueAction,
  facts: IssueFacts,
  input: ActionInput,
  isComplete: boolean,
): Refusal | null {
  const { noteMin, needs = [] } = ISSUE_TRANSITIONS[action];
  for (const field of needs) {
    if ((isComplete || input[field] !== undefined) && isMissing(input[field])) {
      return fault(field, ASK[field] ?? '请补全后再提交。');
    }
  }
  if (noteMin !== undefined && (isComplete || input.note !== undefined)) {
    const refusal = shortNote(action, input.note ?? '', noteMin);
    if (refusal) return refusal;
  }
  for (const field of ['asOf', 'startOn', 'dueOn', 'reviewOn'] as const) {
    const day = input[field];
    if (typeof day === 'string' && !isCalendarDay(day))
      return fault(field, '日期不存在，请按“2024-03-05”的样式重新填写。');
  }
  return CHECKS[action]?.(facts, input, isComplete) ?? null;
}

function shortNote(action: IssueAction, note: string, least: number): Refusal | null {
  const count = countCharacters(note);
  if (count >= least) return null;
  return fault('note', `“${ISSUE_ACTIONS[action]}”须写明理由，不少于 ${least} 个字，现有 ${count} 个字，请补充。`);
}

type Check = (facts: IssueFacts, input: ActionInput, isComplete: boolean) => Refusal | null;

const isFuture = (day: string | undefined, today: string | undefined) =>
  day !== undefined && today !== undefined && day > today;
const isNotFuture = (day: string | undefined, today: string | undefined) =>
  day !== undefined && today !== undefined && day <= today;

const CHECKS: Partial<Record<IssueAction, Check>> = {
  fileProgress: (facts, { asOf, today, measureId }) => {
    if (isFuture(asOf, today)) return fault('asOf', '截至日期不能晚于今天，请改为今天或之前的日期。');
    const startOn = facts.measures.find(({ id }) => id === measureId)?.startOn;
    if (asOf !== undefined && startOn && asOf < startOn) {
      return fault('asOf', `截至日期不能早于措施开始日期（${formatDayZh(startOn)}），请重新填写。`);
    }
    return null;
  },
  completeMeasure: (facts, { asOf, today, measureId }) => {
    if (isFuture(asOf, today)) return fault('asOf', '完成日期不能晚于今天，请改为今天或之前的日期。');
    const startOn = facts.measures.find(({ id }) => id === measureId)?.startOn;
    return asOf !== undefined && startOn && asOf < startOn
      ? fault('asOf', `完成日期不能早于措施开始日期（${formatDayZh(startOn)}），请重新填写。`)
      : null;
  },
  decideEvidence: (_facts, { evidenceDecision, note }, isComplete) => {
    const isJudged = evidenceDecision === 'rejected' && (isComplete || note !== undefined);
    return isJudged ? shortNote('decideEvidence', note ?? '', EVIDENCE_REASON_MIN) : null;
  },
  setDisclosure: (_facts, { disclosure, withholdGround }) =>
    disclosure === 'withheld' && !withholdGround ? fault('withholdGround', '不公开的问题须选择一项依据。') : null,
  requestExtension: (facts, { dueOn, measureId, today }) => {
    if (typeof dueOn !== 'string') return null;
    const current =
      measureId === undefined ? facts.dueOn : (facts.measures.find(({ id }) => id === measureId)?.dueOn ?? null);
    if (current === null) return fault('dueOn', '本问题没有整改时限，请选择要延期的措施。');
    if (dueOn <= current) return fault('dueOn', `新时限须晚于现时限（${formatDayZh(current)}），请重新填写。`);
    return isNotFuture(dueOn, today) ? fault('dueOn', '新时限须晚于今天，请重新填写。') : null;
  },
  reviewStage: (_facts, { reviewOn, today }) =>
    isNotFuture(reviewOn, today) ? fault('reviewOn', '下次复核日期须晚于今天，请重新填写。') : null,
};
