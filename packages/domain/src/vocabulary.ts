/** The codes of a vocabulary as a non-empty tuple, in the order in which people list them. */
export function codesOf<V extends Readonly<Record<string, string>>>(
  vocabulary: V,
): [keyof V & string, ...(keyof V & string)[]] {
  return Object.keys(vocabulary) as [keyof V & string, ...(keyof V & string)[]];
}

export const ROLES = {
  office: '巡察办',
  group: '巡察组',
  liaison: '联络员',
  unit_leader: '单位负责人',
  observer: '监督（只读）',
  sys_admin: '系统管理员',
  auditor: '安全审计员',
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_CODES = codesOf(ROLES);

export const ISSUE_STATUSES = {
  draft: '待下发',
  issued: '待制定措施',
  planning: '方案审核中',
  rectifying: '整改中',
  closing: '销号审核中',
  closed: '已销号',
  withdrawn: '已撤销',
} as const;
export type IssueStatus = keyof typeof ISSUE_STATUSES;
export const ISSUE_STATUS_CODES = codesOf(ISSUE_STATUSES);

export const CLOSURE_RESULTS = {
  completed: '完成销号',
  staged: '阶段性完成、持续整改',
} as const;
export type ClosureResult = keyof typeof CLOSURE_RESULTS;
export const CLOSURE_RESULT_CODES = codesOf(CLOSURE_RESULTS);

export const ISSUE_KINDS = {
  problem: '问题',
  suggestion: '意见建议',
  immediate: '立行立改事项',
  named: '点人点事事项',
} as const;
export type IssueKind = keyof typeof ISSUE_KINDS;
export const ISSUE_KIND_CODES = codesOf(ISSUE_KINDS);

export const ISSUE_SOURCES = {
  inspection: '巡察反馈',
  self_check: '自查',
  petition: '信访举报',
  field_visit: '察访',
  big_data: '大数据',
  transfer: '部门移送',
  audit: '审计',
  public: '公众反映',
} as const;
export type IssueSource = keyof typeof ISSUE_SOURCES;
export const ISSUE_SOURCE_CODES = codesOf(ISSUE_SOURCES);

export const ISSUE_NATURES = {
  immediate: '立行立改',
  time_limited: '限期整改',
  long_term: '长期坚持',
} as const;
export type IssueNature = keyof typeof ISSUE_NATURES;
export const ISSUE_NATURE_CODES = codesOf(ISSUE_NATURES);

export const DISCLOSURES = {
  public: '公开',
  party: '党内公开',
  withheld: '不公开',
} as const;
export type Disclosure = keyof typeof DISCLOSURES;
export const DISCLOSURE_CODES = codesOf(DISCLOSURES);

export const WITHHOLD_GROUNDS = {
  state_secret: '国家秘密',
  open_case: '在办案件',
  media_risk: '可能引发炒作',
  petition_group: '涉访涉群体',
  other_sensitive: '其他重大敏感',
  privacy: '个人隐私',
} as const;
export type WithholdGround = keyof typeof WITHHOLD_GROUNDS;
export const WITHHOLD_GROUND_CODES = codesOf(WITHHOLD_GROUNDS);

export const INSPECTION_KINDS = {
  routine: '常规巡察',
  special: '专项巡察',
  mobile: '机动巡察',
  elevated: '提级巡察',
  lookback: '巡察“回头看”',
  campaign: '专项整治',
} as const;
export type InspectionKind = keyof typeof INSPECTION_KINDS;
export const INSPECTION_KIND_CODES = codesOf(INSPECTION_KINDS);

export const PROGRAMME_KINDS = {
  round: '巡察轮次',
  campaign: '专项整治',
} as const;
export type ProgrammeKind = keyof typeof PROGRAMME_KINDS;
export const PROGRAMME_KIND_CODES = codesOf(PROGRAMME_KINDS);

export const UNIT_KINDS = {
  region: '地区',
  department: '部门',
  township: '镇街',
  village: '村社区',
  section: '科室',
  inspection_office: '巡察机构',
  enterprise: '企事业单位',
  other: '其他',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;
export const UNIT_KIND_CODES = codesOf(UNIT_KINDS);

export const MEASURE_STATUSES = {
  planned: '待批准',
  ongoing: '进行中',
  done: '已完成',
} as const;
export type MeasureStatus = keyof typeof MEASURE_STATUSES;
export const MEASURE_STATUS_CODES = codesOf(MEASURE_STATUSES);

export const EVIDENCE_STATUSES = {
  submitted: '待审核',
  accepted: '已采信',
  rejected: '未采信',
} as const;
export type EvidenceStatus = keyof typeof EVIDENCE_STATUSES;
export const EVIDENCE_STATUS_CODES = codesOf(EVIDENCE_STATUSES);

export const LIGHTS = {
  green: '绿',
  yellow: '黄',
  orange: '橙',
  red: '红',
  blue: '蓝',
  none: '未定',
} as const;
export type Light = keyof typeof LIGHTS;
export const LIGHT_CODES = codesOf(LIGHTS);

/** Review levels, in the only order they may be taken; each code is also the role that decides at it. */
export const REVIEW_LEVELS = {
  unit_leader: '单位负责人签字',
  group: '巡察组核验',
  office: '巡察办销号',
} as const;
export type ReviewLevel = keyof typeof REVIEW_LEVELS;
export const REVIEW_LEVEL_CODES = codesOf(REVIEW_LEVELS);

export const REVIEW_DECISIONS = {
  approved: '同意',
  returned: '退回',
} as const;
export type ReviewDecision = keyof typeof REVIEW_DECISIONS;
export const REVIEW_DECISION_CODES = codesOf(REVIEW_DECISIONS);

export const REQUEST_KINDS = {
  plan: '整改方案',
  closure: '销号申请',
  extension: '延期申请',
} as const;
export type RequestKind = keyof typeof REQUEST_KINDS;
export const REQUEST_KIND_CODES = codesOf(REQUEST_KINDS);

export const SPOT_CHECK_RESULTS = {
  true: '属实',
  partly: '部分属实',
  false: '不实',
} as const;
export type SpotCheckResult = keyof typeof SPOT_CHECK_RESULTS;
export const SPOT_CHECK_RESULT_CODES = codesOf(SPOT_CHECK_RESULTS);

export const OUTCOME_KINDS = {
  system_established: '建章立制',
  money_recovered: '清退追缴挽回',
  people_handled: '处理人员',
  training_held: '培训会议',
  other: '其他成效',
} as const;
export type OutcomeKind = keyof typeof OUTCOME_KINDS;
export const OUTCOME_KIND_CODES = codesOf(OUTCOME_KINDS);

/** What an outcome of each kind is counted in; money is held as integer cents (分). */
export const OUTCOME_UNITS = {
  system_established: '项',
  money_recovered: '分',
  people_handled: '人',
  training_held: '次',
  other: '项',
} as const satisfies Record<OutcomeKind, string>;

export const HANDLING_FORMS = {
  reminder_talk: '谈话提醒',
  criticism: '批评教育',
  admonition: '诫勉',
  organisational: '组织处理',
  discipline: '党纪政务处分',
  transfer: '移送',
} as const;
export type HandlingForm = keyof typeof HANDLING_FORMS;
export const HANDLING_FORM_CODES = codesOf(HANDLING_FORMS);

export const REPORT_CADENCES = {
  weekly: '周报',
  biweekly: '双周调度',
  monthly: '月小结',
} as const;
export type ReportCadence = keyof typeof REPORT_CADENCES;
export const REPORT_CADENCE_CODES = codesOf(REPORT_CADENCES);

export const DAY_KINDS = {
  natural: '自然日',
  working: '工作日',
} as const;
export type DayKind = keyof typeof DAY_KINDS;
export const DAY_KIND_CODES = codesOf(DAY_KINDS);

/** What can be done to an issue, with the verb as it stands on the button. */
export const ISSUE_ACTIONS = {
  editIssue: '修改问题',
  setNature: '设定整改性质',
  setDisclosure: '设定公开属性',
  issueToUnit: '下发',
  addMeasure: '新增措施',
  editMeasure: '修改措施',
  removeMeasure: '删除措施',
  assignMeasure: '落实责任和时限',
  submitPlan: '提交方案',
  recallPlan: '撤回方案',
  approvePlan: '同意方案',
  returnPlan: '退回方案',
  fileProgress: '填报进展',
  completeMeasure: '标记完成',
  reopenMeasure: '恢复整改',
  uploadEvidence: '上传佐证',
  decideEvidence: '审核佐证',
  recordOutcome: '登记成效',
  writeOutcomeStatement: '填写整改成效',
  setStageGoal: '设定阶段目标',
  requestExtension: '申请延期',
  recallExtension: '撤回延期申请',
  approveExtension: '同意延期',
  returnExtension: '退回延期申请',
  requestClosure: '申请销号',
  recallClosure: '撤回申请',
  approveClosure: '同意销号',
  returnClosure: '退回补课',
  orderSpotCheck: '安排抽查',
  recordSpotCheck: '登记抽查结果',
  reviewStage: '阶段复核',
  reopenIssue: '重新整改',
  withdrawIssue: '撤销',
  comment: '留言',
  proposeSupervision: '建议督办',
  issueSupervision: '下发督办',
} as const;
export type IssueAction = keyof typeof ISSUE_ACTIONS;
export const ISSUE_ACTION_CODES = codesOf(ISSUE_ACTIONS);

/** What the approving button says at each level: signing, verifying and closing are different acts. */
export const CLOSURE_APPROVAL_LABELS = {
  unit_leader: '签字同意',
  group: '核验通过',
  office: '同意销号',
} as const satisfies Record<ReviewLevel, string>;

/** The verb of an action as the given role reads it on the button. */
export function actionLabel(action: IssueAction, role?: Role): string {
  if (action === 'approveClosure' && role !== undefined && role in CLOSURE_APPROVAL_LABELS) {
    return CLOSURE_APPROVAL_LABELS[role as ReviewLevel];
  }
  return ISSUE_ACTIONS[action];
}
