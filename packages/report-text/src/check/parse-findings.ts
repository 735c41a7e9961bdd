import { readNumber } from '../characters.ts';
import { ordinalName } from '../number-names.ts';
import type { Finding } from '../types.ts';
import { findingIn } from './context.ts';
import type { CheckContext, Remark } from './context.ts';
import { runOnFindings } from './run-on-ordinals.ts';
import type { CheckFinding } from './types.ts';

/** How much of a line is quoted where the whole line is meant. */
const quoteLength = 40;

/** Gives what the parser doubted a place in the text, and a repair where there is only one; slips in run-on measures beside it. */
export function parseFindings(context: CheckContext): CheckFinding[] {
  // The check looks for impossible dates everywhere, the parser only in the opening.
  const slips = runOnFindings(context);
  const doubts = context.parse.findings
    .filter((each) => each.code !== 'date-impossible' && !isMisread(context, each) && !isSaidAsSlip(each, slips))
    .map((each) => placed(context, fairly(context, each)));
  return [...doubts, ...slips];
}

/** 一是…二中…三是: the number that is missing stands there mistyped, and that is said already. */
function isSaidAsSlip({ code, line, message }: Finding, slips: readonly CheckFinding[]): boolean {
  return (
    code === 'ordinal-gap' &&
    slips.some(
      ({ repair, line: at }) => at <= line && line - at < 8 && message.endsWith(`缺少“${repair?.replacement}”。`),
    )
  );
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
  if (code === 'claim-mismatch' && isOfEarlierRound(context, message)) return true;
  if (code === 'claim-mismatch')
    return context.ledger === null && context.frame.some(({ norm }) => selected.test(norm.slice(0, 40)));
  if (code === 'ordinal-late') return countsOn(context, message);
  if (code === 'heading-missing' || code === 'number-gap') {
    if (standsElsewhere(context, message)) return true;
  }
  if (code === 'number-gap') {
    const missing = message.match(/“[①-⑳]”/g)?.slice(0, -1) ?? [];
    return missing.length > 0 && missing.every((each) => new RegExp(`^\\s*${each[1]}`, 'm').test(before));
  }
  if (code !== 'issue-without-measures') return false;
  const rest = context.text.slice(before.length);
  // （三）设备闲置。七月末逐一核对,调剂十七台: what was done stands behind the title on its own line.
  if (isToldBehind(rest.slice(0, 600))) return true;
  // 针对“…”问题: or 问题:, with its measures below, numbered 1. 2. 3.
  return (
    /^\s*针对[^\n]{2,80}[:：]\s*\n\s*(?:[(（]?1[.、．)）]|①)/.test(rest) ||
    /^[^\n]{0,6}问题[^\n]{2,200}\n\s*▲?(?:整改)?措施[:：]\s*\n\s*[①1]/.test(rest)
  );
}

const toldDeed =
  /^[^\n。]{2,40}。[^\n]{0,400}?(?:[\d一二两三四五六七八九十百千][个项条件处人名份家户起次辆台宗笔张所栋万元]|[月日](?:[^,，。\n]{0,12})(?:以来|完成|印发|召开|开展)|开通|配备|签订|修订|印发|建立|制定)/;
const faultWords = /(?<!通报|整治|治)(?:不够|不足|不到位|不力|不严|未按|未能|缺失|薄弱|滞后|违规|超标准)/;

/** Words of a deed, and no words of a fault, behind the title of an issue. */
function isToldBehind(line: string): boolean {
  const own = line.split('\n', 1)[0] ?? '';
  return toldDeed.test(own) && !faultWords.test(own.slice(own.indexOf('。') + 1));
}

/** 2020年巡察反馈的22个问题 in a report of 2023: the number of a round before. */
function isOfEarlierRound(context: CheckContext, message: string): boolean {
  const year = context.feedbackOn?.slice(0, 4);
  const named = /原文：“[^”]*?(20\d{2})年[^”]{0,12}(?:巡[察视]|反馈)/.exec(message)?.[1];
  return (
    /原文：“[^”]*?(?:上一?轮|首轮|上次)/.test(message) ||
    (year !== undefined && named !== undefined && Number(named) < Number(year) - 1)
  );
}

const lineHead = /^\s*([一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])/;

/** The heading that is missed stands there, but was read as something else. */
function standsElsewhere(context: CheckContext, message: string): boolean {
  const missing = [...message.matchAll(/“([一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))”/g)].map(
    (each) => each[1],
  );
  const [from = 0, to = 0] = [...message.matchAll(/第 (\d+) 行/g)]
    .map((each) => Number(each[1]))
    .toSorted((a, b) => a - b);
  const end = Math.max(from, to);
  // 一、 counts through a whole text, (一) only since the last one.
  const names = missing.filter((each) => each !== undefined && message.indexOf(`“${each}”`) > message.indexOf('缺少'));
  const start = names.every((each) => each?.endsWith('、')) || from === end ? 1 : from;
  const heads = new Set<string>();
  for (const line of linesOf(context, start, end))
    heads.add((lineHead.exec(line)?.[1] ?? '').replace('（', '(').replace('）', ')'));
  const wanted = names.filter((each, order) => order < names.length - (message.includes('下一个是') ? 1 : 0));
  return wanted.length > 0 && wanted.every((each) => heads.has(each ?? ''));
}

function linesOf(context: CheckContext, from: number, to: number): string[] {
  return Array.from({ length: Math.min(400, Math.max(0, to - from)) }, (_, step) => {
    const { from: start, to: end } = context.lines.wordsOf(to - 1 - step);
    return context.text.slice(start, Math.min(end, start + 12));
  });
}

/** 4. under a new heading after 3. under the last one, and 2. after 1.7个党支部…: the points are counted through. */
function countsOn(context: CheckContext, message: string): boolean {
  const line = Number(/第 (\d+) 行/.exec(message)?.[1] ?? 0);
  if (line < 2) return false;
  const { from } = context.lines.wordsOf(line);
  const own = /^\d{1,2}(?=[.、．])/.exec(context.text.slice(from, from + 4))?.[0];
  const before = linesOf(context, Math.max(1, line - 40), line)
    .map((each) => /^\d{1,2}(?=[.、．])/.exec(each)?.[0])
    .find((each) => each !== undefined);
  const due = readNumber(/从“([一二三四五六七八九十]{1,3})是”/.exec(message)?.[1] ?? '');
  return own !== undefined && due === Number(own) && before !== undefined && Number(before) === due - 1;
}

/** A text that says so itself lists only some of its issues. */
const selected = /[(](?:部分|节选|摘要|摘登|选登)[)]|^[^,。]{0,6}部分问题的?整改/;

/** A heading that promises only the weightier issues. */
const weightier =
  /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六]部分 ?|[(][一二三四五六七八九十]{1,3}[)])?[^,。;:]{0,10}(?:(?:重点|主要|突出|部分|典型)(?:具体)?问题|(?:重点|主要|部分)(?:事项)?整改(?:落实|进展|任务)?(?:情况|事项))/;

/** A text that lists a few of many issues is an excerpt: whether one is missing cannot be told from it. */
function fairly(context: CheckContext, finding: Finding): Finding {
  const [, claimed = '', listed = ''] = /称有 (\d+) 个.*实际找到 (\d+) 个/.exec(finding.message) ?? [];
  if (finding.code !== 'claim-mismatch' || context.ledger) return finding;
  const isChosen = context.frame.some(({ norm }) => norm.length < 40 && weightier.test(norm));
  // One or two short of the whole is no choice any more.
  const least = isChosen ? 0.85 : 0.25;
  if (Number(listed) >= Number(claimed) * least) return finding;
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
