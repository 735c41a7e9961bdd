import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { goTo } from './gap-list.tsx';
import { FeedbackText, IssueGlance } from './issue-header.tsx';
import './issue.css';
import type { IssueDetail } from './issue-types.ts';
import { MeasureList } from './measure-list.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { RequestHistory } from './request-history.tsx';
import { reviewable, ReviewPanel } from './review-panel.tsx';

/** One case as the reviewer reads it: all that was done at the left, the request and the decision beside it. */
export function CaseView({ issueId }: { issueId: string }) {
  const issue = useQuery(queryOf('getIssue', { params: { id: issueId } }));
  return <AsyncState query={issue}>{(found) => <Case key={found.id} issue={found} />}</AsyncState>;
}

function Case({ issue }: { issue: IssueDetail }) {
  const request = reviewable(issue);
  return (
    <article className="case" aria-labelledby="case-title">
      <div className="case-columns">
        <div className="case-main">
          <header>
            <p className="hint">{[issue.leadUnit.name, ...issue.categoryPath].join(' › ')}</p>
            <h2 id="case-title" tabIndex={-1}>
              {issue.number !== null && `第 ${issue.number} 号　`}
              {issue.title}
            </h2>
            <p className="button-row">
              <Link to={`/app/issues/${issue.id}`}>打开问题全页（含经过）</Link>
              {request && (
                <button type="button" className="text-button to-review" onClick={() => goTo('review')}>
                  到审核意见 ↓
                </button>
              )}
            </p>
          </header>
          <IssueGlance issue={issue} isForReview />
          <FeedbackText issue={issue} />
          <MeasureList issue={issue} isReadOnly />
          <OutcomeSection issue={issue} isReadOnly />
          <EvidenceSection issue={issue} isReadOnly />
          <RequestHistory issue={issue} exceptId={request?.id} />
        </div>
        {request ? (
          <ReviewPanel key={request.id} issue={issue} request={request} />
        ) : (
          <p className="hint">这件已经办结，或已转给下一级审核。</p>
        )}
      </div>
    </article>
  );
}
