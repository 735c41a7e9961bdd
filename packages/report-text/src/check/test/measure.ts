import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';
import type { CorpusCase } from './corpus/case.ts';

/** How often a kind of finding was right, wrong and missed. */
export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

/** What one text brought against what is true of it. */
export interface Outcome {
  wrong: CheckFinding[];
  missed: (readonly [CheckCode, string])[];
  right: CheckFinding[];
}

function lineOf(text: string, words: string): number {
  const at = text.lastIndexOf(words);
  if (at < 0) throw new Error(`the text does not hold its own label: ${words}`);
  return text.slice(0, at).split('\n').length;
}

/** Pairs findings with labels: the same kind on the same line, each label once. */
export function judgeCase(each: CorpusCase): Outcome {
  const open = each.truth.map((label) => ({ label, line: lineOf(each.text, label[1]) }));
  const outcome: Outcome = { wrong: [], missed: [], right: [] };
  for (const finding of checkReport(each.text, each.ledger).findings) {
    const match = open.findIndex(({ label, line }) => label[0] === finding.code && line === finding.line);
    if (match < 0 && finding.severity === 'note' && each.isWithoutNotes === true) continue;
    if (match < 0) outcome.wrong.push(finding);
    else {
      open.splice(match, 1);
      outcome.right.push(finding);
    }
  }
  outcome.missed = open.map(({ label }) => label);
  return outcome;
}

/** Adds up many texts by kind of finding. */
export function tally(cases: readonly CorpusCase[]): Map<CheckCode, Tally> {
  const tallies = new Map<CheckCode, Tally>();
  const of = (code: CheckCode): Tally => {
    const known = tallies.get(code) ?? { right: 0, wrong: 0, missed: 0 };
    tallies.set(code, known);
    return known;
  };
  for (const each of cases) {
    const outcome = judgeCase(each);
    for (const finding of outcome.right) of(finding.code).right += 1;
    for (const finding of outcome.wrong) of(finding.code).wrong += 1;
    for (const [code] of outcome.missed) of(code).missed += 1;
  }
  return tallies;
}

/** Share of right findings among all that were made; null where none was. */
export function precision({ right, wrong }: Tally): number | null {
  return right + wrong === 0 ? null : right / (right + wrong);
}
