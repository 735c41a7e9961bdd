import { ISSUE_STATUSES, type ClosureResult, type IssueStatus } from '@rectify/domain';

/** The state of an issue in words; a staged closure says that work goes on. */
export function StatusTag({ status, result }: { status: IssueStatus; result?: ClosureResult | null }) {
  const text = status === 'closed' && result === 'staged' ? '阶段性完成' : ISSUE_STATUSES[status];
  return <span className={`status status-${status}`}>{text}</span>;
}
