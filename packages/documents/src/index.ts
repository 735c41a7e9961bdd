export { digestOf, lineCode } from './digest.ts';
export { READ_LIMITS, readText } from './read-text.ts';
export type { ReadLimits } from './read-text.ts';
export { UnreadableFile } from './unreadable-file.ts';
export {
  BESIDES_LEAD,
  correctionDigestOf,
  differingParts,
  digestOfFile,
  extractReport,
  headlineOf,
  shownBeside,
  verifyFile,
} from './verify/index.ts';
export type { ClaimedEdition, ExtractedReport, LineDifference, RegistryEntry, Verdict } from './verify/index.ts';
export { writeLedgerXlsx } from './write-ledger-xlsx.ts';
export type { LedgerHead, LedgerIssue, LedgerMeasure, LedgerWriter } from './write-ledger-xlsx.ts';
export { writeReportDocx } from './write-report-docx.ts';
export type { DocxOptions } from './write-report-docx.ts';
export { contentDigestOf, reportCodes, writeReportJson, writeReportText } from './write-report-files.ts';
