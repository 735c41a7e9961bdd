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
  return context.parse.findings
    .filter((each) => each.code !== 'date-impossible' && !isMisread(context, each))
    .map((each) => placed(context, fairly(context, each)));
}

/** A text of this length may be an excerpt, or the answer to one issue. */
const shortText = 3000;

/** What the parser doubts only because the text is laid out in a way that it does not know. */
function isMisread(context: CheckContext, { code, line, message }: Finding): boolean {
  const isExcerpt = context.text.length < shortText && /整改|巡[察视]/.test(context.text);
  if (code === 'no-structure') return isExcerpt;
  // That nothing was recognised is said by no-structure: once is enough, and of an excerpt not at all.
  if (code === 'unclassified-text' && context.issues.length === 0) return isExcerpt;
  const before = context.text.slice(0, context.lines.wordsOf(line).from);
  if (code === 'claim-mismatch')
    return context.ledger === null && context.frame.some(({ norm }) => selected.test(norm.slice(0, 40)));
  if (code === 'number-gap') {
    const missing = message.match(/“[①-⑳]”/g)?.slice(0, -1) ?? [];
    return missing.length > 0 && missing.every((each) => new RegExp(`^\\s*${each[1]}`, 'm').test(before));
  }
  if (code !== 'issue-without-measures') return false;
  const rest = context.text.slice(before.length);
  // 针对“…”问题: or 问题:, with its measures below, numbered 1. 2. 3.
  return (
    /^\s*针对[^\n]{2,80}[:：]\s*\n\s*(?:[(（]?1[.、．)）]|①)/.test(rest) ||
    /^[^\n]{0,6}问题[^\n]{2,200}\n\s*▲?(?:整改)?措施[:：]\s*\n\s*[①1]/.test(rest)
  );
}

/** A text that says so itself lists only some of its issues. */
const selected = /[(](?:部分|节选|摘要|摘登|选登)[)]|^[^,。]{0,6}部分问题的?整改/;

/** A text that lists a few of many issues is an excerpt: whether one is missing cannot be told from it. */
function fairly(context: CheckContext, finding: Finding): Finding {
  const [, claimed = '', listed = ''] = /称有 (\d+) 个.*实际找到 (\d+) 个/.exec(finding.message) ?? [];
  if (finding.code !== 'claim-mismatch' || context.ledger || Number(listed) * 4 >= Number(claimed)) return finding;
  return { ...finding, severity: 'note', message: `${finding.message}节选的不用改；全文的请核对。` };
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
