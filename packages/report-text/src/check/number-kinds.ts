import type { Passage } from './context.ts';
import { plainName } from './ledger-scope.ts';
import type { Scope } from './ledger-scope.ts';
import { rateValue } from './number-place.ts';
import type { Place } from './number-place.ts';
import { isRest, isTakenUp, isTotalLead, statusOf } from './number-words.ts';
import type { IssueStatus, Topic } from './number-words.ts';

export type NumberKind =
  | 'issues'
  | 'issues-or-done'
  | 'issues-done'
  | 'issues-staged'
  | 'issues-staged-or-done'
  | 'issues-open'
  | 'issues-lasting'
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
  /** 已完成18项,其中党建方面7项: of those that are done, or of all. */
  orKind?: NumberKind;
  passage: Passage;
  /** Which of the passage's sentences. */
  sentence: number;
  /** Money in cents, a rate in percent. */
  value: number;
  /** What a rounded number of money may be off. */
  slack: number;
  /** 60余项: how far it may be exceeded. */
  range?: number;
  unit: string;
  /** The number with its counter. */
  from: number;
  to: number;
  /** Which part of the ledger the words around it name. */
  scope: Scope;
  /** 党的建设方面21个: of that part alone, not of the whole. */
  isOfPart: boolean;
  /** 修订制度3项, 建立财务制度3项: by its verb or its noun, there may be more that it does not count. */
  share: 'verb' | 'noun' | null;
  /** 共3项 after its parts. */
  isSum: boolean;
}

/** What is yet to be done. */
export const planned = /(?:^|[,])(?:下一步)?,?(?:继续|将|拟|计划|力争|确保|争取|预计|剩余|尚需|还需)|尚未|仍需|待/;
export const systemVerb = /建立|完善|修订|制定|制订|健全|出台|新建|印发|新增制度|建章立制/;
const allSystems = /建立|健全|建章立制|(?:修订|制定|制订|新建|出台)[^,]{0,3}(?:完善|修订|出台|新建)|完善[^,]{0,3}修订/;
/** No paper in particular: 各类制度. */
export const anySystem =
  /^.*(?:建立|完善|修订|制定|制订|健全|出台|新建|印发|建章立制)了?(?:各项|各类|相关|有关|一系列|规章|长效|工作|配套|制度|机制|办法|规定|文件|体系|等|和|、|共|计|合计|共计|的)*$/;
export const scopeBefore =
  /([\u4e00-\u9fff□]{2,24}?)(?:方面|类|领域|层面)的?(?:反馈)?(?:存在)?的?(?:问题)?(?:共|有|计|存在)?$/;
export const ofThisKind = /(?:本|该|此|这)类/;

const factors: Readonly<Record<string, number>> = { 元: 100, 万元: 1e6, 亿元: 1e10 };

const allOfThem =
  /^(?:问题)?,?(?:目前|现)?,?(?:(?:均|都|全部)已?经?|已经?全部)(?:按期|如期)?(?:整改|销号|办结|完成|解决|落实)/;

/** What a number was found to count. */
export type Found = Partial<TypedNumber> & { kind: NumberKind; value: number };

export function readRate(words: string, { head, clause }: Place): Found[] {
  const value = rateValue(words);
  const isRate = /(?:完成率|整改率|办结率|销号率)(?:已)?(?:为|达到?|达|是)?了?$/.test(head) && !planned.test(clause);
  if (value === null || !isRate || /立行立改|措施|制度|群众|信访/.test(clause)) return [];
  return [{ kind: 'rate', value, unit: '%' }];
}

const returned = /(?:退还|清退|退缴|退回|退赔|退款|退出|追缴|收缴|追回|挽回|上缴|收回|追收|补缴)[^;]{0,24}$/;

export function readMoney(value: number, { written, unit, clause }: Place): Found[] {
  if (!returned.test(clause) || planned.test(clause)) return [];
  const decimals = written.split('.')[1]?.length ?? 0;
  const factor = factors[unit] ?? 100;
  return [{ kind: 'money', value: Math.round(value * factor), slack: (factor * 0.5) / 10 ** decimals }];
}

export const statusKinds: Readonly<Record<IssueStatus, NumberKind>> = {
  done: 'issues-done',
  staged: 'issues-staged',
  'staged-or-done': 'issues-staged-or-done',
  open: 'issues-open',
  lasting: 'issues-lasting',
};

/** How far the issues are that a number counts. */
function statusKind({ head, tail }: Place, isNamed: boolean): NumberKind | null {
  const own = statusOf(head.replace(isRest, ''));
  if (own !== null) return statusKinds[own];
  const behind = statusOf(tail);
  // 反馈的8个问题已整改 counts them all or those that are done.
  const isAll = /^(?:的?[^,]{0,8}问题)?,?(?:目前)?(?:均|都|已?全部)/.test(tail);
  const isTold = /反馈|指出/.test(head);
  if (isNamed && behind === 'done' && (isAll || isTold)) return isAll && isTold ? null : 'issues-or-done';
  if (behind !== null) return statusKinds[behind];
  return isRest.test(head) ? 'issues-open' : null;
}

export function readIssues(value: number, place: Place, isNamed: boolean, names: ReadonlySet<string>): Found[] {
  const { head, tail, after } = place;
  const status = statusKind(place, isNamed);
  const named = scopeBefore.exec(head)?.[1]?.replace(/^(?:其中|涉及|反馈|属于|包括)+/, '') ?? null;
  const isKnown = named !== null && names.has(plainName(named));
  const own = isKnown ? { scope: { part: plainName(named) }, isOfPart: true } : {};
  if (status !== null) return [{ kind: status, value, ...own }];
  if (isKnown || ofThisKind.test(head)) {
    const found: Found = { kind: 'issues', value, ...own };
    // 党建方面问题4项,均已完成: as many are done.
    return allOfThem.test(after) ? [found, { ...found, kind: 'issues-done' }] : [found];
  }
  const isTotal = isNamed ? isTotalLead(head) && (head !== '' || isTakenUp(tail, after)) : /共|合计|总计/.test(head);
  const isSolved = /(?:解决|整治|纠正|化解|处置|推动)[^,]*$/.test(head);
  return isTotal && !isSolved && !/中的?$/.test(tail.replace(/问题中$/, '')) ? [{ kind: 'issues', value }] : [];
}

export function readMeasures(value: number, { head, tail }: Place, own: Topic): Found[] {
  // 已完成3项整改措施中的2项
  if (/完成|落实/.test(head) && /(?:措施|举措)[中里]/.test(tail)) return [];
  // 完成3项措施 is told of one issue.
  if (own !== null && !/整改|制定|制订|提出/.test(head + tail)) return [];
  if (/制定|制订|明确|提出|形成|采取|细化/.test(head) || (own !== null && !/完成|落实/.test(head + tail)))
    return [{ kind: 'measures', value }];
  const isDone = /完成|落实/.test(head + tail) && !/正在|尚未|未(?:完成|落实)|推进|持续/.test(head + tail);
  return isDone ? [{ kind: 'measures-done', value }] : [];
}

export function readSystems(value: number, { head }: Place, own: Topic): Found[] {
  const isSum = own === null && /^(?:共|共计|合计|总计)$/.test(head);
  if (!isSum && (!systemVerb.test(head) || /废止|清理|宣传|学习|执行/.test(head))) return [];
  const ofVerb = allSystems.test(head) ? null : 'verb';
  return [{ kind: 'systems', value, isSum, share: isSum ? null : anySystem.test(head) ? ofVerb : 'noun' }];
}
