import { breakdownFindings } from './breakdowns.ts';
import { droppedWordFindings } from './dropped-words.ts';
import { findingIn, readContext } from './context.ts';
import type { CheckContext } from './context.ts';
import { contradictionFindings } from './contradiction.ts';
import { dateRangeFindings, evidenceFindings, impossibleDateFindings } from './dates.ts';
import { hiddenFindings } from './hidden-signs.ts';
import { ledgerFindings } from './ledger.ts';
import { monthFindings } from './months.ts';
import { ownNameFindings } from './own-names.ts';
import { parseFindings } from './parse-findings.ts';
import { personalFindings } from './personal-data.ts';
import { repeatedFindings } from './repeated.ts';
import { secrecyFindings } from './secrecy.ts';
import { statedMeasureFindings } from './stated-measures.ts';
import { tableSumFindings } from './table-sums.ts';
import { targetFindings } from './targets.ts';
import { termFindings } from './terms.ts';
import type { CheckFinding, CheckResult, LedgerFacts } from './types.ts';
import { typographyFindings } from './typography.ts';
import { vagueFindings } from './vague.ts';
import { withheldFindings } from './withheld.ts';
import { yearFindings } from './years.ts';

/** Beyond this the list is of no use to a reader. */
const limit = 500;

/** Signs of a text that are read: ten times the longest report known. */
const textLimit = 200_000;

type Rule = (context: CheckContext) => CheckFinding[];

const rules: readonly Rule[] = [
  parseFindings,
  contradictionFindings,
  targetFindings,
  yearFindings,
  impossibleDateFindings,
  dateRangeFindings,
  evidenceFindings,
  monthFindings,
  breakdownFindings,
  tableSumFindings,
  statedMeasureFindings,
  ledgerFindings,
  withheldFindings,
  personalFindings,
  secrecyFindings,
  vagueFindings,
  repeatedFindings,
  termFindings,
  droppedWordFindings,
  ownNameFindings,
  typographyFindings,
  hiddenFindings,
];

/** Examines a report before publication (通报体检), against the ledger where its facts are given; never throws. */
export function checkReport(text: string, ledger?: LedgerFacts): CheckResult {
  const isLong = text.length > textLimit;
  const context = readContext(isLong ? text.slice(0, textLimit) : text, ledger ?? null);
  const findings = rules.flatMap((rule) => rule(context));
  if (isLong) findings.push(tooLong(context));
  return { parse: context.parse, findings: inOrder(findings) };
}

function tooLong(context: CheckContext): CheckFinding {
  const message = `文本太长，只检查了前 ${textLimit / 10_000} 万字，其余没有检查。请分成几份。`;
  return findingIn(context, 0, Math.min(20, context.text.length), {
    code: 'text-too-long',
    severity: 'error',
    message,
  });
}

const weights = { error: 0, warning: 1, note: 2 } as const;

function inOrder(findings: readonly CheckFinding[]): CheckFinding[] {
  const sorted = findings.toSorted(
    (a, b) => a.line - b.line || a.from - b.from || weights[a.severity] - weights[b.severity],
  );
  if (sorted.length <= limit) return sorted;
  // The gravest stay: a flood of notes must not hide an error.
  const kept = new Set(sorted.toSorted((a, b) => weights[a.severity] - weights[b.severity]).slice(0, limit));
  return sorted.filter((each) => kept.has(each));
}
