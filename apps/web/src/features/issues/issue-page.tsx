import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ActionBar } from './issue/action-bar.tsx';
import { ClosureGaps } from './issue/closure-gaps.tsx';
import { DraftIssueForm } from './issue/draft-issue-form.tsx';
import { EvidenceSection } from './issue/evidence-section.tsx';
import { goTo } from './issue/gap-list.tsx';
import { FeedbackText, IssueGlance } from './issue/issue-header.tsx';
import './issue/issue.css';
import type { IssueDetail } from './issue/issue-types.ts';
import { MeasureList } from './issue/measure-list.tsx';
import { OutcomeSection } from './issue/outcome-section.tsx';
import { RequestHistory } from './issue/request-history.tsx';
import { ReturnNotice } from './issue/return-notice.tsx';
import { reviewable, ReviewPanel } from './issue/review-panel.tsx';
import { Timeline } from './issue/timeline.tsx';

/** 问题: one issue with everything that belongs to it. */
export function IssuePage() {
  const { id = '' } = useParams();
  const issue = useQuery(queryOf('getIssue', { params: { id } }));
  return (
    <section className="page issue-page">
      <AsyncState query={issue}>{(found) => <IssueView key={found.id} issue={found} />}</AsyncState>
    </section>
  );
}

function IssueView({ issue }: { issue: IssueDetail }) {
  const [isEditing, setEditing] = useState(false);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) goTo(hash.slice(1));
  }, [hash]);
  const request = reviewable(issue);
  const number = issue.number === null ? '' : `第 ${issue.number} 号　`;
  return (
    <>
      <PageHead
        title={`${number}${issue.title}`}
        back={{ to: `/app/issues?inspectionId=${issue.inspection.id}`, label: `${issue.inspection.unitName}的台账` }}
        note={[issue.inspection.programmeName, ...issue.categoryPath].join(' › ')}
      />
      <IssueGlance issue={issue} />
      <div className="issue-columns">
        <div className="issue-main">
          <ReturnNotice issue={issue} />
          {request && <ReviewPanel key={request.id} issue={issue} request={request} />}
          {isEditing ? (
            <DraftIssueForm issue={issue} onDone={() => setEditing(false)} />
          ) : (
            <FeedbackText issue={issue} />
          )}
          <MeasureList issue={issue} />
          <OutcomeSection issue={issue} />
          <EvidenceSection issue={issue} />
          <ClosureGaps issue={issue} />
          <RequestHistory issue={issue} exceptId={request?.id} />
        </div>
        <Timeline issueId={issue.id} />
      </div>
      <ActionBar issue={issue} onEdit={() => setEditing(true)} />
    </>
  );
}
