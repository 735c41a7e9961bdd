import { EVIDENCE_STATUSES } from '@rectify/domain';
import type { IssueDetail, Measure } from './issue-types.ts';

/** The files that prove one measure; each leads to its place in the list of evidence. */
export function EvidenceNames({ issue, measure }: { issue: IssueDetail; measure: Measure }) {
  const files = issue.evidence.filter(({ id }) => measure.evidenceIds.includes(id));
  if (files.length === 0) return null;
  return (
    <p className="evidence-names">
      <span className="hint">佐证：</span>
      {files.map(({ id, fileName, status }) => (
        <a key={id} href={`#evidence-${id}`}>
          {fileName}
          {status !== 'submitted' && <span className="hint">（{EVIDENCE_STATUSES[status]}）</span>}
        </a>
      ))}
    </p>
  );
}
