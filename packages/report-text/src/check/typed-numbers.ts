import { readNumber, maskQuotes } from '../characters.ts';
import { matchClaims } from '../claims.ts';
import { paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { ofEarlierRounds } from './open-work.ts';
import { sentencesOf } from './sentences.ts';
import type { Sentence } from './sentences.ts';

export type NumberKind =
  | 'issues'
  | 'issues-or-done'
  | 'issues-done'
  | 'issues-open'
  | 'measures'
  | 'measures-done'
  | 'systems'
  | 'people'
  | 'trainings'
  | 'money'
  | 'rate'
  | 'units';

/** A number of a summary that counts what the ledger counts too. */
export interface TypedNumber {
  kind: NumberKind;
  passage: Passage;
  /** Which of the passage's sentences. */
  sentence: number;
  /** Money in cents, a rate in percent. */
  value: number;
  /** What a rounded number of money may be off. */
  slack: number;
  unit: string;
  /** The number with its counter. */
  from: number;
  to: number;
  /** 党的建设 where the words say 党的建设方面; null for no part in particular. */
  scope: string | null;
  /** A part of a list (其中政治方面2个). */
  isPart: boolean;
  /** 共3项 after its parts. */
  isSum: boolean;
}

const digits = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|\\d{1,9}(?:\\.\\d{1,6})?';
const token = new RegExp(
  `(?<![\\d.第])(?<n>${digits}|(?<![一-十百千第每逐])[一二两三四五六七八九十百千零]{1,7}) ?(?<u>[个项条件家]|人次|名|人(?!员|民|大)|次|场|期|亿元|万元|元)|(?<rate>百分之(?<p>百|[一二三四五六七八九十]{1,3}(?:点[零一二三四五六七八九]{1,2})?)|\\d{1,3}(?:\\.\\d{1,3})?%)`,
  'g',
);

const doneWords = '(?:整改|销号|办结|完成|解决|落实)';
const isDone = new RegExp(
  `(?:已经?|均已?|都已?|全部|现已)(?:按期|如期|全部|基本)?${doneWords}|完成(?:了)?(?:整改|销号)|${doneWords}(?:完成|到位|完毕|销号)|^(?:其中|目前|现)?(?:完成|办结|销号|整改)(?:了)?$`,
);
const isOpen = /正在|尚未|未(?:完成|整改|办结|销号)|推进|持续|长期|剩余|其余|余下|阶段性|基本完成/;
const isStagedToo = /阶段性|基本完成/;
/** Numbers of other things, of another time, or of what is yet to be done. */
const foreign =
  /立行立改|点人|点事|边巡边改|边查边改|首批|领办|认领|包抓|包案|协调|自查|自纠|查摆|查找|信访|线索|审计|督查|督办|排查|举一反三|同类|类似|群众|支部|网格|每|抽查|检查|至少|不少于|不低于|公开|列出|另有|复核|回访|走访|调研|新增|意见建议|细化|分解|归纳|汇总|梳理|讨论|研究|审议|听取|通报|典型|重点难点|历史遗留/;
const fedBack = /(?:反馈|指出)(?:的|了)?(?:具体)?(?:问题)?(?:共|有)?$/;
const planned = /(?:^|[,])(?:下一步)?,?(?:继续|将|拟|计划|力争|确保|争取|预计|剩余|尚需|还需)|尚未|仍需|待/;
const issueNoun = /^(?:方面|类)?的?(?:具体|主要|突出|重点|整改|反馈|共性|巡察){0,2}的?问题/;
const measureNoun = /^(?:方面)?的?(?:具体|整改|工作){0,2}的?(?:措施|举措)/;
const systemNoun = /^(?:规章|管理|工作|内控|长效|相关|配套){0,2}(?:制度|机制|办法|规定)/;
const systemVerb = /建立|完善|修订|制定|制订|健全|出台|新建|印发|新增制度|建章立制/;
const counting = '(?:总数|总计|数量|数)?(?:共计|合计|共有|共|计|有|为|达到?|是|:|等)?$';
const afterIssues = new RegExp(`问题(?:整改)?${counting}`);
const afterMeasures = new RegExp(`(?:整改|具体|的|了|落实|完成|制定|提出|采取|^)(?:措施|举措)${counting}`);
const afterSystems = new RegExp(`(?:制度|机制|办法|规定|规章)(?:文件)?${counting}`);
const totalLead =
  /(?:反馈|指出|移交|巡[察视]发现)[^,、:]{0,18}$|^(?:(?:本次|此次|目前|现|截[至止][^,]{0,14})?(?:反馈|巡察)?(?:共|共有|共计|合计|总计|全部|所有|这|上述|以上)?的?)$/;
const scopeBefore =
  /([\u4e00-\u9fff“”]{2,24}?)(?:方面|类|领域|层面)的?(?:反馈)?(?:存在)?的?(?:问题)?(?:共|有|计|存在)?$/;

function toValue(written: string): number | null {
  const plain = written.replaceAll(',', '');
  return /^\d/.test(plain) ? Number(plain) : readNumber(plain);
}

function rateValue(words: string): number | null {
  if (words.endsWith('%')) return Number(words.slice(0, -1));
  const [whole = '', part = ''] = words.slice(3).split('点');
  if (whole === '百') return 100;
  const value = readNumber(whole);
  return value === null ? null : Number(`${value}.${[...part].map((each) => readNumber(each) ?? 0).join('') || '0'}`);
}

const factors: Readonly<Record<string, number>> = { 元: 100, 万元: 1e6, 亿元: 1e10 };

/** What a sentence is about so far: a number without its own noun counts the same thing. */
type Topic = 'issues' | 'measures' | 'systems' | 'other' | null;

function topicOf(head: string, tail: string): Topic {
  if (issueNoun.test(tail)) return 'issues';
  if (measureNoun.test(tail)) return 'measures';
  if (systemNoun.test(tail)) return 'systems';
  if (afterIssues.test(head)) return 'issues';
  if (afterMeasures.test(head)) return 'measures';
  return afterSystems.test(head) ? 'systems' : null;
}

const allOfThem = new RegExp(`^(?:问题)?,?(?:目前|现)?,?(?:(?:均|都|全部)已?经?|已经?全部)(?:按期|如期)?${doneWords}`);

/** A clause that says nothing but how far something is: 其中已完成, 正在推进, 共. */
const bare =
  /^(?:截[至止][^,]{0,14}|目前|现|其中|均|全部|已经?|现已|正在|尚未|未|仍|还|有|阶段性|基本|持续|长期|剩余|其余|余下|推进|整改|完成|办结|销号|到位|解决|落实|的|了|共|共计|合计|进行|工作|为|属于?|是|需|阶段|中|里)*$/;

function issuesKind(head: string, tail: string, isNamed: boolean): TypedNumber['kind'] | null {
  const around = `${head}#${tail}`;
  if (isOpen.test(around)) return 'issues-open';
  const isAll = /^(?:的?[^,]{0,8}问题)?,?(?:目前)?(?:均|都|已|全部)/.test(tail);
  if (isDone.test(head) || (isDone.test(tail) && !isNamed)) return 'issues-done';
  if (isNamed && totalLead.test(head) && isAll && isDone.test(tail) && !/反馈|指出/.test(head)) return 'issues-or-done';
  return null;
}

/** The numbers of one sentence, each with what it counts. */
function readSentence(
  passage: Passage,
  { from, text }: Sentence,
  sentence: number,
  start: Topic,
): [TypedNumber[], Topic] {
  const found: TypedNumber[] = [];
  let topic = start;
  let past = 0;
  let counter = '';
  for (const match of text.matchAll(token)) {
    const { n = '', u = '', rate } = match.groups ?? {};
    const before = text.slice(Math.max(past, match.index - 60), match.index);
    const head = /[^,、:]*$/.exec(before)?.[0].trim() ?? '';
    const after = match.index + match[0].length;
    const tail = /^[^,、:\d]{0,24}/.exec(text.slice(after))?.[0] ?? '';
    past = after;
    const clause = /[^,:]*$/.exec(text.slice(0, match.index))?.[0] ?? '';
    const add = (kind: NumberKind, value: number, more: Partial<TypedNumber> = {}): void => {
      if (ofEarlierRounds.test(clause + tail)) return;
      const base = { passage, sentence, slack: 0, scope: null, isPart: false, isSum: false };
      found.push({ ...base, kind, value, unit: u, from: from + match.index, to: from + after, ...more });
    };
    if (rate !== undefined) {
      const value = rateValue(rate);
      if (
        value !== null &&
        /(?:完成率|整改率|办结率|销号率)(?:已)?(?:为|达到?|达|是)?了?$/.test(head) &&
        !planned.test(clause)
      )
        if (!/立行立改|措施|制度|群众|信访/.test(clause)) add('rate', value, { unit: '%' });
      continue;
    }
    const value = toValue(n);
    // 完成一项、销号一项 counts nothing; 10余项 is no exact number.
    if (value === null || n === '一' || /^[余多几]/.test(text.slice(match.index + n.length))) continue;
    if (u.endsWith('元')) {
      const verb = /(?:退还|清退|退缴|退回|退赔|退款|退出|追缴|收缴|追回|挽回|上缴|收回|追收|补缴)[^;]{0,24}$/;
      const decimals = n.split('.')[1]?.length ?? 0;
      const factor = factors[u] ?? 100;
      if (verb.test(clause) && !planned.test(clause))
        add('money', Math.round(value * factor), { slack: (factor * 0.5) / 10 ** decimals });
      continue;
    }
    if (!/^[个项条件家]$/.test(u)) continue;
    if (u === '家' || /^(?:责任|被巡察|被巡视)?单位/.test(tail)) {
      if (/^(?:共|问题)?涉及$/.test(head) && /^(?:责任|被巡察|被巡视)?单位(?:$|[,。])/.test(tail)) add('units', value);
      if (!/问题/.test(head)) topic = 'other';
      continue;
    }
    // 3个方面6个问题: the kinds are not compared.
    if (/^(?:方面|大类|类|环节|层面)(?!的?问题)/.test(tail)) continue;
    const own = topicOf(head, tail);
    const isFedBack = fedBack.test(head) && !/群众|自查|审计|督查/.test(clause);
    if (!isFedBack && (foreign.test(clause) || foreign.test(tail.slice(0, 10)))) {
      topic = 'other';
      continue;
    }
    const scope = scopeBefore.exec(head)?.[1] ?? null;
    if (own === null && (!bare.test(head) || !bare.test(tail)) && !(scope !== null && topic === 'issues')) {
      // 工程6个: a thing of its own.
      if (!(topic === 'systems' && systemVerb.test(head))) topic = 'other';
      continue;
    }
    // 制定措施10条,已完成整改3个: another counter, or a word of issues, and it is issues again.
    const isOfIssues = own === null && topic === 'measures' && (u !== counter || /整改|销号|办结/.test(head + tail));
    const now: Topic =
      own ??
      (isOfIssues ? 'issues' : topic) ??
      (isDone.test(head + tail) || isOpen.test(head + tail) ? 'issues' : 'other');
    topic = now;
    if (own !== null) counter = u;
    if (now === 'issues') {
      const kind = issuesKind(head, tail, own === 'issues');
      if (kind !== null) add(kind, value, { isPart: isStagedToo.test(head + tail) && kind === 'issues-done' });
      else if (scope !== null || /(?:本|该|此|这)类/.test(head)) {
        const named = scope?.replace(/^(?:其中|涉及|反馈|属于|包括)+/, '') ?? null;
        add('issues', value, { scope: named, isPart: true });
        // 党建方面问题4项,均已完成: as many are done.
        if (allOfThem.test(text.slice(after))) add('issues-done', value, { scope: named, isPart: false });
      } else if (own === 'issues' ? totalLead.test(head) || afterIssues.test(head) : /共|合计|总计/.test(head))
        if (!/(?:解决|整治|纠正|化解|处置|推动)[^,]*$/.test(head)) add('issues', value);
    } else if (now === 'measures') {
      const isTotal = /制定|制订|明确|提出|形成|采取/.test(head) || (own !== null && !/完成|落实/.test(head + tail));
      if (isTotal) add('measures', value);
      else if (/完成|落实/.test(head + tail) && !isOpen.test(head + tail)) add('measures-done', value);
    } else if (now === 'systems') {
      const isSum = own === null && /^(?:共|共计|合计|总计)$/.test(head);
      if (isSum || (systemVerb.test(head) && !/废止|清理|宣传|学习|执行/.test(head))) add('systems', value, { isSum });
    }
  }
  return [found, topic];
}

const claimKinds: Readonly<Partial<Record<string, NumberKind>>> = {
  people: 'people',
  meetings: 'trainings',
  'systems-established': 'systems',
};

/** What only the wording of a whole clause tells: persons, trainings, papers. */
function readClauses(passage: Passage, norm: string, sentences: readonly Sentence[]): TypedNumber[] {
  return matchClaims(norm).flatMap((claim): TypedNumber[] => {
    const kind = claimKinds[claim.kind];
    const words = norm.slice(claim.from, claim.to);
    if (!kind || claim.unit.startsWith('余')) return [];
    if (kind === 'trainings' && (!/培训/.test(words) || /会/.test(words))) return [];
    const clause = /[^,。;:]*$/.exec(norm.slice(0, claim.from))?.[0] ?? '';
    if (ofEarlierRounds.test(clause + words) || planned.test(clause) || /废止|清理/.test(clause)) return [];
    const number = new RegExp(`(?:\\d+|[一二两三四五六七八九十百]+) ?${claim.unit}`).exec(
      norm.slice(claim.numberAt, claim.to),
    );
    const to = claim.numberAt + (number?.[0].length ?? 1);
    const sentence = sentences.findIndex((each) => each.from <= claim.numberAt && claim.numberAt < each.to);
    const base = { passage, sentence, slack: 0, scope: null, isPart: false, isSum: false };
    return [{ ...base, kind, value: claim.value, unit: claim.unit, from: claim.numberAt, to }];
  });
}

const spoken: ReadonlySet<string | null> = new Set(['preamble', 'overview', 'rectification', 'next-steps']);

/** Paragraphs that speak of the whole, or of a category as a whole. */
export function summaries(context: CheckContext): Passage[] {
  const isLoose = context.issues.length === 0;
  return context.frame.filter(({ section }) => spoken.has(section) || (isLoose && section === 'body'));
}

/** Every number of the summaries that counts what the ledger counts; read only where there is a ledger to compare with. */
export function readTypedNumbers(context: CheckContext): TypedNumber[] {
  return summaries(context).flatMap((passage) => {
    const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
    if (!/[\d一二两三四五六七八九十]/.test(norm)) return [];
    const sentences = sentencesOf(norm);
    const found: TypedNumber[] = [];
    let topic: Topic = null;
    for (const [order, sentence] of sentences.entries()) {
      const [numbers, next] = readSentence(passage, sentence, order, topic);
      found.push(...numbers);
      topic = next;
    }
    const more = readClauses(passage, norm, sentences).filter(
      (each) => !found.some((other) => other.from < each.to && other.to > each.from),
    );
    return [...found, ...more].sort((a, b) => a.from - b.from);
  });
}
