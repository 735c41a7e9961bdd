import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatInstant } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { CreateReportButton } from './create-report-button.tsx';
import { ReportState } from './report-state.tsx';
import './reports.css';

/** 阶段成效（亮单赛绩） of a whole programme. */
export function ProgrammeReports({ programmeId, mayDraft }: { programmeId: string; mayDraft: boolean }) {
  const query = useQuery({
    ...queryOf('listReports', { query: { programmeId, kind: 'stage', limit: 100 } }),
    select: (page) => ({ ...page, items: page.items.filter(({ inspectionId }) => inspectionId === null) }),
  });
  return (
    <section className="block" aria-labelledby="programme-reports">
      <div className="block-head">
        <h2 id="programme-reports">阶段成效（亮单赛绩）</h2>
        {mayDraft && <CreateReportButton body={{ kind: 'stage', programmeId }}>起草阶段成效</CreateReportButton>}
      </div>
      <AsyncState query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hint">还没有。起草时各单位的完成情况从台账带出，可分批公开。</p>
          ) : (
            <ul className="report-list">
              {items.map((report) => (
                <li key={report.id}>
                  <Link to={`/app/reports/${report.id}`}>{report.title}</Link>
                  <span className="report-list-state">
                    <ReportState report={report} />
                    <span className="hint">{formatInstant(report.publishedAt ?? report.updatedAt)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncState>
    </section>
  );
}
