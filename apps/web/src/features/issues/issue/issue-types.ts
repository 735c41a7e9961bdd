import type { IssueAction } from '@rectify/domain';
import type { CallReply } from '../../../lib/call.ts';

export type IssueDetail = CallReply<'getIssue'>;
export type Measure = IssueDetail['measures'][number];
export type Evidence = IssueDetail['evidence'][number];
export type Outcome = IssueDetail['outcomes'][number];
export type ReviewRequest = IssueDetail['requests'][number];
export type ProgressEntry = Measure['progress'][number];
export type Gap = IssueDetail['closureGaps'][number];
export type Allowed = IssueDetail['allowedActions'][number];

/** The server's word on an action: absent when it is not this person's to do, with a reason when it cannot be done yet. */
export function find(actions: readonly Allowed[], action: IssueAction): Allowed | undefined {
  return actions.find((each) => each.action === action);
}

/** Whether the action can be done right now. */
export function may(actions: readonly Allowed[], action: IssueAction): boolean {
  return find(actions, action)?.reason === null;
}

export function openRequest(issue: IssueDetail): ReviewRequest | undefined {
  return issue.requests.find(({ status }) => status === 'open');
}

export function measureName(issue: IssueDetail, measureId: string): string {
  const place = issue.measures.findIndex(({ id }) => id === measureId);
  return place === -1 ? '已删除的措施' : `第 ${place + 1} 条措施`;
}
