// What every column with words in it is: decided here, column by column. A column that is not listed fails the test.

/** Who may read the words of a column; told apart by row in readers.ts. */
export type Guard =
  /** Nobody at all. */
  | 'nobody'
  /** Those for whom the issue above exists. */
  | 'issue'
  /** The same, and anyone once the issue stands in a published report. */
  | 'composed'
  /** Those for whom the inspection exists, and anyone once something of it is published. */
  | 'heading'
  /** Those for whom the report exists. */
  | 'report'
  /** The same, and anyone once the report is published; no longer when it is withdrawn. */
  | 'published'
  /** What a visitor wrote, for those for whom the report exists. */
  | 'feedback'
  /** Who a visitor is, for the office that answers. */
  | 'sender'
  /** A name in the tree of units, or a programme's: its region, administration and audit, and anyone once published. */
  | 'place'
  /** An inspection group's: its programme, and anyone once published. */
  | 'group'
  /** A person's: the region that works with them, administration and audit. */
  | 'person'
  /** A sign-in name: oneself, administration and audit. */
  | 'account'
  /** A trace of an act for the auditor; what belongs to an issue's story, also for those for whom the issue exists. */
  | 'story'
  | 'audit'
  | 'backup';

export type ColumnRule =
  /** Ids, digests and words of a fixed list: nothing that a person wrote. */
  | 'code'
  /** What stands there is itself a secret, and is looked for as it is. */
  | 'secret'
  | { guard: Guard; /** Words inside JSON, by their key; absent: every word. */ keys?: readonly string[] };

const words = (guard: Guard, keys?: readonly string[]): ColumnRule => ({ guard, ...(keys && { keys }) });
const [issue, composed, report, audit] = [words('issue'), words('composed'), words('report'), words('audit')];

export const COLUMNS: Readonly<Record<string, Readonly<Record<string, ColumnRule>>>> = {
  app_user: {
    name: words('person'),
    username: words('account'),
    email: words('nobody'),
    image: words('nobody'),
    display_username: words('nobody'),
  },
  session: { token: 'secret', ip_address: 'code', user_agent: words('nobody') },
  credential: {
    account_id: 'code',
    provider_id: 'code',
    access_token: words('nobody'),
    refresh_token: words('nobody'),
    id_token: words('nobody'),
    scope: words('nobody'),
    password: 'secret',
  },
  old_password: { hash: 'secret' },
  second_factor: { secret: 'secret' },
  recovery_code: { hash: 'secret' },
  sign_in_throttle: { key: words('nobody') },
  verification: { identifier: words('nobody'), value: words('nobody') },
  unit: { name: words('place'), path: 'code' },
  programme: { name: words('place') },
  inspection_group: { name: words('group') },
  report_import: { digest: 'code' },
  category: { title: words('heading') },
  issue: { title: composed, text: composed, stage_goal: issue, outcome_statement: composed, search_grams: 'code' },
  measure: { text: composed, target: issue, leader: issue, department: issue, owner: issue },
  progress_entry: { text: composed },
  evidence: { file_name: issue, media_type: 'code', sha256: 'code', reject_reason: issue },
  outcome: { form: 'code', note: issue },
  review_request: { statement: issue },
  review: { note: issue },
  closure_record: { number: 'code', basis: issue },
  reopening: { reason: issue, evidence: issue },
  counter: { key: 'code' },
  public_report: {
    slug: 'code',
    title: report,
    phone: words('published'),
    address: words('published'),
    postcode: words('published'),
    email: words('published'),
    correction: report,
    held_up: report,
    // A label can name what is counted: a kind of punishment, a scope.
    approved_figures: words('report', ['label']),
    // The page of a withdrawn report says why.
    withdrawn_reason: words('report'),
  },
  public_report_version: {
    title: words('published'),
    content: words('published', ['title']),
    digest: 'code',
    correction: words('published'),
  },
  party_report_version: { content: words('report', ['title']) },
  public_index: {
    slug: 'code',
    title: words('published'),
    unit_name: words('published'),
    region_name: words('published'),
    programme_name: words('published'),
    grams: 'code',
  },
  report_revision: { paragraphs: words('report', ['text']), dismissed: 'code', origin: 'code' },
  report_comment: { paragraph_id: 'code', text: report },
  report_step: { action: 'code', note: report },
  report_tick: { finding: 'code' },
  public_feedback: {
    receipt: 'code',
    paragraph_id: 'code',
    about: words('feedback'),
    text: words('feedback'),
    name: words('sender'),
    contact: words('sender'),
    answer: words('feedback'),
  },
  rate_limit: { key: words('nobody') },
  // Numbers that browsers make, so that a write sent twice is done once.
  submission: { key: 'code', fingerprint: 'code' },
  audit_entry: {
    actor_name: words('story'),
    ip: audit,
    user_agent: audit,
    request_id: 'code',
    action: 'code',
    object_kind: 'code',
    object_id: 'code',
    note: words('story'),
    before: words('story'),
    after: words('story'),
  },
  audit_checkpoint: { site: audit },
  backup_run: { file_name: words('backup'), note: words('backup') },
  // Figures: counts by unit, state and day.
  tally_change: { state: 'code' },
  tally_cell: { state: 'code' },
  _prisma_migrations: { id: 'code', checksum: 'code', migration_name: 'code', logs: 'code' },
};
