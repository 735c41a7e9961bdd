import { locate } from '../paragraphs.ts';
import { findingAt } from './context.ts';
import type { CheckContext, Remark } from './context.ts';
import { plainName } from './ledger-scope.ts';
import type { NumberKind, TypedNumber } from './number-kinds.ts';
import { readTypedNumbers } from './typed-numbers.ts';
import type { CheckFinding, LedgerCounts, LedgerFacts } from './types.ts';

type Counts = Partial<LedgerCounts>;

const names: Readonly<Record<NumberKind, string>> = {
  issues: '反馈问题',
  'issues-or-done': '反馈问题',
  'issues-done': '完成整改的问题',
  'issues-staged': '阶段性完成的问题',
  'issues-staged-or-done': '完成和阶段性完成的问题',
  'issues-open': '未完成的问题',
  'issues-lasting': '未完成的问题',
  measures: '整改措施',
  'measures-done': '已完成的整改措施',
  systems: '建立完善的制度',
  people: '处理的人员',
  trainings: '举办的培训',
  money: '清退、追缴、挽回的资金',
  rate: '整改完成率',
  units: '涉及的单位',
};

/** What a number may be; the first is what the message says. */
function valuesOf(kind: NumberKind, counts: Counts): number[] {
  const { issuesTotal, issuesCompleted, issuesStaged = 0, issuesUnfinished } = counts;
  const of = (...values: (number | undefined)[]) => values.filter((each) => each !== undefined);
  switch (kind) {
    case 'issues':
      return of(issuesTotal);
    case 'issues-or-done':
      return of(issuesTotal, issuesCompleted);
    case 'issues-done':
      return of(issuesCompleted);
    case 'issues-staged':
      return of(counts.issuesStaged);
    case 'issues-staged-or-done':
      return issuesCompleted === undefined ? [] : [issuesCompleted + issuesStaged, issuesCompleted];
    case 'issues-open':
      return issuesUnfinished === undefined ? [] : [issuesUnfinished, issuesUnfinished + issuesStaged];
    case 'issues-lasting':
      return issuesUnfinished === undefined ? [] : [issuesUnfinished, issuesStaged, issuesUnfinished + issuesStaged];
    case 'measures':
      return of(counts.measuresTotal);
    case 'measures-done':
      return of(counts.measuresDone);
    case 'systems':
      return of(counts.systemsEstablished);
    case 'people':
      return of(counts.peopleHandled);
    case 'trainings':
      return of(counts.trainingsHeld);
    case 'money':
      return of(counts.moneyCents);
    case 'rate':
      return issuesTotal && issuesCompleted !== undefined ? [(issuesCompleted / issuesTotal) * 100] : [];
    case 'units':
      return [];
  }
}

function wholeOf(kind: NumberKind, facts: LedgerFacts): number[] {
  if (kind === 'units') return facts.unitsTotal === undefined ? [] : [facts.unitsTotal];
  if (kind === 'rate') return facts.completionRateBasisPoints === null ? [] : [facts.completionRateBasisPoints / 100];
  return valuesOf(kind, facts);
}

/** Things of which a text may name a part without saying which: one issue's money, those who were admonished. */
const loose: ReadonlySet<NumberKind> = new Set(['people', 'trainings', 'money']);

/** The parts of the ledger that a number may be about. */
function partsOf({ kind, scope }: TypedNumber, facts: LedgerFacts): { values: number[]; isNamed: boolean } {
  if (scope === null && !loose.has(kind)) return { values: [], isNamed: false };
  const subtotals = facts.subtotals ?? [];
  const part = scope?.part ?? null;
  const named = part === null ? [] : subtotals.filter(({ name }) => name !== null && plainName(name) === part);
  const parts = named.length > 0 && !loose.has(kind) ? named : subtotals;
  return { values: parts.flatMap((each) => valuesOf(kind, each)), isNamed: parts === named };
}

function equals(number: TypedNumber, value: number): boolean {
  if (number.kind === 'rate') return Math.abs(number.value - value) < 0.1 && (number.value === 100) === (value === 100);
  if (number.range) return value >= number.value && value < number.value + number.range;
  return Math.abs(number.value - value) <= number.slack;
}

function fits(number: TypedNumber, facts: LedgerFacts): boolean {
  const { values, isNamed } = partsOf(number, facts);
  const all = isNamed && number.isOfPart ? values : [...wholeOf(number.kind, facts), ...values];
  if (all.some((each) => equals(number, each))) return true;
  const { orKind, ...rest } = number;
  return orKind !== undefined && fits({ ...rest, kind: orKind }, facts);
}

/** Kinds of which a text may name parts that the ledger does not count for themselves. */
const summed: ReadonlySet<NumberKind> = new Set(['systems', 'people', 'trainings', 'money', 'measures']);

/** Parts that together are what the ledger counts. */
function addUp(parts: readonly TypedNumber[], facts: LedgerFacts): boolean {
  const [first] = parts;
  if (!first || parts.length < 2) return false;
  const value = parts.reduce((all, each) => all + each.value, 0);
  const slack = Math.max(...parts.map((each) => each.slack));
  return fits({ ...first, value, slack, scope: null }, facts);
}

const isTogether = (a: TypedNumber, b: TypedNumber): boolean =>
  a.kind === b.kind && a.passage === b.passage && a.sentence === b.sentence;

/** 问责6人,其中诫勉2人: no more than the right number that it is a part of. */
function isSharePart(first: TypedNumber, list: readonly TypedNumber[], wrong: readonly TypedNumber[]): boolean {
  const whole = list.findLast((each) => each.from < first.from && !wrong.includes(each));
  if (!whole || !/其中/.test(first.passage.norm.slice(whole.to, first.from))) return false;
  return wrong.reduce((all, each) => all + each.value, 0) <= whole.value;
}

/** 修订制度3项, 建立财务制度3项、人事制度2项: no more than there is, and no word that it is all of it. */
function isShareOnly(list: readonly TypedNumber[], facts: LedgerFacts): boolean {
  const [first] = list;
  if (!first || list.some(({ isSum }) => isSum)) return false;
  const isShare = list.length === 1 ? first.share !== null : list.every(({ share }) => share === 'noun');
  const whole = wholeOf(first.kind, facts)[0] ?? 0;
  return isShare && list.reduce((all, each) => all + each.value, 0) <= whole;
}

/** Every typed number of the summaries that is not what the ledger counts. */
export function numberFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const numbers = readTypedNumbers(context);
  const isBound = (number: TypedNumber): boolean => {
    const at = locate(number.passage.paragraph, number.passage.from + number.from).offset;
    return (facts.boundSpans ?? []).some(([from, to]) => from <= at && at < to);
  };
  const known = numbers.filter((each) => wholeOf(each.kind, facts).length > 0);
  const doubtful = known.filter((each) => !isBound(each) && !fits(each, facts));
  const done = new Set<TypedNumber>();
  const findings: CheckFinding[] = [];
  for (const number of doubtful) {
    if (done.has(number)) continue;
    const isList = summed.has(number.kind);
    const list = isList ? known.filter((each) => isTogether(each, number)) : [number];
    const wrong = list.filter((each) => doubtful.includes(each));
    for (const each of wrong) done.add(each);
    const parts = list.filter((each) => !each.isSum);
    const sum = list.find((each) => each.isSum);
    if (isList && (isSharePart(number, list, wrong) || isShareOnly(list, facts))) continue;
    const everywhere = isList ? known.filter((each) => each.kind === number.kind) : [];
    const rest = everywhere.filter((each) => doubtful.includes(each));
    if (
      isList &&
      (addUp(parts, facts) || addUp(wrong, facts) || addUp(everywhere, facts) || addUp(rest, facts)) &&
      !(sum && doubtful.includes(sum))
    )
      continue;
    // 修订2项、新建1项,共3项: the sum is compared, its parts are its own.
    const isStated = sum && parts.reduce((all, each) => all + each.value, 0) === sum.value;
    if (isStated) {
      if (doubtful.includes(sum)) findings.push(mismatch(context, facts, sum));
      continue;
    }
    const isOfParts = summed.has(number.kind) && parts.length > 1;
    findings.push(
      ...(isOfParts ? [listMismatch(context, facts, parts)] : wrong.map((each) => mismatch(context, facts, each))),
    );
  }
  return findings;
}

/** The clause that a number stands in, without the comma or stop around it. */
function clauseOf({ passage: { norm }, from, to }: TypedNumber): [number, number] {
  // 阶段性完成、持续整改9项 is said in one.
  const words = /(?:阶段性[^,。;:、\d\n]{0,8}、)?[^,。;:、\n]{0,40}$/;
  const before = words.exec(norm.slice(Math.max(0, from - 40), from))?.[0].length ?? 0;
  const after = /^[^,。;:、\n]{0,16}/.exec(norm.slice(to, to + 16))?.[0].length ?? 0;
  return [from - before, to + after];
}

const wordsOf = ({ passage }: TypedNumber, from: number, to: number): string =>
  passage.paragraph.text.slice(passage.from + from, passage.from + to).trim();

function amount({ kind, unit }: TypedNumber, value: number): string {
  if (kind === 'money') return `${value / 100} 元`;
  return kind === 'rate' ? `${Number(value.toFixed(2))}%` : `${value} ${unit}`;
}

function mismatch(context: CheckContext, facts: LedgerFacts, number: TypedNumber): CheckFinding {
  const [from, to] = clauseOf(number);
  const { values, isNamed } = partsOf(number, facts);
  const right = (isNamed ? values[0] : undefined) ?? wholeOf(number.kind, facts)[0] ?? 0;
  const name = isNamed ? `该类${names[number.kind]}` : names[number.kind];
  const said = wordsOf(number, from, to);
  const message = `文中写“${said}”，台账中${name}为 ${amount(number, right)}。请以台账为准改正，或先更正台账。`;
  const remark: Remark = { code: 'ledger-mismatch', severity: 'error', message };
  const written = String(number.value);
  const at = wordsOf(number, number.from, number.to).startsWith(written) ? number.from - from : -1;
  // Numbers that other sentences depend on are left to people.
  if (at < 0 || (number.kind !== 'systems' && number.kind !== 'measures'))
    return findingAt(context, number.passage, from, to, remark);
  const repair = { replacement: String(right), label: `改为 ${right}`, at: [at, at + written.length] as const };
  return findingAt(context, number.passage, from, to, { ...remark, repair });
}

function listMismatch(context: CheckContext, facts: LedgerFacts, parts: readonly TypedNumber[]): CheckFinding {
  const [first] = parts as readonly [TypedNumber, ...TypedNumber[]];
  const [from] = clauseOf(first);
  const [, to] = clauseOf(parts.at(-1) ?? first);
  const sum = parts.reduce((all, each) => all + each.value, 0);
  const right = wholeOf(first.kind, facts)[0] ?? 0;
  const message = `文中写“${wordsOf(first, from, to)}”，合计 ${amount(first, sum)}，台账中${names[first.kind]}为 ${amount(first, right)}。请以台账为准改正，或先更正台账。`;
  return findingAt(context, first.passage, from, to, { code: 'ledger-mismatch', severity: 'error', message });
}
