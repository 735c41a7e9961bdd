export { differingParts } from './differing-parts.ts';
export { BESIDES_LEAD, headlineOf, shownBeside } from './headline.ts';
export { correctionDigestOf } from './page-furniture.ts';
export { extractReport } from './extract-report.ts';
export type { Headline } from './headline.ts';
export type { ClaimedEdition, ExtractedReport, LineDifference, RegistryEntry, Verdict } from './types.ts';
export { digestOfFile, verifyFile } from './verify-file.ts';
