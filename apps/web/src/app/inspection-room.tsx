import { useQueryClient } from '@tanstack/react-query';
import { InspectionPage } from '../features/inspections/inspection-page.tsx';
import { PublicationPanel } from '../features/publications/publication-panel.tsx';
import { invalidate } from '../lib/query.ts';
import { useSession } from '../lib/session.tsx';

/** An inspection together with what other features show of it. */
export function InspectionRoom() {
  const client = useQueryClient();
  const { can } = useSession();
  return (
    <InspectionPage
      publication={(inspection) => (
        <PublicationPanel
          inspection={inspection}
          mayPublish={can('publication.write')}
          onReload={() => void invalidate(client, 'getInspection', 'getPublication')}
        />
      )}
    />
  );
}
