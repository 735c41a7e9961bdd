import { readEnclosed, readNumber } from './characters.ts';

/** How a heading is numbered; the order of ranks is the usual one of official documents. */
export type HeadingStyle =
  | 'part' // 第一部分
  | 'aspect' // 第一方面：
  | 'han' // 一、
  | 'han-paren' // (一)
  | 'problem-word' // 问题一：
  | 'arabic' // 1. 1、
  | 'arabic-paren' // (1)
  | 'arabic-half' // 1)
  | 'circle' // ①
  | 'about'; // 针对“…”问题, without a number

export const usualRank: Record<HeadingStyle, number> = {
  part: 0,
  han: 1,
  aspect: 1.5,
  'han-paren': 2,
  'problem-word': 3,
  arabic: 4,
  'arabic-paren': 6,
  'arabic-half': 7,
  circle: 8,
  about: 9,
};

/** A number in front of a paragraph: its style, value and length in characters. */
export interface Marker {
  style: HeadingStyle;
  number: number | null;
  length: number;
  /** Depth of a decimal number: 1.2.3 has 2 more than 1. */
  depth: number;
}

const hanNumber = '[一二三四五六七八九十百零〇]{1,5}';

interface Rule {
  style: HeadingStyle;
  pattern: RegExp;
}

// Offsets are counted on folded text; 1.5万元, 2024.3.5 and 10:30 are no numbering, but 1.2024年9月 begins with one.
const rules: readonly Rule[] = [
  { style: 'part', pattern: new RegExp(`^第(${hanNumber}|\\d{1,3}) ?(?:部分|章|篇)[ 、:,.]{0,3}`) },
  { style: 'aspect', pattern: new RegExp(`^第(${hanNumber}|\\d{1,3}) ?(?:个?方面|类(?:问题)?)[ 、:,.]{1,3}`) },
  {
    style: 'problem-word',
    pattern: new RegExp(`^[【[(]?(?:反馈|具体|巡察)?问题 ?[(]?(${hanNumber}|\\d{1,3})[)]? ?[】\\])]?[ :、.,。]{1,3}`),
  },
  { style: 'han', pattern: new RegExp(`^(${hanNumber}) ?[、.](?!\\d) ?`) },
  { style: 'han-paren', pattern: new RegExp(`^[(【[] ?(${hanNumber}) ?[)】\\]] ?[、.,:]? ?`) },
  { style: 'arabic-paren', pattern: /^[([【] ?(\d{1,4}) ?[)\]】] ?[、.,:]? ?/ },
  { style: 'arabic-half', pattern: /^(\d{1,3}) ?[)] ?[、.]? ?/ },
  { style: 'arabic', pattern: /^(\d{1,4}) ?(?:[.](?! ?\d)|[.](?=20\d\d ?年)|、|[。](?=\D)) ?/ },
];

const decimal = /^(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、 ]\s?|(?=[^\d.%万亿元倍个米年月日版]))/;

/** Reads the number in front of a folded paragraph; null when there is none. */
export function readMarker(norm: string): Marker | null {
  const head = norm.slice(0, 24);
  if (!/^[【[(第问反具巡一二三四五六七八九十百零〇\d\u2460-\u24ff\u2776-\u277f\u3220-\u3229\u3251-\u32bf]/.test(head))
    return null;
  for (const { style, pattern } of rules) {
    const found = pattern.exec(head);
    const number = found ? readNumber(found[1] ?? '') : null;
    if (found && number !== null) return { style, number, length: found[0].length, depth: 0 };
  }
  return readDecimal(head) ?? readEnclosedMarker(head);
}

function readDecimal(head: string): Marker | null {
  const found = decimal.exec(head);
  if (!found || head.length <= found[0].length) return null;
  const parts = (found[1] ?? '').split('.');
  const number = Number(parts.at(-1));
  return { style: 'arabic', number, length: found[0].length, depth: parts.length - 1 };
}

function readEnclosedMarker(head: string): Marker | null {
  const char = head.slice(0, 1);
  const number = readEnclosed(char);
  if (number === null) return null;
  const length = 1 + (/^[ 、.,:]{1,2}/.exec(head.slice(1))?.[0].length ?? 0);
  return { style: enclosedStyle(char), number, length, depth: 0 };
}

function enclosedStyle(char: string): HeadingStyle {
  if (/[㈠-㈩]/.test(char)) return 'han-paren';
  if (/[⑴-⒇]/.test(char)) return 'arabic-paren';
  if (/[⒈-⒛]/.test(char)) return 'arabic';
  return 'circle';
}

const aboutQuoted =
  /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:一是|是)?(?:针对|关于)(?:巡察|巡视|反馈|指出|提出|组|的|中|存在|方面){0,8}[“"「『‘'][^\n]{1,220}?[”"」』’'][^。,;:]{0,12}(?:问题|方面|整改)/;
const aboutPlain =
  /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:针对|关于)(?!上述|该|此|以上|这|整改|印发|做好|开展|进一步|加强|公布|下发)[^。,;:]{2,90}?(?:问题|方面)(?:的?整改(?:落实)?(?:完成)?(?:工作)?(?:情况|进展|措施)?)?(?:[。,;:]|$)/;

const aboutAll =
  /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:针对|关于)(?:中央|[省市区县]委|本次|此次)?(?:第?[一二三四五六七八九十]{1,3}轮?)?(?:巡察|巡视)?组?(?:反馈|指出|发现|提出)?的?(?:\d{1,3}个|各项|具体|主要|重点|有关|相关){0,2}(?:意见|问题)/;

/** Whether an unnumbered paragraph opens with the issue it answers: 针对“…”问题, 关于…问题的整改. */
export function opensWithIssue(norm: string): boolean {
  const head = norm.slice(0, 260);
  return aboutQuoted.test(head) || (aboutPlain.test(head) && !aboutAll.test(head));
}
