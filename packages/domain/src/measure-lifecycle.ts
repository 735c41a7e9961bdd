import { isCalendarDay } from './calendar.ts';
import type { ActionInput, IssueFacts, MeasureFacts, Unmet } from './facts.ts';
import type { IssueStatus, MeasureStatus } from './vocabulary.ts';

/** Which status a measure may pass to: planned → ongoing when the plan is approved, ongoing ⇄ done; what is not listed is forbidden. */
export const MEASURE_TRANSITIONS = {
  approvePlan: { from: ['planned'], to: 'ongoing' },
  completeMeasure: { from: ['ongoing'], to: 'done' },
  reopenMeasure: { from: ['done'], to: 'ongoing' },
} as const satisfies Record<string, { from: readonly MeasureStatus[]; to: MeasureStatus }>;

/** The status a new measure begins with: one added after the plan was approved is under way at once. */
export function statusOfNewMeasure(issueStatus: IssueStatus): MeasureStatus {
  return issueStatus === 'rectifying' ? 'ongoing' : 'planned';
}

/** How messages name a measure: by its place in the list. */
export function measureLabel(facts: Pick<IssueFacts, 'measures'>, measureId: string): string {
  return `第 ${facts.measures.findIndex((measure) => measure.id === measureId) + 1} 条措施`;
}

const isBlank = (text: string | null | undefined) => text === null || text === undefined || text.trim() === '';

/** What of the responsibilities and dates a measure lacks, in words (rule: 责任人 and dates are complete). */
export function missingAssignments(measure: MeasureFacts): string[] {
  const missing: string[] = [];
  if (isBlank(measure.leader)) missing.push('责任领导');
  if (isBlank(measure.department)) missing.push('责任部门');
  if (isBlank(measure.owner)) missing.push('责任人');
  if (measure.dueOn === null || !isCalendarDay(measure.dueOn)) missing.push('完成时限');
  return missing;
}

/** The gap of one measure's responsibilities and dates, as a reason. */
export function assignmentGap(facts: IssueFacts, measure: MeasureFacts): Unmet | null {
  const missing = missingAssignments(measure);
  if (missing.length === 0) return null;
  return {
    code: 'measure_unassigned',
    measureId: measure.id,
    message: `${measureLabel(facts, measure.id)}还缺${missing.join('、')}，请补全。`,
  };
}

/** The gap of one measure's progress, as a reason (rule: at least one entry with a 截至日期 on or after its start). */
export function progressGap(facts: IssueFacts, measure: MeasureFacts): Unmet | null {
  const label = measureLabel(facts, measure.id);
  if (measure.progressCount < 1 || measure.latestAsOf === null) {
    return { code: 'no_progress', measureId: measure.id, message: `${label}还没有进展记录，请先填报进展。` };
  }
  if (measure.startOn !== null && measure.latestAsOf < measure.startOn) {
    return {
      code: 'progress_before_start',
      measureId: measure.id,
      message: `${label}的进展截至日期早于措施开始日期 ${measure.startOn}，请补报开始之后的进展。`,
    };
  }
  return null;
}

/** What a plan lacks before it can be submitted or approved: measures, each with its responsibilities and date. */
export function planGaps(facts: IssueFacts): Unmet[] {
  const gaps: Unmet[] = [];
  if (facts.measures.length === 0) {
    gaps.push({ code: 'no_measures', message: '还没有整改措施，请至少新增一条。' });
  }
  for (const measure of facts.measures) {
    const gap = assignmentGap(facts, measure);
    if (gap) gaps.push(gap);
  }
  if (facts.profile.planLevels.length === 0) {
    gaps.push({ code: 'no_plan_review', message: '本轮次没有设方案审核层级，请联系巡察办在轮次规则中设定。' });
  }
  return gaps;
}

type MeasureCheck = (measure: MeasureFacts, label: string) => Unmet | null;

// With a measure named, its own gap; with none, whether there is any measure the action fits.
function judgeMeasure(facts: IssueFacts, input: ActionInput, none: Unmet, check: MeasureCheck): Unmet[] {
  if (input.measureId === undefined) {
    const isFit = facts.measures.some((measure) => check(measure, '') === null);
    return isFit ? [] : [none];
  }
  const measure = facts.measures.find(({ id }) => id === input.measureId);
  if (!measure) return [{ code: 'measure_missing', message: '找不到这条措施，可能已被删除，请刷新页面。' }];
  const gap = check(measure, measureLabel(facts, measure.id));
  return gap ? [gap] : [];
}

/** Why a measure cannot be marked done now. */
export function completionGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const none: Unmet = facts.measures.some((measure) => measure.status === 'ongoing')
    ? { code: 'no_progress', message: '进行中的措施还没有进展记录，请先填报进展。' }
    : { code: 'measure_not_ongoing', message: '没有进行中的措施。' };
  return judgeMeasure(facts, input, none, (measure, label) =>
    measure.status === 'ongoing'
      ? progressGap(facts, measure)
      : {
          code: 'measure_not_ongoing',
          measureId: measure.id,
          message:
            measure.status === 'done' ? `${label}已是完成状态，无需重复标记。` : `${label}还未批准，请先提交方案。`,
        },
  );
}

/** Why a done measure cannot be taken up again now. */
export function measureReopeningGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const none: Unmet = { code: 'measure_not_done', message: '没有已完成的措施，无需恢复。' };
  return judgeMeasure(facts, input, none, (measure, label) =>
    measure.status === 'done'
      ? null
      : { code: 'measure_not_done', measureId: measure.id, message: `${label}尚未完成，可直接继续填报进展。` },
  );
}

/** Why progress cannot be filed on a measure now: only an approved measure has progress. */
export function progressFilingGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const none: Unmet = { code: 'measure_not_started', message: '还没有已批准的措施，请先新增措施。' };
  return judgeMeasure(facts, input, none, (measure, label) =>
    measure.status === 'planned'
      ? { code: 'measure_not_started', measureId: measure.id, message: `${label}还未批准，方案同意后再填报进展。` }
      : null,
  );
}

/** Why a measure's text cannot be changed or the measure removed now: only while it is planned, and removal only without progress. */
export function measureEditGaps(facts: IssueFacts, input: ActionInput, isRemoval: boolean): Unmet[] {
  const none: Unmet = { code: 'measure_not_planned', message: '没有可以改动的措施。' };
  return judgeMeasure(facts, input, none, (measure, label) => {
    if (measure.status !== 'planned') {
      return {
        code: 'measure_not_planned',
        measureId: measure.id,
        message: `${label}已经批准，不能改动；需要补充的请新增措施。`,
      };
    }
    return isRemoval && measure.progressCount > 0
      ? {
          code: 'measure_has_progress',
          measureId: measure.id,
          message: `${label}已有进展记录，不能删除，请改为修改措施。`,
        }
      : null;
  });
}

/** Why responsibilities or dates cannot be set now (rule: once a date is fixed only an extension moves it). */
export function assigningGaps(facts: IssueFacts, input: ActionInput): Unmet[] {
  const none: Unmet = { code: 'no_measures', message: '还没有整改措施，请先新增措施。' };
  const isFree = facts.status === 'draft' || facts.status === 'issued';
  return judgeMeasure(facts, input, none, (measure, label) => {
    const isMoved =
      (input.dueOn !== undefined && measure.dueOn !== null && input.dueOn !== measure.dueOn) ||
      (input.startOn !== undefined && measure.startOn !== null && input.startOn !== measure.startOn);
    return isFree || !isMoved
      ? null
      : {
          code: 'dates_fixed',
          measureId: measure.id,
          message: `${label}的时限已随方案确定，不能直接改动；确需推迟的请申请延期。`,
        };
  });
}
