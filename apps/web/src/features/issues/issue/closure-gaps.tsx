import { find, type IssueDetail } from './issue-types.ts';
import { GapList } from './gap-list.tsx';

/** What stands between the issue and 销号, all of it; or that nothing does. */
export function ClosureGaps({ issue }: { issue: IssueDetail }) {
  const request = find(issue.allowedActions, 'requestClosure');
  if (issue.status !== 'rectifying') return null;
  const { closureGaps } = issue;
  if (closureGaps.length === 0 && !request) return null;
  return (
    <section className="issue-block" id="closure" aria-labelledby="closure-title" tabIndex={-1}>
      <h2 id="closure-title">离销号还差{closureGaps.length > 0 ? ` ${closureGaps.length} 项` : '什么'}</h2>
      {closureGaps.length > 0 ? (
        <GapList gaps={closureGaps} />
      ) : (
        <p>{request?.reason ?? '各项都已齐备，可以申请销号。'}</p>
      )}
    </section>
  );
}
