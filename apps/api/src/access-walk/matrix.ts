import type { OperationName } from '@rectify/contract';
import type { Role } from '@rectify/domain';
import type { AccessRow, Kind, Ref } from './matrix-types.ts';

// Who may do what: one row per operation of the contract, decided here and nowhere derived from the code that the
// walk tests. An operation without a row fails the walk.

const BUSINESS = ['office', 'group', 'liaison', 'unit_leader', 'observer'] as const satisfies Role[];
const WRITERS = ['liaison', 'office'] as const satisfies Role[];
const ENTERING = ['office', 'group'] as const satisfies Role[];
const OFFICE = ['office'] as const satisfies Role[];
const UNIT = ['liaison'] as const satisfies Role[];
const ADMINISTRATION = ['sys_admin'] as const satisfies Role[];
const AUDITING = ['auditor'] as const satisfies Role[];

const on = (kind: Kind, unseen?: Ref['unseen']): { refs: Ref[] } => ({
  refs: [{ at: 'params.id', kind, ...(unseen && { unseen }) }],
});
const FINDING = { key: '0123456789abcdef' };
const RULES = {
  ...{ planDays: 15, planDayKind: 'working', rectificationMonths: 3, yellowDays: 20, orangeDays: 10 },
  ...{ planLevels: ['group'], closureLevels: ['group', 'office'], reportCadence: 'biweekly', reportWeekday: 5 },
};
/** A checkpoint belongs to no one's scope: the auditor sees all of them, and this one nobody made. */
const NO_CHECKPOINT = '999999999';
const anyone: AccessRow = { open: true };
const signedIn: AccessRow = {};

const ACCESS: Record<'session' | 'accounts' | 'trail' | 'backups', Partial<Record<OperationName, AccessRow>>> = {
  session: {
    signIn: { ...anyone, body: { username: 'nobody', password: 'wrong' }, ends: 401 },
    getSignInOptions: anyone,
    completeSignIn: { ...anyone, body: { code: '000000' }, ends: 401 },
    beginSingleSignOn: anyone,
    completeSingleSignOn: anyone,
    getSession: signedIn,
    signOut: signedIn,
    signOutEverywhere: signedIn,
    changePassword: { ...signedIn, ends: 400 },
    listSessions: signedIn,
    endSession: on('session'),
    getAccountNews: signedIn,
    getSecondFactor: signedIn,
    beginSecondFactor: { ...signedIn, ends: 400 },
    confirmSecondFactor: { ...signedIn, body: { code: '000000' }, ends: 400 },
    removeSecondFactor: { ...signedIn, ends: 400 },
    renewRecoveryCodes: { ...signedIn, ends: 400 },
  },
  accounts: {
    listAccounts: { may: ADMINISTRATION },
    createAccount: {
      may: ADMINISTRATION,
      refs: [{ at: 'body.unitId', kind: 'unit', unseen: 400 }],
      body: { username: 'new-one', role: 'liaison' },
    },
    updateAccount: { may: ADMINISTRATION, ...on('account') },
    resetPassword: { may: ADMINISTRATION, ...on('account') },
    resetSecondFactor: { may: ADMINISTRATION, ...on('account') },
    endAccountSessions: { may: ADMINISTRATION, ...on('account') },
    unlockAccount: { may: ADMINISTRATION, ...on('account') },
    listMembers: { may: OFFICE },
  },
  trail: {
    listAudit: { may: AUDITING },
    listAuditPeople: { may: AUDITING },
    getAuditChain: { may: AUDITING },
    verifyAudit: { may: AUDITING },
    listAuditCheckpoints: { may: AUDITING },
    getAuditCheckpoint: { may: AUDITING, params: { id: NO_CHECKPOINT }, ends: 404 },
    makeAuditCheckpoint: { may: AUDITING },
    downloadAuditCheckpoint: { may: AUDITING, params: { id: NO_CHECKPOINT }, ends: 404 },
    exportAuditTable: { may: AUDITING },
    exportAuditChain: { may: AUDITING },
  },
  backups: {
    listBackups: { may: ADMINISTRATION },
    makeBackup: { may: ADMINISTRATION },
    downloadBackup: { may: ADMINISTRATION, ends: 404 },
  },
};

export const ACCESS_MATRIX: Readonly<Partial<Record<OperationName, AccessRow>>> = {
  ...ACCESS.session,
  ...ACCESS.accounts,
  ...ACCESS.trail,
  ...ACCESS.backups,
  listUnits: { may: [...BUSINESS, 'sys_admin'] },
  createUnit: { may: ['office', 'sys_admin'], refs: [{ at: 'body.parentId', kind: 'unit', unseen: 400 }] },
  updateUnit: { may: ['office', 'sys_admin'], ...on('unit') },
  listProgrammes: { may: BUSINESS },
  getProgramme: { may: BUSINESS, ...on('programme') },
  createProgramme: { may: OFFICE, body: { profile: RULES } },
  updateProgramme: { may: OFFICE, ...on('programme') },
  createGroup: {
    may: OFFICE,
    refs: [
      { at: 'params.id', kind: 'programme' },
      { at: 'body.memberIds.0', kind: 'member', unseen: 400 },
    ],
  },
  updateGroup: { may: OFFICE, refs: [{ at: 'params.id', kind: 'group' }] },
  listInspections: {
    may: BUSINESS,
    refs: [
      { at: 'query.programmeId', kind: 'programme', unseen: 200 },
      { at: 'query.unitId', kind: 'unit', unseen: 200 },
    ],
  },
  getInspection: { may: BUSINESS, ...on('inspection') },
  createInspection: {
    may: OFFICE,
    refs: [
      { at: 'body.programmeId', kind: 'programme', unseen: 400 },
      { at: 'body.unitId', kind: 'unit', unseen: 400 },
      { at: 'body.groupId', kind: 'group', unseen: 400 },
    ],
  },
  updateInspection: {
    may: OFFICE,
    refs: [
      { at: 'params.id', kind: 'inspection' },
      { at: 'body.groupId', kind: 'group', unseen: 400 },
    ],
  },
  issueInspection: { may: OFFICE, ...on('inspection') },
  parseReportText: { may: ENTERING },
  commitImport: { may: ENTERING, ...on('inspection') },
  listIssues: { may: BUSINESS, refs: [{ at: 'query.inspectionId', kind: 'inspection', unseen: 200 }] },
  summariseIssues: { may: BUSINESS, refs: [{ at: 'query.inspectionId', kind: 'inspection', unseen: 200 }] },
  exportLedger: { may: BUSINESS, refs: [{ at: 'query.inspectionId', kind: 'inspection', unseen: 400 }] },
  listOwners: { may: BUSINESS, refs: [{ at: 'query.inspectionId', kind: 'inspection', unseen: 200 }] },
  createIssue: {
    may: ENTERING,
    refs: [
      { at: 'params.id', kind: 'inspection' },
      { at: 'body.coUnitIds.0', kind: 'coUnit', unseen: 400 },
    ],
  },
  getIssue: on('issue'),
  updateIssue: { ...on('draftIssue'), does: ENTERING },
  setDisclosure: { refs: [{ at: 'body.issues.0.id', kind: 'issue' }], does: OFFICE },
  writeOutcomeStatement: { ...on('issue'), does: UNIT },
  reopenIssue: { ...on('closedIssue'), does: OFFICE },
  reviewStage: { ...on('stagedIssue'), does: OFFICE },
  withdrawIssue: { ...on('issue'), does: OFFICE },
  addComment: on('issue'),
  getTimeline: on('issue'),
  getClosureCheck: { ...on('issue'), does: ['office', 'group', 'unit_leader'] },
  addMeasure: { ...on('issuedIssue'), does: UNIT },
  updateMeasure: { ...on('issuedMeasure'), does: UNIT },
  removeMeasure: { ...on('issuedMeasure'), does: UNIT },
  assignMeasures: { refs: [{ at: 'body.issues.0.id', kind: 'issue' }], does: UNIT, body: { owner: '王经办' } },
  completeMeasure: { ...on('measure'), does: UNIT },
  reopenMeasure: { ...on('measure'), does: UNIT },
  fileProgress: { ...on('measure'), does: UNIT },
  recordOutcome: { ...on('issue'), does: UNIT, body: { count: 1 } },
  removeOutcome: { ...on('outcome'), does: UNIT },
  uploadEvidence: { ...on('issue'), does: UNIT, isFile: true },
  getEvidenceRoom: { ...on('issue'), does: UNIT },
  downloadEvidence: on('evidence'),
  previewEvidence: on('evidence'),
  decideEvidence: { ...on('evidence'), does: ENTERING },
  requestReview: { ...on('issue'), does: UNIT, body: { kind: 'closure' } },
  recallRequest: { ...on('request'), does: UNIT },
  // With the version as it is: whose turn it is, is only judged then. A return without a word is as far as it goes.
  decideRequest: { ...on('request'), does: ['unit_leader'], body: { version: 1, decision: 'returned' }, ends: 400 },
  listReviews: { may: ['office', 'group', 'unit_leader'] },
  listPhrases: { may: ['office', 'group', 'unit_leader'] },
  getToday: { may: BUSINESS },
  getOverview: {
    may: BUSINESS,
    refs: [
      { at: 'query.programmeId', kind: 'programme', unseen: 200 },
      { at: 'query.inspectionId', kind: 'inspection', unseen: 200 },
      { at: 'query.unitId', kind: 'unit', unseen: 200 },
    ],
  },
  listReports: {
    may: BUSINESS,
    refs: [
      { at: 'query.inspectionId', kind: 'inspection', unseen: 200 },
      { at: 'query.programmeId', kind: 'programme', unseen: 200 },
    ],
  },
  createReport: { may: WRITERS, refs: [{ at: 'body.inspectionId', kind: 'inspection' }] },
  getReport: { may: BUSINESS, ...on('report') },
  deleteReport: { ...on('report'), does: WRITERS },
  saveDraft: { may: WRITERS, ...on('report') },
  recomposeReport: { may: WRITERS, ...on('report') },
  listRevisions: { may: BUSINESS, ...on('report') },
  getRevision: { may: BUSINESS, ...on('report') },
  restoreRevision: { may: WRITERS, ...on('report') },
  markReportSeen: { may: BUSINESS, ...on('report') },
  listReportComments: { may: BUSINESS, ...on('report') },
  addReportComment: {
    may: BUSINESS,
    refs: [
      { at: 'params.id', kind: 'report' },
      { at: 'params.paragraphId', kind: 'paragraph' },
    ],
  },
  resolveReportComment: {
    may: BUSINESS,
    refs: [
      { at: 'params.id', kind: 'report' },
      { at: 'params.commentId', kind: 'comment' },
    ],
    does: WRITERS,
  },
  checkReport: { may: BUSINESS, ...on('report') },
  tickFinding: {
    may: BUSINESS,
    ...on('report'),
    does: ['office', 'liaison', 'unit_leader'],
    params: FINDING,
    ends: 404,
  },
  untickFinding: { may: BUSINESS, ...on('report'), does: ['office', 'liaison', 'unit_leader'], params: FINDING },
  previewReport: { may: BUSINESS, ...on('report') },
  compareAudiences: { may: BUSINESS, ...on('report') },
  getReportFigure: { may: BUSINESS, ...on('report'), params: { key: 'issues_total' }, ends: 404 },
  downloadReport: { may: BUSINESS, ...on('report') },
  listSecrecyReviewers: { may: WRITERS, ...on('report') },
  submitReport: { may: WRITERS, refs: [{ at: 'params.id', kind: 'report' }] },
  recallReport: { ...on('report'), does: WRITERS },
  signReport: { ...on('report'), does: ['unit_leader'] },
  passSecrecy: { ...on('reviewedReport'), does: ['group'] },
  approveReport: { ...on('report'), does: OFFICE },
  returnReport: { ...on('reviewedReport'), does: ['group'] },
  cancelSchedule: { ...on('report'), does: OFFICE },
  startCorrection: { ...on('report'), does: WRITERS },
  discardCorrection: { ...on('report'), does: WRITERS },
  withdrawReport: { ...on('report'), does: OFFICE },
  checkText: { may: BUSINESS, refs: [{ at: 'body.inspectionId', kind: 'inspection' }] },
  checkFile: { may: BUSINESS, refs: [{ at: 'query.inspectionId', kind: 'inspection' }], isFile: true },
  listFeedback: { may: BUSINESS, refs: [{ at: 'query.reportId', kind: 'report', unseen: 200 }] },
  answerFeedback: { may: OFFICE, ...on('feedback') },
  dismissFeedback: { may: OFFICE, ...on('feedback') },
  adoptFeedback: {
    body: { version: 1 },
    may: OFFICE,
    refs: [
      { at: 'params.id', kind: 'feedback' },
      { at: 'body.inspectionId', kind: 'inspection' },
    ],
  },
};
