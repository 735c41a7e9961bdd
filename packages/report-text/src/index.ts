export { checkReport } from './check/check-report.ts';
export { checkLabels } from './check/labels.ts';
export type { CheckCode, CheckFinding, CheckResult, LedgerFacts, Repair } from './check/types.ts';
export {
  canonicalLines,
  canonicalText,
  figureAnchor,
  groundWords,
  joinLines,
  linesAsWritten,
  normaliseLine,
  withoutInvisible,
  reportLines,
} from './canonical.ts';
export type { LineKind, ReportLine } from './canonical.ts';
export { compareAudiences } from './compose/compare-audiences.ts';
export { composeDraft } from './compose/compose-draft.ts';
export { draftText } from './compose/draft-text.ts';
export { STATE_WORDS } from './compose/issue-paragraphs.ts';
export { measureWords } from './compose/measure-words.ts';
export type { MeasureWords } from './compose/measure-words.ts';
export { mergeDraft } from './compose/merge-draft.ts';
export { projectReport, unknownFigures } from './compose/project-report.ts';
export type {
  AudienceRow,
  ComposeInput,
  ComposeIssue,
  ComposeMeasure,
  DraftMerge,
  EditableParagraph,
  FigureFact,
  IssueFact,
  IssueState,
  ReportFacts,
} from './compose/types.ts';
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
export { FIGURE_REFERENCE, PARAGRAPH_KINDS } from './report-document.ts';
export type {
  DraftParagraph,
  Edition,
  FigureValues,
  HiddenCount,
  ParagraphKind,
  PublishedFigure,
  PublishedParagraph,
  ReportContent,
  Run,
} from './report-document.ts';
