import { maskQuotes } from '../characters.ts';
import { dayName, findingAt, issueName, paragraphLimit } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import { ofEarlierRounds } from './open-work.ts';
import { isDeed } from './dates.ts';
import type { CheckFinding, CheckCode } from './types.ts';

/** A month without a day: 2024年11月, 2024年11月底, 2024年1月底前. */
interface Month {
  year: number;
  month: number;
  from: number;
  to: number;
}

const written = /(20\d{2}) ?年 ?(\d{1,2}) ?月(?:份|初|底|末|[上中下]旬)?前?(?! ?\d|[日至到起以期之])/g;
/** What is only meant to be, in the same sentence. */
const planned =
  /拟|计划|将|预计|定于|力争|争取|确保|目标|安排|限|待|下一步|明年|今后|届时|到期|有效|起至|正在|[加快持续有序]推进/;
/** Words of a thing done, further on in the clause. */
const doneLater = /^[^。;]{0,30}?(?:通过|建成|完成|取得|获得|获评|投入|竣工|验收|办结|达到|已)/;
const completed =
  /^(?:前)?(?:,)?(?:已|全部|全面)?(?:完成|修订|制定|出台|印发|组织|开展|建成|新建|投入|举办|召开|清退|收回|发放|兑现|拨付|查处|处理|招聘|招录|选派|购置|采购)/;
/** 上级于2023年8月出台…: what others did then. */
const ofOthers = /(?:上级|国家|中央|[省市区县]|厅|部|委|政府|办)[^,。;:]{0,4}(?:于|在)?$/;
const atOnce = /边巡边改|即知即改|立行立改|立查立改|巡察期间|进驻期间|巡察进驻/;

/** Months that no year has, deeds of months after the signature, and deeds of months before the group came. */
export function monthFindings(context: CheckContext): CheckFinding[] {
  const early = context.issues.flatMap((issue) =>
    [...issue.measures, ...issue.progress].flatMap((passage) => earlyMonths(context, issue, passage)),
  );
  return [
    ...context.passages.flatMap((passage) => [...impossible(context, passage), ...late(context, passage)]),
    ...early,
  ];
}

function monthsOf(passage: Passage): Month[] {
  const norm = passage.norm.slice(0, paragraphLimit);
  if (!/20\d{2} ?年 ?\d{1,2} ?月/.test(norm)) return [];
  return [...maskQuotes(norm).matchAll(written)].map((found) => ({
    year: Number(found[1]),
    month: Number(found[2]),
    from: found.index,
    to: found.index + found[0].length,
  }));
}

const isMonth = ({ month }: Month): boolean => month >= 1 && month <= 12;
const asText = ({ year, month }: Month): string => `${year}-${String(month).padStart(2, '0')}`;
const shown = ({ year, month }: Month): string => `${year}年${month}月`;

function impossible(context: CheckContext, passage: Passage): CheckFinding[] {
  return monthsOf(passage)
    .filter((each) => !isMonth(each))
    .map((each) =>
      say(context, passage, each, 'date-impossible', `没有“${shown(each)}”这个月份。请核对原始材料后改正。`),
    );
}

function late(context: CheckContext, passage: Passage): CheckFinding[] {
  const { signedOn } = context;
  if (signedOn === null) return [];
  if (['next-steps', 'contact', 'signature', 'furniture', 'title'].includes(passage.section ?? '')) return [];
  return monthsOf(passage).flatMap((each) => {
    // A year as far off as that is said to be mistyped already.
    if (
      !isMonth(each) ||
      each.year >= 2050 ||
      asText(each) <= signedOn.slice(0, 7) ||
      !isPast(passage.norm, each, signedOn)
    )
      return [];
    const message = `${shown(each)}晚于落款日期${dayName(signedOn)}，却写成已经做过的事。请核对年份和日期。`;
    return [say(context, passage, each, 'date-out-of-range', message)];
  });
}

function isPast(norm: string, month: Month, signedOn: string): boolean {
  const before = /[^。;]*$/.exec(norm.slice(Math.max(0, month.from - 80), month.from))?.[0] ?? '';
  const after = /^[^。;]*/.exec(norm.slice(month.to, month.to + 60))?.[0] ?? '';
  if (planned.test(before + after) || /(?:至|到|[-~])$/.test(before)) return false;
  // 前完成 is an aim, 前完成了 a deed.
  if (norm.slice(month.from, month.to).endsWith('前'))
    return /^[^,。;]{0,6}(?:完成|整改|清退|兑现|发放|建成)了/.test(after);
  if (isDeed(norm, month) || completed.test(after)) return true;
  return month.year >= Number(signedOn.slice(0, 4)) + 5 && doneLater.test(after);
}

function earlyMonths(context: CheckContext, issue: IssuePassages, passage: Passage): CheckFinding[] {
  const { feedbackOn, onSiteFrom } = context;
  if (feedbackOn === null || onSiteFrom === null || atOnce.test(passage.norm)) return [];
  // Years ago is the matter itself rather than what was done about it.
  const found = monthsOf(passage).find(
    (each) =>
      isMonth(each) &&
      asText(each) < onSiteFrom.slice(0, 7) &&
      Number(feedbackOn.slice(0, 4)) - each.year < 3 &&
      !ofEarlierRounds.test(passage.norm.slice(Math.max(0, each.from - 40), each.from)) &&
      !ofOthers.test(passage.norm.slice(Math.max(0, each.from - 12), each.from)) &&
      isDeed(passage.norm, each),
  );
  if (!found) return [];
  const message = `${issueName(issue)}以${shown(found)}的事作为整改措施，早于巡察进驻，更早于反馈（${dayName(feedbackOn)}）。请核对日期；确属以前所做的，请写明。`;
  return [say(context, passage, found, 'evidence-before-feedback', message)];
}

function say(
  context: CheckContext,
  passage: Passage,
  { from, to }: Month,
  code: CheckCode,
  message: string,
): CheckFinding {
  const severity = code === 'date-impossible' ? 'error' : 'warning';
  return findingAt(context, passage, from, to, { code, severity, message });
}
