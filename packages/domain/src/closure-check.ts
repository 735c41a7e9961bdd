import { formatDayZh, type CalendarDay } from './calendar.ts';
import { parseChineseNumber } from './chinese-number.ts';

export interface ClosureCheckInput {
  feedbackOn: CalendarDay | null;
  outcomeStatement: string | null;
  measures: readonly { text: string; progress: readonly string[] }[];
  evidence: readonly {
    fileName: string;
    /** The day the file speaks of or was made, as far as known. */
    datedOn: CalendarDay | null;
    sha256: string;
    /** Numbers of the other issues that the same file (by SHA-256) proves. */
    otherIssueNumbers: readonly string[];
  }[];
}

export type ClosureCheckCode =
  | 'no_concrete_result'
  | 'only_set_phrases'
  | 'evidence_before_feedback'
  | 'evidence_shared'
  | 'promise_not_met';

export interface ClosureCheckFinding {
  code: ClosureCheckCode;
  severity: 'warning' | 'note';
  message: string;
  quote?: string;
}

const NUMBER = '[0-9０-９]+|[一二三四五六七八九十百千两〇]+';
const COUNTER = '次|场|期|项|人|份|个|篇|户|家|轮|件|条|起|处|批|万元|元';
const PROMISE = new RegExp(
  `(?:不少于|不低于|至少)(${NUMBER})(${COUNTER})|(${NUMBER})(${COUNTER})(?:以上|及以上)`,
  'gu',
);
const AMOUNT = new RegExp(`(?<![第0-9０-９.])(${NUMBER})余?(${COUNTER})`, 'gu');
// A number, a counted noun in Chinese numerals, or something with a name: 《…》, “…”.
const CONCRETE = new RegExp(`[0-9０-９]|[一二三四五六七八九十百千两]+(?:${COUNTER})|《[^》]+》|“[^”]+”`, 'u');
const SET_PHRASE = new RegExp(
  [
    '(?:进一步|持续|不断|切实|扎实|着力|大力)(?:加强|强化|提高|提升|增强|压实|完善|规范|健全|推进|落实|深化|巩固|抓好|履行|发力)',
    '高度重视|认真(?:落实|贯彻|学习|研究|对待|整改)|严格(?:执行|落实|要求)|狠抓落实|抓好落实|常抓不懈|久久为功',
    '压紧压实|举一反三|引以为戒|统一思想|提高(?:政治)?站位|(?:形成|建立)长效机制|确保.{0,6}(?:到位|实效)|整改到位',
    '取得(?:了)?(?:明显|显著|较好|积极|阶段性|初步)?(?:的)?(?:成效|效果|进展)',
  ].join('|'),
  'u',
);

/** The advisory 销号质检 beside a closure request: what a reviewer should look at; people decide. */
export function closureCheck(input: ClosureCheckInput): ClosureCheckFinding[] {
  const findings: ClosureCheckFinding[] = [];
  if (input.outcomeStatement !== null) {
    findings.push(...wordingFindings('整改成效', input.outcomeStatement));
  }
  for (const [index, { text, progress }] of input.measures.entries()) {
    const label = `第 ${index + 1} 条措施`;
    findings.push(...wordingFindings(`${label}的进展`, progress.join('\n')), ...promiseFindings(label, text, progress));
  }
  return [...findings, ...input.evidence.flatMap((file) => evidenceFindings(file, input.feedbackOn))];
}

function wordingFindings(where: string, text: string): ClosureCheckFinding[] {
  const clauses = text
    .split(/[，。；、！,;\s]+/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  if (clauses.length === 0 || CONCRETE.test(text)) return [];
  const quote = [...text.trim()].slice(0, 60).join('');
  return clauses.every((clause) => SET_PHRASE.test(clause))
    ? [
        {
          code: 'only_set_phrases',
          severity: 'warning',
          message: `${where}全是套话，请核实做了什么、结果如何。`,
          quote,
        },
      ]
    : [
        {
          code: 'no_concrete_result',
          severity: 'note',
          message: `${where}没有数字、日期和具体成果，无数据与事例支撑，请核实。`,
          quote,
        },
      ];
}

function promiseFindings(label: string, text: string, progress: readonly string[]): ClosureCheckFinding[] {
  // What repeats the promise is not a delivery.
  const reported = progress.join('\n').replaceAll(PROMISE, '');
  return [...text.matchAll(PROMISE)].flatMap((match): ClosureCheckFinding[] => {
    const counter = match[2] ?? match[4] ?? '';
    const promised = parseChineseNumber(match[1] ?? match[3] ?? '');
    const amounts = [...reported.matchAll(AMOUNT)].flatMap((found) => {
      const amount = found[2] === counter ? parseChineseNumber(found[1] ?? '') : null;
      return amount === null ? [] : [amount];
    });
    // Entries may be parts or running totals; the sum is the kinder reading, so a finding is nearly always true.
    const delivered = amounts.reduce((sum, amount) => sum + amount, 0);
    return promised === null || amounts.length === 0 || delivered >= promised
      ? []
      : [
          {
            code: 'promise_not_met',
            severity: 'warning',
            message: `${label}承诺“${match[0]}”，进展中只见 ${delivered} ${counter}，请核实是否兑现。`,
            quote: match[0],
          },
        ];
  });
}

function evidenceFindings(
  file: ClosureCheckInput['evidence'][number],
  feedbackOn: CalendarDay | null,
): ClosureCheckFinding[] {
  const findings: ClosureCheckFinding[] = [];
  if (feedbackOn !== null && file.datedOn !== null && file.datedOn < feedbackOn) {
    findings.push({
      code: 'evidence_before_feedback',
      severity: 'warning',
      message: `佐证材料“${file.fileName}”的日期（${formatDayZh(file.datedOn)}）早于反馈日（${formatDayZh(feedbackOn)}），请核实能否证明整改。`,
    });
  }
  if (file.otherIssueNumbers.length > 0) {
    findings.push({
      code: 'evidence_shared',
      severity: 'warning',
      message: `佐证材料“${file.fileName}”还用于证明问题 ${file.otherIssueNumbers.join('、')}，请核实是否逐项对应。`,
    });
  }
  return findings;
}
