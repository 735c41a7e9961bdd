import type { Claim, ClaimKind } from '../types.ts';
import { dayName, findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
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
    case 'systems-established':
      return { values: [facts.systemsEstablished], name: '建立完善的制度' };
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
  const { ledger, parse } = context;
  if (!ledger) return [];
  const findings = parse.claims.flatMap((claim) => claimFinding(context, claim, ledger));
  findings.push(...partsFindings(context, 'people', ledger.peopleHandled, '人', '处理人员'));
  findings.push(...moneyFindings(context, ledger), ...dayFindings(context, ledger), ...numberFindings(context, ledger));
  return findings;
}

function claimFinding(context: CheckContext, claim: Claim, facts: LedgerFacts): CheckFinding[] {
  if (claim.unit.startsWith('余')) return [];
  if (claim.kind === 'meetings') {
    return /培训/.test(claim.quote) && !/会/.test(claim.quote)
      ? mismatch(context, claim, [facts.trainingsHeld], '举办的培训')
      : [];
  }
  const ledger = expected(claim.kind, facts);
  return ledger ? mismatch(context, claim, ledger.values, ledger.name) : [];
}

function mismatch(context: CheckContext, claim: Claim, values: readonly number[], name: string): CheckFinding[] {
  const [first = 0] = values;
  // 98.7% and 98.71% are the same rate.
  const isRate = claim.kind === 'completion-rate';
  if (values.some((value) => (isRate ? sameRate(claim.value, value) : value === claim.value))) return [];
  const place = claimPlace(context, claim);
  const written = /\d/.test(claim.quote) ? String(claim.value) : null;
  const at = written === null ? -1 : context.text.slice(place.from, place.to).indexOf(written);
  const right = isRate ? String(first) : String(first);
  const message = `文中写“${claim.quote}”，台账中${name}为 ${right}${isRate ? '%' : ` ${claim.unit}`}。请以台账为准改正，或先更正台账。`;
  const isSafe = claim.kind === 'systems-established' || claim.kind === 'measures-total' || claim.kind === 'meetings';
  const repair =
    at >= 0 && written !== null && isSafe
      ? { repair: { replacement: right, label: `改为 ${right}`, at: [at, at + written.length] as const } }
      : {};
  return [findingIn(context, place.from, place.to, { code: 'ledger-mismatch', severity: 'error', message, ...repair })];
}

function sameRate(written: number, exact: number): boolean {
  return Math.abs(written - exact) < 0.1 && (written === 100) === (exact === 100);
}

/** Where a claim stands: its words on its line, else the line. */
export function claimPlace(context: CheckContext, claim: Claim): { from: number; to: number } {
  const line = context.lines.wordsOf(claim.line);
  const at = context.text.indexOf(claim.quote, line.from);
  if (at < 0 || claim.quote === '') return { from: line.from, to: Math.min(line.to, line.from + 40) };
  return { from: at, to: at + claim.quote.length };
}

/** Several numbers of one kind may be parts of the ledger's total: only their sum or a single one is held against it. */
function partsFindings(
  context: CheckContext,
  kind: ClaimKind,
  total: number,
  unit: string,
  name: string,
): CheckFinding[] {
  const claims = context.parse.claims.filter((each) => each.kind === kind);
  const [first] = claims;
  if (!first) return [];
  const sum = claims.reduce((all, each) => all + each.value, 0);
  if (sum === total || claims.some((each) => each.value === total)) return [];
  const message = `文中${name}合计 ${sum} ${unit}（“${first.quote}”等），台账为 ${total} ${unit}。请逐项核对。`;
  const place = claimPlace(context, first);
  return [findingIn(context, place.from, place.to, { code: 'ledger-mismatch', severity: 'error', message })];
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
  const message = `文中写“${first.quote}”，合计 ${sum / 100} 元，台账为 ${facts.moneyCents / 100} 元。请逐笔核对。`;
  const place = claimPlace(context, first);
  return [findingIn(context, place.from, place.to, { code: 'ledger-mismatch', severity: 'error', message })];
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
