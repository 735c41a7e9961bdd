import type { ReportRow } from './report-types.ts';

/** Where a report stands, in words; the tone only repeats them. */
export function ReportState({ report }: { report: Pick<ReportRow, 'state' | 'stateLabel' | 'isMyTurn'> }) {
  return (
    <>
      <span className={`status report-${report.state}`}>{report.stateLabel}</span>
      {report.isMyTurn && <span className="report-mine">等我办理</span>}
    </>
  );
}
