import { findAllDoneOfWhole } from './all-done.ts';
import { dayName, findingAt, findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import { numberFindings } from './ledger-numbers.ts';
import type { CheckFinding, LedgerFacts } from './types.ts';

/** Typed numbers against what the ledger counts. */
export function ledgerFindings(context: CheckContext): CheckFinding[] {
  const { ledger } = context;
  if (!ledger) return [];
  const numbers = numberFindings(context, ledger);
  const isNew = (found: CheckFinding): boolean => !numbers.some(({ from, to }) => from < found.to && to > found.from);
  return [
    ...numbers,
    ...doneFindings(context, ledger).filter(isNew),
    ...dayFindings(context, ledger),
    ...issueNumberFindings(context, ledger),
  ];
}

/** 全部完成整改, while the ledger still has open issues. */
function doneFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
  const open = facts.issuesUnfinished + facts.issuesStaged;
  if (open === 0) return [];
  const staged = facts.issuesStaged > 0 ? `，阶段性完成 ${facts.issuesStaged} 项` : '';
  return findAllDoneOfWhole(context).flatMap(({ passage, from, to }) => {
    const words = passage.norm.slice(from, to);
    // A rate is a number: it is compared as one.
    if (words.includes('率')) return [];
    const message = `文中写“${words}”，台账中还有 ${facts.issuesUnfinished} 项未完成${staged}。请改实。`;
    return [findingAt(context, passage, from, to, { code: 'ledger-mismatch', severity: 'error', message })];
  });
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
function issueNumberFindings(context: CheckContext, facts: LedgerFacts): CheckFinding[] {
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
