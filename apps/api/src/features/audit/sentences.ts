import { endpoints, type EndpointSpec } from '@rectify/contract';
import {
  actionLabel,
  formatDayZh,
  isCalendarDay,
  ISSUE_ACTIONS,
  REVIEW_LEVELS,
  ROLES,
  type IssueAction,
  type Role,
} from '@rectify/domain';

/** What a sentence about an audit entry is made from. */
export interface ToldEntry {
  action: string;
  actorName: string;
  actorRole: Role | null;
  note: string | null;
  before?: unknown;
  after?: unknown;
}

type Facts = Readonly<Record<string, unknown>>;

const OWN_LABELS: ReadonlyMap<string, string> = new Map([
  ['signIn', '登录'],
  ['signInFailed', '登录失败'],
  ['seedDemo', '载入演示数据'],
  ['createFirstAdministrator', '建立首个管理员'],
  ['finishBackup', '完成备份'],
  ['failBackup', '备份没有做成'],
  ['removeBackup', '清理过期备份'],
  ['restoreBackup', '从备份恢复'],
  ['publishReport', '发布通报'],
  ['holdUpReport', '暂缓发布通报'],
  ['answerFeedback', '答复公众意见'],
  ['dismissFeedback', '不予受理公众意见'],
  ['adoptFeedback', '把公众意见转为问题'],
]);
const OPERATIONS: ReadonlyMap<string, EndpointSpec> = new Map(Object.entries(endpoints));

/** Acts that are no operation of the API. */
export const OWN_ACTIONS: readonly string[] = [...OWN_LABELS.keys()];

/** What is done, in as few words as fit a column; never a code. */
export function auditLabel(action: string): string {
  const own = OWN_LABELS.get(action);
  if (own) return own;
  if (Object.hasOwn(ISSUE_ACTIONS, action)) return ISSUE_ACTIONS[action as IssueAction];
  const spec = OPERATIONS.get(action);
  // A summary says the act first and its consequences behind a comma.
  return spec?.summary.split(/[，：；（]/u)[0] ?? '其他操作';
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value))
    return value
      .map(wordsOf)
      .filter((word) => word !== null)
      .join('、');
  if (isFacts(value))
    return Object.entries(value)
      .map(([key, each]) => `${key} ${wordsOf(each) ?? '无'}`)
      .join('，');
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const IS_NAME = /名|username|标题|文件/;

/** One fact of an entry as people read it; null where the entry has none. */
function factOf(facts: unknown, key: string): string | null {
  if (!isFacts(facts)) return null;
  const word = wordsOf(facts[key]);
  return word !== null && !IS_NAME.test(key) && isCalendarDay(word) ? formatDayZh(word) : word;
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  username: '用户名',
  name: '名称',
  version: '版本',
  count: '数量',
};
const HAS_HAN = /\p{Script=Han}/u;
const fieldName = (key: string) => (HAS_HAN.test(key) ? key : (FIELD_NAMES[key] ?? '其他内容'));

function valueOf(facts: unknown, key: string): string | null {
  const word = factOf(facts, key);
  return word !== null && key === '级别' && Object.hasOwn(REVIEW_LEVELS, word)
    ? REVIEW_LEVELS[word as keyof typeof REVIEW_LEVELS]
    : word;
}

/** What an entry changed, field by field; what stayed the same is left out. */
export function auditChanges({ before, after }: Pick<ToldEntry, 'before' | 'after'>) {
  const keys = new Set([before, after].flatMap((facts) => (isFacts(facts) ? Object.keys(facts) : [])));
  return [...keys]
    .map((key) => ({ field: fieldName(key), before: valueOf(before, key), after: valueOf(after, key) }))
    .filter((change) => change.before !== change.after);
}

/** The name of what was acted on, as it stood. */
const NAMING_KEYS = ['姓名', '名称', '标题', '文件', '记录号', '措施', 'username', '用户名', '范围'];

function nameOfObject({ before, after }: ToldEntry): string {
  for (const facts of [before, after]) {
    for (const key of NAMING_KEYS) {
      const name = factOf(facts, key);
      if (name) return `：${name}`;
    }
  }
  return '';
}

// A role whose name has brackets of its own keeps only what stands before them.
const personOf = ({ actorName, actorRole }: ToldEntry) =>
  actorRole ? `${actorName}（${ROLES[actorRole].split('（')[0]}）` : actorName;

function verbOf({ action, actorRole }: ToldEntry): string {
  return Object.hasOwn(ISSUE_ACTIONS, action)
    ? actionLabel(action as IssueAction, actorRole ?? undefined)
    : auditLabel(action);
}

/** An audit entry as one Chinese sentence for the auditor. */
export function auditSentence(entry: ToldEntry & { result: 'done' | 'refused' }): string {
  if (entry.result === 'refused') {
    const reason = entry.note ? `：${entry.note}` : '。';
    return `${personOf(entry)}试图“${verbOf(entry)}”，被拒绝${reason}`;
  }
  return `${personOf(entry)}${verbOf(entry)}${nameOfObject(entry)}${around('（', factOf(entry.after, '问题'), '）')}`;
}

interface Told {
  verb: string;
  fact: (key: string) => string | null;
}

/** Puts words around a fact, or nothing where the fact is absent. */
const around = (before: string, word: string | null, after = '') => (word ? `${before}${word}${after}` : '');

const STORY: Partial<Record<string, (told: Told) => string>> = {
  fileProgress: ({ fact }) =>
    `${fact('更正') ? '更正' : '填报'}${around('', fact('措施'), '措施的')}进展${around('（截至 ', fact('截至日期'), '）')}`,
  addMeasure: ({ fact }) => `新增${around('', fact('措施'))}措施`,
  editMeasure: ({ fact }) => `修改${around('', fact('措施'))}措施`,
  removeMeasure: ({ fact }) => `删除${around('', fact('措施'))}措施`,
  assignMeasure: ({ fact }) => `落实${around('', fact('措施'), '措施的')}责任和时限`,
  completeMeasure: ({ fact }) => `${around('将', fact('措施'), '措施')}标记完成${around('（', fact('完成日期'), '）')}`,
  reopenMeasure: ({ fact }) =>
    `恢复${around('', fact('措施'), '措施的')}整改${fact('销号申请') ? '，销号申请随之撤回' : ''}`,
  uploadEvidence: ({ fact, verb }) => around('上传佐证材料《', fact('文件'), '》') || verb,
  uploadBasis: ({ fact }) => `上传核查依据${around('《', fact('文件'), '》')}`,
  decideEvidence: ({ fact, verb }) => `${around('', fact('结果')) || verb}${around('佐证材料《', fact('文件'), '》')}`,
  recordOutcome: ({ fact, verb }) =>
    `${verb}${around('：', [fact('成效'), fact('数量') ?? fact('金额'), fact('说明')].filter(Boolean).join('，'))}`,
  requestClosure: ({ fact, verb }) => `${verb}${around('（', fact('结果'), '）')}`,
  requestExtension: ({ fact, verb }) => `${verb}${around('：', fact('措施'))}${around('至 ', fact('时限'))}`,
  approvePlan: ({ fact, verb }) => `${verb}${around('，', fact('方案'))}`,
  approveClosure: ({ fact, verb }) =>
    fact('记录号') ? `销号，记录号 ${fact('记录号')}${around('，', fact('结果'))}` : verb,
  recordSpotCheck: ({ fact, verb }) => `${verb}${around('：', fact('结果'))}`,
  setDisclosure: ({ fact, verb }) => `${verb}${around('：', fact('公开级别'))}`,
  issueInspection: () => '下发',
  commitImport: () => '从报告文本导入',
  createIssue: () => '手工补录',
  comment: () => '留言',
};

/** An audit entry as a line of the issue's story: what was done, without the person's name and without the note. */
export function timelineSentence(entry: ToldEntry): string {
  const verb = verbOf(entry);
  const tell = Object.hasOwn(STORY, entry.action) ? STORY[entry.action] : undefined;
  const fact = (key: string) => factOf(entry.after, key) ?? factOf(entry.before, key);
  return tell ? tell({ verb, fact }) : verb;
}
