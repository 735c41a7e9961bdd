import type { Routes } from '../../http/route.ts';
import { getOverview } from './get-overview.ts';

/** 概览. */
export function overviewRoutes({ quickRoute }: Routes): void {
  quickRoute('getOverview', getOverview);
}
