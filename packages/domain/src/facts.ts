import type { CalendarDay } from './calendar.ts';
import type { RuleProfile } from './rule-profile.ts';
import type {
  ClosureResult,
  Disclosure,
  EvidenceStatus,
  IssueAction,
  IssueKind,
  IssueNature,
  IssueStatus,
  MeasureStatus,
  RequestKind,
  ReviewDecision,
  ReviewLevel,
  SpotCheckResult,
  WithholdGround,
} from './vocabulary.ts';

export interface MeasureFacts {
  id: string;
  status: MeasureStatus;
  /** From when progress counts; null until the plan is approved, unless the plan names a day. */
  startOn: CalendarDay | null;
  dueOn: CalendarDay | null;
  /** 责任领导 */
  leader: string | null;
  /** 责任部门 */
  department: string | null;
  /** 责任人 */
  owner: string | null;
  target?: string | null | undefined;
  /** Who wrote it; null when it came with an imported document (the words are the unit's, not the typist's). */
  authorId: string | null;
  progressCount: number;
  /** The latest 截至日期 of its progress entries. */
  latestAsOf: CalendarDay | null;
}

export interface EvidenceFacts {
  id: string;
  status: EvidenceStatus;
  /** A rejected file is answered once the unit has sent a new revision or another file for it. */
  isAnswered: boolean;
  uploadedBy: string;
}

export interface ReviewFacts {
  level: ReviewLevel;
  reviewerId: string;
  decision: ReviewDecision;
}

/** The one request that is open on an issue; a decided or recalled one is history, not a fact here. */
export interface RequestFacts {
  kind: RequestKind;
  requestedBy: string;
  levels: readonly ReviewLevel[];
  reviews: readonly ReviewFacts[];
  /** For a closure: the result that was asked for. */
  result?: ClosureResult | null | undefined;
  /** For an extension: the day asked for, and the measure if it is not the issue itself. */
  dueOn?: CalendarDay | null | undefined;
  measureId?: string | null | undefined;
}

export interface IssueFacts {
  status: IssueStatus;
  kind: IssueKind;
  nature: IssueNature | null;
  version?: number | undefined;
  leadUnitId: string;
  coUnitIds: readonly string[];
  groupId: string | null;
  /** Only asked for a withdrawn issue: one withdrawn as a draft was never the unit's to see. */
  wasIssued?: boolean | undefined;
  /** Path of the lead unit in the unit tree, e.g. '/qd/shinan/jtj/'. */
  unitPath: string;
  dueOn: CalendarDay | null;
  feedbackOn: CalendarDay | null;
  /** In the order in which they are shown: messages say 第 n 条措施. */
  measures: readonly MeasureFacts[];
  /** 佐证材料 of the unit (not the office's own basis files). */
  evidence: readonly EvidenceFacts[];
  outcomeStatement: string | null;
  stageGoal: string | null;
  reviewOn: CalendarDay | null;
  /** Result of the closure that stands; only looked at while the issue is closed. */
  closureResult?: ClosureResult | null | undefined;
  openSpotCheckCount?: number | undefined;
  request: RequestFacts | null;
  profile: RuleProfile;
}

/** What a person gives with an action. `refuse` judges what is given, `decide` also what is missing. */
export interface ActionInput {
  today?: CalendarDay | undefined;
  /** Reason, opinion or text, as the action needs. */
  note?: string | undefined;
  result?: ClosureResult | undefined;
  /** 截至日期 of a progress entry, or the day a measure was done. */
  asOf?: CalendarDay | undefined;
  measureId?: string | undefined;
  evidenceId?: string | undefined;
  /** What a reopening rests on: in words, or the name of a filed document. */
  basis?: string | undefined;
  evidenceDecision?: 'accepted' | 'rejected' | undefined;
  startOn?: CalendarDay | null | undefined;
  dueOn?: CalendarDay | null | undefined;
  reviewOn?: CalendarDay | undefined;
  disclosure?: Disclosure | undefined;
  withholdGround?: WithholdGround | null | undefined;
  finding?: SpotCheckResult | undefined;
}

export type UnmetCode =
  | 'no_lead_unit'
  | 'no_feedback_date'
  | 'no_measures'
  | 'measure_missing'
  | 'measure_open'
  | 'measure_not_ongoing'
  | 'measure_not_done'
  | 'measure_not_planned'
  | 'measure_not_started'
  | 'measure_has_progress'
  | 'measure_unassigned'
  | 'no_progress'
  | 'progress_before_start'
  | 'no_evidence'
  | 'evidence_missing'
  | 'evidence_rejected'
  | 'evidence_decided'
  | 'no_outcome_statement'
  | 'no_stage_goal'
  | 'no_review_date'
  | 'staged_not_allowed'
  | 'dates_fixed'
  | 'request_pending'
  | 'already_decided'
  | 'no_plan_review'
  | 'no_outside_review'
  | 'spot_check_open'
  | 'no_open_spot_check'
  | 'no_due_date';

export interface Unmet {
  code: UnmetCode;
  message: string;
  measureId?: string;
}

export type RefusalCode =
  | 'not_visible'
  | 'forbidden'
  | 'wrong_state'
  | 'unmet'
  | 'not_your_turn'
  | 'conflict_of_interest'
  | 'input';

export interface Refusal {
  code: RefusalCode;
  /** Chinese; says what to do next. */
  reason: string;
  unmet?: Unmet[];
  /** For code 'input': which field of the input. */
  field?: keyof ActionInput;
}

/** What the writer must record beside the new status; nothing else may change a state. */
export type Effect =
  | { kind: 'setDueDates' }
  | {
      kind: 'openRequest';
      requestKind: RequestKind;
      levels: readonly ReviewLevel[];
      result?: ClosureResult;
      dueOn?: CalendarDay;
      measureId?: string;
    }
  | {
      kind: 'recordReview';
      requestKind: RequestKind;
      level: ReviewLevel;
      decision: ReviewDecision;
      note: string;
    }
  | {
      kind: 'closeRequest';
      requestKind: RequestKind;
      outcome: 'approved' | 'returned' | 'recalled' | 'withdrawn';
    }
  | { kind: 'countReturn' }
  | { kind: 'countReopening' }
  | { kind: 'startMeasures'; measureIds: string[]; startOn: CalendarDay }
  | { kind: 'fixOriginalDates'; measures: { measureId: string; dueOn: CalendarDay }[] }
  | { kind: 'setMeasureStatus'; measureId: string; status: MeasureStatus }
  | { kind: 'moveDueDate'; dueOn: CalendarDay; measureId: string | null }
  | { kind: 'countExtension'; measureId: string | null }
  | { kind: 'writeClosureRecord'; result: ClosureResult }
  | { kind: 'setReviewDate'; reviewOn: CalendarDay };

export type Decision = { ok: true; status: IssueFacts['status']; effects: Effect[] } | { ok: false; refusal: Refusal };

/** An action as the screen may offer it: without `reason` it is allowed, with it the reason says why not yet. */
export interface AllowedAction {
  action: IssueAction;
  reason?: string;
}
