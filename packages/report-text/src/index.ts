export { decodeText } from './decode-text.ts';
export { claimLabels, issueKindLabels, nodeLabels, sectionLabels, severityLabels } from './labels.ts';
export { parseNodes, parseReport } from './parse-report.ts';
export type {
  Claim,
  ClaimKind,
  Contact,
  Finding,
  FindingCode,
  Inspection,
  IssueKind,
  IssueNote,
  Measure,
  NodeKind,
  ProgressNote,
  ReportIssue,
  ReportParse,
  Section,
  SectionKind,
  Severity,
  TextNode,
} from './types.ts';
