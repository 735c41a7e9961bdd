import { readNumber } from '../characters.ts';
import { ordinalName } from '../number-names.ts';
import type { Finding } from '../types.ts';
import { findingIn } from './context.ts';
import type { CheckContext, Remark } from './context.ts';
import type { CheckFinding } from './types.ts';

/** How much of a line is quoted where the whole line is meant. */
const quoteLength = 40;

/** Gives what the parser doubted a place in the text, and a repair where there is only one. */
export function parseFindings(context: CheckContext): CheckFinding[] {
  // The check looks for impossible dates everywhere, the parser only in the opening.
  return context.parse.findings.filter((each) => each.code !== 'date-impossible').map((each) => placed(context, each));
}

function placed(context: CheckContext, finding: Finding): CheckFinding {
  const { code, severity, message } = finding;
  const remark: Remark = { code, severity, message };
  const line = context.lines.wordsOf(finding.line);
  if (code === 'claim-mismatch') {
    const claim = context.parse.claims.find((each) => each.kind === 'issues-total' && each.line === finding.line);
    const at = claim ? context.text.indexOf(claim.quote, line.from) : -1;
    if (claim && at >= line.from && at < line.to) return findingIn(context, at, at + claim.quote.length, remark);
  }
  if (code === 'ordinal-typo') return typo(context, line.from, remark);
  return findingIn(context, line.from, Math.min(line.to, line.from + quoteLength), remark);
}

/** 三中 becomes 三是. */
function typo(context: CheckContext, from: number, remark: Remark): CheckFinding {
  const written = /^[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]/.exec(context.text.slice(from, from + 3))?.[0] ?? '';
  const value = readNumber(written.slice(0, -1));
  const repair =
    value === null ? {} : { repair: { replacement: ordinalName(value), label: `改为“${ordinalName(value)}”` } };
  return findingIn(context, from, from + written.length, { ...remark, ...repair });
}
