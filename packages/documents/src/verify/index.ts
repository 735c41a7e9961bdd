export { extractReport } from './extract-report.ts';
export type { ClaimedEdition, ExtractedReport, LineDifference, RegistryEntry, Verdict } from './types.ts';
export { verifyFile } from './verify-file.ts';
