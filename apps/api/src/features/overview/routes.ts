import type { Routes } from '../../http/route.ts';
import { getOverview } from './get-overview.ts';

/** 概览. */
export function overviewRoutes({ route }: Routes): void {
  route('getOverview', getOverview);
}
