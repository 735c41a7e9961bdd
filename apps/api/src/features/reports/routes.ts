import type { Routes } from '../../http/route.ts';
import { publishInspection } from './publish-inspection.ts';
import { getPublication, listPublications } from './read-publications.ts';

/** Publication of an inspection; the public pages themselves are in public-pages.tsx. */
export function reportRoutes({ route }: Routes): void {
  route('getPublication', getPublication);
  route('publishInspection', publishInspection);
  route('listPublications', listPublications);
}
