import { CLOSURE_RESULTS, REQUEST_KINDS, REVIEW_DECISIONS, REVIEW_LEVELS } from '@rectify/domain';
import { formatDay, formatInstant } from '../../../lib/format.ts';
import { measureName, type IssueDetail, type ReviewRequest } from './issue-types.ts';
import './requests.css';

const STATUS = {
  open: '审核中',
  approved: '已同意',
  returned: '已退回',
  recalled: '已撤回',
  withdrawn: '随问题撤销',
} as const;

/** What a request asks for, in one line. */
export function askedFor(issue: IssueDetail, request: ReviewRequest): string {
  if (request.kind === 'extension') {
    const what = request.measureId ? measureName(issue, request.measureId) : '本问题';
    return `${what}延期至${request.newDueOn ? formatDay(request.newDueOn) : '不详'}`;
  }
  if (request.kind === 'closure' && request.result) return CLOSURE_RESULTS[request.result];
  return `${issue.measures.length} 条措施`;
}

/** The levels of a request: who has decided what, whose turn it is. */
export function ReviewSteps({ request }: { request: ReviewRequest }) {
  return (
    <ol className="review-steps">
      {request.levels.map((level) => {
        const review = request.reviews.find((each) => each.level === level);
        return (
          <li key={level} aria-current={request.turn === level && request.status === 'open' ? 'step' : undefined}>
            <span className="review-level">{REVIEW_LEVELS[level]}</span>
            {review ? (
              <span>
                {REVIEW_DECISIONS[review.decision]}，{review.reviewer}，{formatInstant(review.reviewedAt)}
                {review.note && <q className="review-note">{review.note}</q>}
              </span>
            ) : (
              <span className="hint">
                {request.status === 'open' && request.turn === level
                  ? '待审核'
                  : request.status === 'open'
                    ? '未到'
                    : '未审'}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function RequestItem({ issue, request }: { issue: IssueDetail; request: ReviewRequest }) {
  return (
    <li className="request">
      <p className="request-head">
        <strong>{REQUEST_KINDS[request.kind]}</strong>
        <span>{askedFor(issue, request)}</span>
        <span className="request-status">{STATUS[request.status]}</span>
      </p>
      <p className="hint">
        {request.requestedBy} {formatInstant(request.requestedAt)}提出
      </p>
      {request.statement && <p className="reading pre-line">{request.statement}</p>}
      <ReviewSteps request={request} />
    </li>
  );
}

/** Closure records, reopenings and requests: what was asked and decided, for ever. */
export function RequestHistory({ issue, exceptId }: { issue: IssueDetail; exceptId?: string | undefined }) {
  const { closureRecords, reopenings } = issue;
  // The one under review stands with its decision elsewhere on the page.
  const requests = issue.requests.filter(({ id }) => id !== exceptId);
  if (requests.length + closureRecords.length + reopenings.length === 0) return null;
  return (
    <section className="issue-block" id="requests" aria-labelledby="requests-title" tabIndex={-1}>
      <h2 id="requests-title">申请与审核</h2>
      {closureRecords.map((record) => (
        <p key={record.id} className="closure-record">
          <strong>{record.number}</strong>
          <span>{CLOSURE_RESULTS[record.result]}</span>
          <span>
            {record.decidedBy}，{formatInstant(record.decidedAt)}
          </span>
          {record.basis && <span className="closure-basis">依据：{record.basis}</span>}
        </p>
      ))}
      {reopenings.map((reopening) => (
        <div key={reopening.reopenedAt} className="reopening">
          <p>
            <strong>重新整改</strong> {reopening.reopenedBy}，{formatInstant(reopening.reopenedAt)}
          </p>
          <p>理由：{reopening.reason}</p>
          <p>依据：{reopening.evidence}</p>
        </div>
      ))}
      <ol className="requests">
        {requests.map((request) => (
          <RequestItem key={request.id} issue={issue} request={request} />
        ))}
      </ol>
    </section>
  );
}
