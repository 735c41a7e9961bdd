import { maskQuotes, readNumber } from '../characters.ts';
import { findAllDoneOfWhole } from './all-done.ts';
import { dayName, findingAt, findingIn, paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { numberFindings } from './ledger-numbers.ts';
import { partNames, plainName, scopesOf } from './ledger-scope.ts';
import type { Scope } from './ledger-scope.ts';
import { isForeign, otherAuthority } from './number-words.ts';
import { ofEarlierRounds } from './open-work.ts';
import { sentencesOf } from './sentences.ts';
import { summaries } from './typed-numbers.ts';
import type { CheckFinding, LedgerCounts, LedgerFacts } from './types.ts';

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
  if (facts.issuesUnfinished + facts.issuesStaged === 0) return [];
  const names = partNames(facts.subtotals ?? []);
  const scopes = scopesOf(context, names);
  const said = findAllDoneOfWhole(context);
  const lone = loneSayings(context).filter(
    (each) => !said.some(({ passage, from, to }) => passage === each.passage && from < each.to && to > each.from),
  );
  return [...said, ...lone].flatMap(({ passage, from, to }) => {
    const words = passage.norm.slice(from, to);
    // A rate is a number: it is compared as one.
    if (words.includes('率') || tellsOfDone(words, facts) || isOfOthers(words)) return [];
    const counts = countsOf(scopes.get(passage) ?? null, words, facts);
    const { issuesUnfinished = 0, issuesStaged = 0 } = counts ?? {};
    if (issuesUnfinished + issuesStaged === 0) return [];
    const staged = issuesStaged > 0 ? `，阶段性完成 ${issuesStaged} 项` : '';
    const message = `文中写“${words}”，台账中还有 ${issuesUnfinished} 项未完成${staged}。请改实。`;
    return [findingAt(context, passage, from, to, { code: 'ledger-mismatch', severity: 'error', message })];
  });
}

/** What 全部 is the whole of: of the ledger, or of the category that it stands under; null where that is not known. */
function countsOf(scope: Scope, words: string, facts: LedgerFacts): Partial<LedgerCounts> | null {
  if (scope === null) return facts;
  const part = facts.subtotals?.find(({ name }) => name !== null && plainName(name) === scope.part);
  if (part) return part;
  const isWhole = /反馈|巡察|所有|全部问题/.test(words) && (numberIn(words) ?? facts.issuesTotal) === facts.issuesTotal;
  return isWhole ? facts : null;
}

const loneSaying =
  /^(?:(?:截[至止][^,]{0,16}|目前|现|至此),?)?(?:现已|已经?)?(?:全部|全面|均|都)(?:已经?)?(?:按期|如期)?(?:整改|销号|办结|完成)(?:整改|销号)?(?:完成|到位|完毕)?(?:工作|任务)?$/;

/** 已全部完成整改: a sentence of its own, behind one about the issues or at the head of a paragraph. */
function loneSayings(context: CheckContext): { passage: Passage; from: number; to: number }[] {
  return summaries(context).flatMap((passage) => {
    if (passage.section === 'next-steps' || !/全部|全面|均|都/.test(passage.norm)) return [];
    const sentences = sentencesOf(maskQuotes(passage.norm.slice(0, paragraphLimit)));
    return sentences.flatMap(({ from, to, text }, order) => {
      const before = sentences[order - 1]?.text ?? '反馈';
      const isOfIssues = /反馈|问题/.test(before) && !isForeign(before) && !ofEarlierRounds.test(before);
      return isOfIssues && loneSaying.test(text.trim()) ? [{ passage, from, to }] : [];
    });
  });
}

/** 审计反馈问题均已整改. */
const isOfOthers = (words: string): boolean =>
  isForeign(words) || (otherAuthority.test(words) && !words.includes('巡察'));

/** 18个问题已完成销号: those that are done, not the whole. */
function tellsOfDone(words: string, { issuesTotal, issuesCompleted }: LedgerFacts): boolean {
  const value = numberIn(words);
  return value === issuesCompleted && value !== issuesTotal;
}

function numberIn(words: string): number | null {
  const written = /\d{1,4}|[一二两三四五六七八九十百]{1,5}(?=[个项条件])/.exec(words)?.[0];
  return written === undefined ? null : readNumber(written);
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
