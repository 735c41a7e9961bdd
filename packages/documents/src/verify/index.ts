export { differingParts } from './differing-parts.ts';
export { correctionDigestOf } from './page-furniture.ts';
export { extractReport } from './extract-report.ts';
export type { ClaimedEdition, ExtractedReport, LineDifference, RegistryEntry, Verdict } from './types.ts';
export { digestOfFile, verifyFile } from './verify-file.ts';
