import { parseReport } from '@rectify/report-text';
import type { Routes } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { commitImport } from './commit-import.ts';

/** Report text becomes issues and measures. */
export function importRoutes({ route }: Routes): void {
  route('parseReportText', async (ctx, { body }) => {
    demand(ctx, 'import.preview');
    return parseReport(body.text);
  });
  route('commitImport', commitImport);
}
