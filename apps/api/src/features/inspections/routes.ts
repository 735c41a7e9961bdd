import type { Routes } from '../../http/route.ts';
import { getInspection, listInspections } from './read.ts';
import { createInspection, issueInspection, updateInspection } from './write-inspection.ts';

/** Inspections. */
export function inspectionRoutes({ route }: Routes): void {
  route('listInspections', listInspections);
  route('getInspection', (ctx, { params }) => getInspection(ctx, params.id));
  route('createInspection', createInspection);
  route('updateInspection', updateInspection);
  route('issueInspection', issueInspection);
}
