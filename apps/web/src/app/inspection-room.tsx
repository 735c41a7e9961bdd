import { useQueryClient } from '@tanstack/react-query';
import { InspectionPage } from '../features/inspections/inspection-page.tsx';
import { PublicationPanel } from '../features/publications/publication-panel.tsx';
import { invalidate } from '../lib/query.ts';

/** An inspection together with what other features show of it. */
export function InspectionRoom() {
  const client = useQueryClient();
  return (
    <InspectionPage
      publication={(inspection) => (
        <PublicationPanel
          inspection={inspection}
          mayPublish={inspection.allowedActions.includes('publishInspection')}
          onReload={() => void invalidate(client, 'getInspection', 'getPublication')}
        />
      )}
    />
  );
}
