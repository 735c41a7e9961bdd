import { ProgrammePage } from '../features/programmes/programme-page.tsx';
import { ProgrammeReports } from '../features/reports/programme-reports.tsx';

/** A programme together with what other features show of it. */
export function ProgrammeRoom() {
  return <ProgrammePage reports={({ id, canWrite }) => <ProgrammeReports programmeId={id} mayDraft={canWrite} />} />;
}
