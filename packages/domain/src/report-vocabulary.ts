import { codesOf } from './vocabulary.ts';

export const REPORT_KINDS = {
  final: '整改通报',
  stage: '阶段成效',
} as const;
export type ReportKind = keyof typeof REPORT_KINDS;
export const REPORT_KIND_CODES = codesOf(REPORT_KINDS);

export const REPORT_STATES = {
  drafting: '起草中',
  signing: '待单位负责人签发',
  secrecy_review: '待保密审查',
  approving: '待巡察办审定',
  scheduled: '待发布',
  published: '已发布',
  withdrawn: '已撤回',
} as const;
export type ReportState = keyof typeof REPORT_STATES;
export const REPORT_STATE_CODES = codesOf(REPORT_STATES);

/** What the public may say a feedback stands at. */
export const FEEDBACK_STATES = {
  received: '待办理',
  answered: '已答复',
  adopted: '已转为问题',
  dismissed: '不予受理',
} as const;
export type FeedbackState = keyof typeof FEEDBACK_STATES;
export const FEEDBACK_STATE_CODES = codesOf(FEEDBACK_STATES);
