import { maskQuotes } from '../characters.ts';
import { daysInMonth, findDates, inheritYears, isoOf } from '../dates.ts';
import type { WrittenDate } from '../dates.ts';
import { dayName, findingAt, findingIn, issueName, lineOf, paragraphLimit } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import { ofEarlierRounds } from './open-work.ts';
import type { CheckFinding } from './types.ts';

/** Days that no calendar has, anywhere in the text. */
export function impossibleDateFindings(context: CheckContext): CheckFinding[] {
  return context.passages.flatMap((passage) =>
    datesOf(passage)
      .filter((date) => isImpossible(date) && passage.norm.slice(date.from, date.to).includes('月'))
      .map((date) => {
        const words = passage.norm.slice(date.from, date.to);
        return findingAt(context, passage, date.from, date.to, {
          code: 'date-impossible',
          severity: 'error',
          message: `日期“${words}”不存在。请核对原始材料后改正。`,
        });
      }),
  );
}

function datesOf(passage: Passage): WrittenDate[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  return /月|[./-]/.test(norm) && /[日号\d]/.test(norm) ? findDates(norm) : [];
}

function isImpossible({ year, month, day }: WrittenDate): boolean {
  if (month < 1 || month > 12 || day < 1) return true;
  // Without a year 2月29日 may be of a leap year.
  return day > (month === 2 && year === null ? 29 : daysInMonth(year ?? 2023, month));
}

const subject =
  '(?:我(?:局|委|院|校|镇|街道|办|中心)|(?:区|市|县)?局?党(?:组|委|支部)|各科室|院党委|镇党委|专班|班子成员|(?:教职工|职工|党员|村民|居民|支部党员)(?:代表)?大会)?';
const verb =
  '召开|组织|开展|印发|制定|制订|出台|下发|发送|签订|完成|举办|邀请|修订|成立|约谈|通报|对接|清理|清退|退还|上缴|更换|安排|集中学习|学习|通知|通过|联合|会同|建立|设立|增设|公布|聘请|启动|实地|接入|随机抽|抽查|检查|前往|赴|传达|报送|收回|补发|发放|上线|开通|挂牌|举行|听取|研究|审议|部署|公示|张贴|拆除|开工|动工|到账|入账|缴清|付清|缴入|竣工|投用|验收';
const deedAfter = new RegExp(
  `^(?:(?:[、,和]|以及)?(?:20\\d\\d年)?\\d{1,2}月\\d{1,2}日){0,8},?(?:分别|又|再次|正式|已|集中)?${subject}(?:分别|又|再次|正式|已|专题|专门|集中|统一|及时)?(?:${verb})(?!的|时)`,
);
const noDeedBefore =
  /(?:根据|按照|依据|依照|自|从|对|截至|截止|至|到|针对|经查|经核实|系(?![统列])|原|曾|因|核对|查阅|复核|清理|规定|不迟于|早于|晚于|期限|有效期|以前|为|执行|落实|学习|传达|贯彻)[^,。;]{0,10}$/;
const planned = /拟|计划|将|预计|定于|力争|争取|目标|确保|限期?|安排在|期限|预期|前完成|待|正在|[加快持续有序]推进/;

/** 缴款凭据日期为2024年4月30日: the day of the paper that is offered as proof. */
const proofDay = /(?:凭[据证]|票据|收据|回单|缴款书|发票)(?:的)?(?:日期|时间)[为是:]?$/;

/** Whether a date says when something was done for the rectification. */
export function isDeed(norm: string, date: { from: number; to: number }): boolean {
  const start = Math.max(0, date.from - 40);
  const sentence = norm.slice(start, date.from);
  const clause = sentence.slice(Math.max(...[...',。;:'].map((stop) => sentence.lastIndexOf(stop))) + 1);
  const ownSentence = sentence.slice(Math.max(sentence.lastIndexOf('。'), sentence.lastIndexOf(';')) + 1);
  if (proofDay.test(clause)) return norm[date.to] !== '的';
  if (noDeedBefore.test(clause) || planned.test(ownSentence)) return false;
  return deedAfter.test(norm.slice(date.to, date.to + 110));
}

interface Deed {
  date: WrittenDate;
  on: string;
  hasYear: boolean;
}

/** The dated deeds of a passage; a date without a year only where both ways of adding it agree. */
function deedsOf(passage: Passage, signedOn: string | null): Deed[] {
  const written = datesOf(passage);
  if (written.length === 0) return [];
  const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
  const inherited = inheritYears(written);
  return written.flatMap((date, order): Deed[] => {
    const own = isoOf(date);
    const on = own ?? agreedDay(date, inherited[order], signedOn);
    // In a quotation or a title the mask has taken the date away.
    if (on === null || norm[date.from] === '□' || !isDeed(norm, date)) return [];
    return [{ date, on, hasYear: own !== null }];
  });
}

function agreedDay(date: WrittenDate, inherited: WrittenDate | undefined, signedOn: string | null): string | null {
  if (signedOn === null) return null;
  const year = Number(signedOn.slice(0, 4));
  const here = isoOf({ ...date, year });
  const on = here !== null && here <= signedOn ? here : isoOf({ ...date, year: year - 1 });
  const other = isoOf(inherited);
  return other === null || other === on ? on : null;
}

const atOnce = /边巡边改|即知即改|立行立改|立查立改|巡察期间|进驻期间|巡察进驻/;

/** Deeds offered as rectification that were done before the feedback. */
export function evidenceFindings(context: CheckContext): CheckFinding[] {
  const { feedbackOn, signedOn } = context;
  if (feedbackOn === null) return [];
  return context.issues.flatMap((issue) =>
    [...issue.measures, ...issue.progress].flatMap((passage) => {
      if (atOnce.test(passage.norm)) return [];
      const early = deedsOf(passage, signedOn).filter((each) => each.on < feedbackOn && !isYearSlip(each, feedbackOn));
      const [first] = early;
      return first ? [earlyFinding(context, issue, passage, first, early.length)] : [];
    }),
  );
}

/** Years before the feedback: a slip of the pen rather than a deed. */
function isYearSlip({ on, hasYear }: Deed, feedbackOn: string): boolean {
  return hasYear && Number(feedbackOn.slice(0, 4)) - Number(on.slice(0, 4)) >= 3;
}

function earlyFinding(
  context: CheckContext,
  issue: IssuePassages,
  passage: Passage,
  { date, on }: Deed,
  count: number,
): CheckFinding {
  const { feedbackOn, onSiteFrom } = context;
  // While the group is there, what it points out may be put right at once.
  const isBeforeVisit = onSiteFrom !== null && on < onSiteFrom;
  const more = count > 1 ? `（本条共 ${count} 处）` : '';
  const place = isBeforeVisit ? '早于巡察进驻，更早于反馈' : '早于反馈';
  return findingAt(context, passage, date.from, date.to, {
    code: 'evidence-before-feedback',
    severity: isBeforeVisit ? 'warning' : 'note',
    message: `${issueName(issue)}以${dayName(on)}的事作为整改措施，${place}（${dayName(feedbackOn ?? '')}）${more}。请核对日期；确属边巡边改的，请写明。`,
  });
}

/** Days after the signature, years mistyped, and an opening whose days are in the wrong order. */
export function dateRangeFindings(context: CheckContext): CheckFinding[] {
  const { feedbackOn, signedOn } = context;
  const findings = orderFindings(context);
  for (const passage of context.passages) {
    if (['next-steps', 'contact', 'signature', 'furniture', 'title'].includes(passage.section ?? '')) continue;
    const isOfIssue = passage.kind === 'measure' || passage.kind === 'progress';
    for (const deed of deedsOf(passage, signedOn)) {
      if (!deed.hasYear) continue;
      if (isOwnMeetingTooEarly(context, passage, deed)) findings.push(tooEarlyFinding(context, passage, deed));
      else if (signedOn !== null && deed.on > signedOn) findings.push(lateFinding(context, passage, deed, signedOn));
      else if (isOfIssue && feedbackOn !== null && isYearSlip(deed, feedbackOn))
        findings.push(slipFinding(context, passage, deed));
    }
  }
  return findings;
}

const ownMeeting =
  /^[^,。;]{0,30}(?:整改(?:工作)?(?:动员|部署|推进|调度|专题)|整改(?:工作)?(?:领导小组|方案)|传达[^,。;]{0,10}反馈)/;

/** A meeting about the rectification cannot come before the inspection whose findings it is about. */
function isOwnMeetingTooEarly({ onSiteFrom }: CheckContext, { norm }: Passage, { date, on }: Deed): boolean {
  return (
    onSiteFrom !== null &&
    on < onSiteFrom &&
    ownMeeting.test(norm.slice(date.to, date.to + 60)) &&
    !ofEarlierRounds.test(norm.slice(Math.max(0, date.from - 60), date.to + 60))
  );
}

function tooEarlyFinding(context: CheckContext, passage: Passage, { date, on }: Deed): CheckFinding {
  return findingAt(context, passage, date.from, date.to, {
    code: 'date-out-of-range',
    severity: 'warning',
    message: `${dayName(on)}早于巡察进驻，却写着研究部署整改。请核对年份和日期。`,
  });
}

function lateFinding(context: CheckContext, passage: Passage, { date, on }: Deed, signedOn: string): CheckFinding {
  return findingAt(context, passage, date.from, date.to, {
    code: 'date-out-of-range',
    severity: 'warning',
    message: `${dayName(on)}晚于落款日期${dayName(signedOn)}，却写成已经做过的事。请核对年份和日期。`,
  });
}

function slipFinding(context: CheckContext, passage: Passage, { date, on }: Deed): CheckFinding {
  return findingAt(context, passage, date.from, date.to, {
    code: 'date-out-of-range',
    severity: 'warning',
    message: `${dayName(on)}比反馈早了几年，却作为整改措施（第 ${lineOf(passage)} 行），疑似年份写错。请核对。`,
  });
}

function orderFindings(context: CheckContext): CheckFinding[] {
  const { parse, lines, text } = context;
  const { feedbackOn, onSiteFrom } = parse.inspection;
  const { signedOn } = parse;
  const say = (line: number, message: string): CheckFinding => {
    const { from, to } = lines.wordsOf(line);
    return findingIn(context, from, Math.min(to, from + 40), { code: 'date-out-of-range', severity: 'error', message });
  };
  if (feedbackOn !== null && signedOn !== null && signedOn < feedbackOn) {
    const section = parse.sections.findLast((each) => each.kind === 'signature');
    const line = section?.toLine ?? lines.lineAt(text.trimEnd().length);
    return [say(line, `落款日期${dayName(signedOn)}早于反馈日${dayName(feedbackOn)}。请核对两个日期。`)];
  }
  if (feedbackOn === null || onSiteFrom === null || onSiteFrom <= feedbackOn) return [];
  const opening = context.passages.find((each) => each.section === 'preamble');
  const message = `巡察进驻日${dayName(onSiteFrom)}晚于反馈日${dayName(feedbackOn)}。请核对两个日期。`;
  return [say(opening ? lineOf(opening) : 1, message)];
}
