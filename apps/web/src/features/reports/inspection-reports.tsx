import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CreateReportButton } from './create-report-button.tsx';
import { DisclosureCounts } from './disclosure-counts.tsx';
import { ReportTable } from './report-table.tsx';
import './reports.css';

/** 公开 of one inspection: what may go to whom, its reports, and drafting one. */
export function InspectionReports({ inspectionId, mayDraft }: { inspectionId: string; mayDraft: boolean }) {
  const query = useQuery(queryOf('listReports', { query: { inspectionId, limit: 100 } }));
  const hasFinal = query.data?.items.some(({ kind, state }) => kind === 'final' && state !== 'withdrawn') ?? true;
  return (
    <>
      <DisclosureCounts inspectionId={inspectionId} />
      {mayDraft && query.data && (
        <p className="button-row report-create">
          {!hasFinal && (
            <CreateReportButton body={{ kind: 'final', inspectionId }} isPrimary>
              起草整改通报
            </CreateReportButton>
          )}
          <CreateReportButton body={{ kind: 'stage', inspectionId }}>起草阶段成效</CreateReportButton>
        </p>
      )}
      <AsyncState query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="这次巡察还没有通报">
              {mayDraft
                ? '起草时问题、措施、进展和数字都从台账带出，不必重新录入。'
                : '通报由被巡察单位联络员或巡察办起草。'}
            </EmptyState>
          ) : (
            <ReportTable rows={items} isShort />
          )
        }
      </AsyncState>
      <p className="hint report-more">
        <Link to={`/app/reports?inspectionId=${inspectionId}`}>在公开中打开</Link>
      </p>
    </>
  );
}
