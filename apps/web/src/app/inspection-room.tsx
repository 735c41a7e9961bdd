import { InspectionPage } from '../features/inspections/inspection-page.tsx';
import { InspectionReports } from '../features/reports/inspection-reports.tsx';

/** An inspection together with what other features show of it. */
export function InspectionRoom() {
  return (
    <InspectionPage
      publication={({ id, allowedActions }) => (
        <InspectionReports inspectionId={id} mayDraft={allowedActions.includes('createReport')} />
      )}
    />
  );
}
