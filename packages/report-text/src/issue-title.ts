import { foldWidth } from './characters.ts';

const quotedIssue =
  /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:一是|是)?(?:针对|关于)(?:巡察|巡视|反馈|指出|提出|组|的|中|存在|方面){0,8}(?:问题[:：]?)?[“"「『](?<title>[^\n]{1,220}?)[”"」』](?=[^“”"。,;:，；：]{0,14}(?:问题|方面|整改|[。,，;；:：]|$))/;
const plainIssue =
  /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:针对|关于)(?:巡察|巡视)?(?:组)?(?:反馈|指出|提出)?(?:的)?(?<title>[^。;；:：]{2,100}?)(?:的)?(?:等)?问题(?:的?整改(?:落实)?(?:完成)?(?:工作)?(?:情况|进展|措施)?)?(?=[。,，;；:：]|$)/;

const namedIssue =
  /^(?:(?:巡察|巡视|组)?(?:反馈|指出|提出)(?:的|指出|出)?[:]?[“"「](?<title>[^\n]{2,220}?)[”"」](?:的?问题|方面|等)?(?=[。,;:]|$)|[“"「](?<bare>[^“”"\n]{2,120})[”"」](?:的)?(?:等)?(?:问题|方面)(?:的?整改(?:落实)?情况)?(?=[。,;:]|$))/;

/** The short name of an issue: the quoted problem, the words between 关于 and 问题, or the first sentence. */
export function issueTitle(text: string): string {
  const head = text
    .slice(0, 300)
    .replace(/^(?:反馈|具体|巡察)?问题(?:[一二三四五六七八九十]{1,3}|\d{1,3})?[:：]\s?/, '');
  const norm = foldWidth(head);
  const quoted = quotedIssue.exec(norm)?.groups?.['title'];
  if (quoted !== undefined) return sliceLike(head, norm, quoted);
  const named = namedIssue.exec(norm)?.groups;
  const inQuotes = named?.['title'] ?? named?.['bare'];
  if (inQuotes !== undefined) return sliceLike(head, norm, inQuotes);
  const plain = plainIssue.exec(norm)?.groups?.['title'];
  if (plain !== undefined && !/[“”"]/.test(plain)) return sliceLike(head, norm, plain);
  const line = norm.split('\n')[0] ?? '';
  const stop = firstStop(line);
  return head
    .slice(0, stop)
    .trim()
    .replace(/[。：:；;，,]$/, '');
}

/** The words as written: folding changed single characters but no offset. */
function sliceLike(written: string, norm: string, part: string): string {
  const from = norm.indexOf(part);
  return written.slice(from, from + part.length).trim();
}

/** The first full stop outside quotes; a title never runs over 120 characters. */
function firstStop(line: string): number {
  let depth = 0;
  for (let index = 0; index < Math.min(line.length, 120); index += 1) {
    const char = line[index] ?? '';
    if ('“《(「'.includes(char)) depth += 1;
    else if ('”》)」'.includes(char)) depth = Math.max(0, depth - 1);
    else if (char === '。' && depth === 0) return index;
    else if (char === ';' && depth === 0 && index >= 60) return index;
  }
  // An unbalanced quote must not swallow the sentence end.
  const plain = line.slice(0, 120).indexOf('。');
  return plain >= 0 ? plain : Math.min(line.length, 120);
}

/** Where the problem ends in a paragraph that goes on with what was done: 针对“…”问题。… ; 0 when unclear. */
export function problemEnd(text: string): number {
  const norm = foldWidth(text.slice(0, 400));
  const found =
    /^(?:[—●■◆▲★•*-]{1,2} ?)?(?:针对|关于)[^\n]{2,240}?[”"」]?[^。,;:“”]{0,14}?问题(?:的?整改(?:落实)?(?:工作)?(?:完成)?(?:情况|进展|措施)?)?[。,;:] ?/.exec(
      norm,
    );
  return found?.[0].length ?? 0;
}
