import { foldWidth } from '../characters.ts';
import { findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import type { CheckFinding } from './types.ts';

interface Marking {
  pattern: RegExp;
  what: string;
  /** Not always secret: for people to judge. */
  isDoubtful?: boolean;
}

const han = '\\u4e00-\\u9fff';

// Words such as 涉密文件 or 保密制度 speak about secrecy; only what marks a paper as secret is meant here.
const markings: readonly Marking[] = [
  {
    pattern: /(?:绝密|机密|秘密) ?[★☆*](?: ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:年|个?月)| ?长期)?/g,
    what: '密级标志',
  },
  { pattern: /密级 ?[:] ?(?:绝密|机密|秘密|内部)/g, what: '密级标志' },
  { pattern: /(?<=[》」”]) ?\((?:绝密|机密|秘密)(?:级)?\)/g, what: '文件密级' },
  {
    pattern:
      /内部(?:资料|文件|材料|刊物)[, ]{0,2}(?:请?注意保存|请?妥善保管|注意保密|不得外传|严禁外传|请勿外传|禁止外传|不得公开|严禁复制|不得翻印)/g,
    what: '内部资料标志',
  },
  {
    pattern: new RegExp(
      `[${han}]{0,6}(?:绝密|机密|秘密|密)(?:发|字|函|电|办|传)?[([]20\\d{2}[)\\]] ?第?\\d{1,4}号`,
      'g',
    ),
    what: '涉密文号',
  },
  {
    pattern: new RegExp(
      `[${han}]{0,5}(?:内参|内部|内发|内字|内电|内刊|内传|内部明电)[([]20\\d{2}[)\\]] ?第?\\d{1,4}[号期]`,
      'g',
    ),
    what: '内部文号',
  },
  {
    pattern: new RegExp(
      `(?:(?![据照按])[${han}]){1,3}(?:委巡|巡察办|巡办|纪发|纪办|纪函)(?:发|字|函|办)?[([]20\\d{2}[)\\]] ?第?\\d{1,4}号`,
      'g',
    ),
    what: '巡察、纪检机构的内部文号',
    isDoubtful: true,
  },
  // Alone on its line, in brackets or bare, with or without a term.
  {
    pattern: /(?<=^|\n) ?\(?(?:绝|机|秘) ?密\)?(?: ?\d{1,2} ?年)?(?= ?(?:\n|$))/g,
    what: '密级标志',
  },
  { pattern: /此件不(?:予)?公开(?:发放|发布)?/g, what: '不公开标志' },
  { pattern: /仅供内部(?:参阅|传阅)/g, what: '内部参阅标志', isDoubtful: true },
];

/** 收回标有“内部资料 注意保存”字样的材料: the words of a marking, quoted. */
function isSpokenOf(norm: string, at: number, length: number): boolean {
  return (
    /[“"「]$/.test(norm.slice(Math.max(0, at - 1), at)) &&
    /^[”"」](?:的)?(?:字样|标志|标识|标记|印章)/.test(norm.slice(at + length, at + length + 6))
  );
}

/** Marks of secret or inner papers, which a public report must not carry. */
export function secrecyFindings(context: CheckContext): CheckFinding[] {
  const norm = foldWidth(context.text);
  if (!/密|内部|内参|内[发字电刊传]|此件不|委巡|巡办|巡察办|纪[发办函]/.test(norm)) return [];
  return markings.flatMap(({ pattern, what, isDoubtful }) =>
    [...norm.matchAll(pattern)]
      .filter((found) => !isSpokenOf(norm, found.index, found[0].length))
      .map((found) =>
        findingIn(context, found.index, found.index + found[0].length, {
          code: 'secrecy-marking',
          severity: isDoubtful ? 'warning' : 'error',
          message: `出现${what}“${found[0].trim()}”。涉密或内部文件的内容、标题和文号不得公开，请删去并由保密审查人员核对全文。`,
        }),
      ),
  );
}
