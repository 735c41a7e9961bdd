import type { Claim, ClaimKind } from '../types.ts';
import { dayName, findingAt, findingIn } from './context.ts';
import type { CheckContext, Remark } from './context.ts';
import { findAllDone, ofEarlierRounds } from './contradiction.ts';
import type { CheckFinding, LedgerFacts } from './types.ts';

/** What the ledger says about one kind of total, in the unit of the claim; several where the words may mean either. */
type Expected = { values: number[]; name: string } | null;

function expected(kind: ClaimKind, facts: LedgerFacts): Expected {
  switch (kind) {
    case 'issues-total':
      return { values: [facts.issuesTotal], name: '反馈问题' };
    case 'issues-done':
      return { values: [facts.issuesCompleted], name: '完成整改的问题' };
    case 'issues-ongoing':
      return {
        values: [facts.issuesUnfinished, facts.issuesStaged, facts.issuesUnfinished + facts.issuesStaged],
        name: '未完成的问题',
      };
    case 'measures-total':
      return { values: [facts.measuresTotal], name: '整改措施' };
    case 'completion-rate':
      return facts.completionRateBasisPoints === null
        ? null
        : { values: [facts.completionRateBasisPoints / 100], name: '整改完成率' };
    default:
      return null;
  }
}

const unitFactor: Record<string, number> = { 元: 1, 万元: 1e4, 亿元: 1e8 };

/** Typed numbers against what the ledger counts. */
export function ledgerFindings(context: CheckContext): CheckFinding[] {
  const { ledger } = context;
  if (!ledger) return [];
  return [
    ...wholeKinds.flatMap((kind) => wholeFindings(context, kind, ledger)),
    ...partsFindings(
      context,
      kindOf(context, 'systems-established'),
      ledger.systemsEstablished,
      '项',
      '建立完善的制度',
    ),
    ...partsFindings(context, trainings(context), ledger.trainingsHeld, '次', '举办的培训'),
    ...partsFindings(context, kindOf(context, 'people'), ledger.peopleHandled, '人', '处理的人员'),
    ...moneyFindings(context, ledger),
    ...doneFindings(context, ledger),
    ...dayFindings(context, ledger),
    ...numberFindings(context, ledger),
  ];
}

/** Totals of which the text names the whole; smaller numbers may speak of one category. */
const wholeKinds: readonly ClaimKind[] = [
  'issues-total',
  'issues-done',
  'issues-ongoing',
  'measures-total',
  'completion-rate',
];

function kindOf(context: CheckContext, kind: ClaimKind): Claim[] {
  return context.parse.claims.filter(
    (each) => each.kind === kind && !each.unit.startsWith('余') && !ofEarlierRounds.test(each.quote),
  );
}

function trainings(context: CheckContext): Claim[] {
  return kindOf(context, 'meetings').filter(({ quote }) => /培训/.test(quote) && !/会/.test(quote));
}

/** 巡察反馈的58个问题 can only mean all of them, however often it is said. */
const meansAll = /(?:反馈|指出)的?(?:问题)?\d{1,4} ?[个项条](?:具体)?问题/;

function wholeFindings(context: CheckContext, kind: ClaimKind, facts: LedgerFacts): CheckFinding[] {
  const claims = kindOf(context, kind);
  const ledger = expected(kind, facts);
  const [first] = claims;
  if (!first || !ledger) return [];
  const fits = (claim: Claim): boolean =>
    ledger.values.some((value) => (kind === 'completion-rate' ? sameRate(claim.value, value) : value === claim.value));
  const wrong = claims.some(fits) ? claims.filter((each) => meansAll.test(each.quote) && !fits(each)) : [first];
  return wrong.map((claim) => mismatch(context, claim, ledger.values[0] ?? 0, ledger.name));
}

function mismatch(context: CheckContext, claim: Claim, right: number, name: string): CheckFinding {
  const place = claimPlace(context, claim);
  const unit = claim.unit === '%' ? '%' : ` ${claim.unit}`;
  const message = `文中写“${claim.quote}”，台账中${name}为 ${right}${unit}。请以台账为准改正，或先更正台账。`;
  const remark: Remark = { code: 'ledger-mismatch', severity: 'error', message };
  const written = String(claim.value);
  const at = context.text.slice(place.from, place.to).indexOf(written);
  // Numbers that other sentences depend on are left to people.
  if (at < 0 || (claim.kind !== 'systems-established' && claim.kind !== 'measures-total'))
    return findingIn(context, place.from, place.to, remark);
  const repair = { replacement: String(right), label: `改为 ${right}`, at: [at, at + written.length] as const };
  return findingIn(context, place.from, place.to, { ...remark, repair });
}

function sameRate(written: number, exact: number): boolean {
  return Math.abs(written - exact) < 0.1 && (written === 100) === (exact === 100);
}

/** Where a claim stands: its words on its line, else the line. */
function claimPlace(context: CheckContext, claim: Claim): { from: number; to: number } {
  const line = context.lines.wordsOf(claim.line);
  const at = context.text.indexOf(claim.quote, line.from);
  if (at < 0 || claim.quote === '') return { from: line.from, to: Math.min(line.to, line.from + 40) };
  return { from: at, to: at + claim.quote.length };
}

/** Several numbers of one kind may be parts of the ledger's total, and a text may name only some of them. */
function partsFindings(
  context: CheckContext,
  claims: readonly Claim[],
  total: number,
  unit: string,
  name: string,
): CheckFinding[] {
  const [first] = claims;
  if (!first) return [];
  const sum = claims.reduce((all, each) => all + each.value, 0);
  if (sum === total || claims.some((each) => each.value === total)) return [];
  if (claims.length === 1 && first.kind !== 'people') return [mismatch(context, first, total, name)];
  const isAbove = sum > total || /问责|处理/.test(first.quote);
  const message = `文中${name}合计 ${sum} ${unit}（“${first.quote}”${claims.length > 1 ? '等' : ''}），台账为 ${total} ${unit}。请逐项核对。`;
  const place = claimPlace(context, first);
  const severity = isAbove ? 'error' : 'warning';
  return [findingIn(context, place.from, place.to, { code: 'ledger-mismatch', severity, message })];
}

function moneyFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const claims = context.parse.claims.filter(
    (each) => each.kind === 'money-returned' || each.kind === 'money-recovered',
  );
  const [first] = claims;
  if (!first) return [];
  const cents = (claim: Claim): number => Math.round(claim.value * (unitFactor[claim.unit] ?? 1) * 100);
  // 1.32万元 stands for anything that rounds to it.
  const slack = (claim: Claim): number => {
    const decimals = /\.(\d+)/.exec(String(claim.value))?.[1]?.length ?? 0;
    return ((unitFactor[claim.unit] ?? 1) * 100 * 0.5) / 10 ** decimals;
  };
  const sum = claims.reduce((all, each) => all + cents(each), 0);
  const play = Math.max(...claims.map(slack));
  const fits = (value: number): boolean => Math.abs(value - facts.moneyCents) <= play;
  if (fits(sum) || claims.some((each) => fits(cents(each)))) return [];
  const severity = sum > facts.moneyCents ? 'error' : 'warning';
  const message = `文中写“${first.quote}”，合计 ${sum / 100} 元，台账为 ${facts.moneyCents / 100} 元。请逐笔核对。`;
  const place = claimPlace(context, first);
  return [findingIn(context, place.from, place.to, { code: 'ledger-mismatch', severity, message })];
}

/** 全部完成整改, while the ledger still has open issues. */
function doneFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const open = facts.issuesUnfinished + facts.issuesStaged;
  const claim = open > 0 ? findAllDone(context) : null;
  if (!claim) return [];
  const words = claim.passage.norm.slice(claim.from, claim.to);
  // A rate is a number: it is compared as one.
  if (words.includes('率')) return [];
  const staged = facts.issuesStaged > 0 ? `，阶段性完成 ${facts.issuesStaged} 项` : '';
  const message = `文中写“${words}”，台账中还有 ${facts.issuesUnfinished} 项未完成${staged}。请改实。`;
  return [
    findingAt(context, claim.passage, claim.from, claim.to, { code: 'ledger-mismatch', severity: 'error', message }),
  ];
}

function dayFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const { inspection, signedOn } = context.parse;
  const pairs: [string, string | null, string | null][] = [
    ['反馈日', inspection.feedbackOn, facts.feedbackOn],
    ['巡察进驻日', inspection.onSiteFrom, facts.onSiteFrom ?? null],
    ['落款日期', signedOn, facts.signedOn],
  ];
  return pairs.flatMap(([name, written, known]) => {
    if (written === null || known === null || written === known) return [];
    const line = context.lines.wordsOf(dayLine(context, written));
    const message = `文中${name}为${dayName(written)}，台账为${dayName(known)}。请核对后改正。`;
    const remark = { code: 'ledger-mismatch', severity: 'error', message } as const;
    return [findingIn(context, line.from, Math.min(line.to, line.from + 60), remark)];
  });
}

/** The line that names a day; the first one of the text when it is written in another way. */
function dayLine(context: CheckContext, iso: string): number {
  const [, month = '', day = ''] = iso.split('-');
  const at = context.text.search(new RegExp(`${Number(month)} ?月 ?${Number(day)} ?[日号]`));
  return at < 0 ? 1 : context.lines.lineAt(at);
}

/** Issues of the ledger that the text leaves out at its end, or that only the text has. */
function numberFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const written = context.parse.issues.flatMap((each) => (each.number === null ? [] : [each]));
  const numbers = new Set(written.map((each) => each.number));
  // Numbers that start again under every heading are not the ledger's.
  if (facts.issueNumbers.length === 0 || numbers.size < written.length || written.length === 0) return [];
  const known = new Set(facts.issueNumbers);
  const last = Math.max(...written.map((each) => each.number ?? 0));
  const findings = written
    .filter((each) => each.number !== null && !known.has(each.number))
    .map((each) => {
      const line = context.lines.wordsOf(each.line);
      const message = `文中有第 ${each.number} 个问题，台账中没有这个编号。请核对编号。`;
      return findingIn(context, line.from, Math.min(line.to, line.from + 40), {
        code: 'ledger-mismatch',
        severity: 'error',
        message,
      });
    });
  const hidden = new Set(facts.hiddenNumbers);
  const lost = facts.issueNumbers.filter((each) => each > last && !hidden.has(each));
  if (lost.length === 0) return findings;
  const line = context.lines.wordsOf(written.at(-1)?.line ?? 1);
  const message = `台账中的第 ${lost.slice(0, 12).join('、')} 个问题在文中没有出现。请补上，或说明依规不公开。`;
  const remark = { code: 'ledger-mismatch', severity: 'error', message } as const;
  return [...findings, findingIn(context, line.from, Math.min(line.to, line.from + 40), remark)];
}
