import { findingAt } from './context.ts';
import type { CheckContext, Passage, Remark } from './context.ts';
import { withoutHidden } from './hidden-signs.ts';
import { namesAtFaultIn, namesIn } from './person-names.ts';
import type { CheckFinding } from './types.ts';

/** Digits in any groups: what is meant by them is told by the check digit. */
const idCard = /(?<![\dA-Za-z-]|\d )[1-9](?:[ -]?\d){16}[ -]?[\dXx](?![\dA-Za-z-]| \d)/g;
const idDigits = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;
const mobile =
  /(?<![\d.A-Za-z-])1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4}|\d[ -]\d{3}[ -]\d{4}|\d{2}[ -]\d{6})(?![\d.A-Za-z元-])/g;
const bankCard =
  /(?<![\dA-Za-z.-])(?:(?:62\d{14,17}|[345]\d{15})|62\d{2}(?:([ -])\d{4})(?:\1\d{4}){2}(?:\1\d{1,3})?|62\d{4}[ -]\d{10,13}|[345]\d{3}(?:[ -]\d{4}){3})(?![\dA-Za-z.元-]| \d)/g;
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.]?(?=[A-Z]{0,3}\d)[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警](?![A-Za-z\d])/g;
const privateMail =
  /(?<![\w.+-])[\w.+-]{1,40}@(?:qq|163|126|139|189|yeah|sina|sohu|gmail|hotmail|outlook|foxmail|wo|vip\.qq|vip\.163)\.(?:com|net|cn)(?![\w.])/gi;

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Only the figures of a number that is written in groups. */
const figuresOf = (value: string): string => value.replace(/[ -]/g, '');

function isIdNumber(value: string): boolean {
  const digits = figuresOf(value);
  if (!idDigits.test(digits)) return false;
  const sum = idWeights.reduce((all, weight, index) => all + weight * Number(digits[index]), 0);
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase();
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, char] of [...digits].toReversed().entries()) {
    const value = Number(char) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

interface Kind {
  pattern: RegExp;
  name: string;
  isOne: (value: string, norm: string, at: number) => boolean;
  isGrave: boolean;
}

/** A number that the unit publishes for its own callers. */
const published =
  /(?:监督|举报|咨询|投诉|服务|公开|公布|值班|办公|热线|受理|联系)[^。;]{0,8}(?:电话|热线|方式|邮箱|信箱)?[:为是 ]{0,2}$/;

/** 值班长老曹的手机139…: of one person, even where it is given for callers. */
const ofNamed = /(?:[老小][\u4e00-\u9fff]|某|师傅|同志|本人|个人)的?(?:手机|电话)(?:号码?)?[:为是 ]{0,2}$/;

/** 可联系抢修班长139…: a person's own number, whatever it is for. */
const ofOfficer = /联系[^,。;:]{0,8}(?:长|主任|经理|负责人|某|师傅|手机)[^,。;:]{0,2}$/;

/** 电话:…,地址:…,邮箱:…: a unit's own contact line, wherever it stands. */
function isContactLine(norm: string, at: number): boolean {
  const before = norm.slice(Math.max(0, at - 120), at);
  return (
    /电话|地址|邮编|来信/.test(before) &&
    /(?:邮箱|信箱|邮件)[:为是 ]{0,2}$/.test(before) &&
    !/(?:个人|私人|本人)[^,。;]{0,4}$/.test(before)
  );
}

/** 家长反映…(联系电话…): the number of one who complained, whatever it is called. */
const ofOnePerson =
  /(?:家长|村民|居民|业主|患者|当事人|信访人|举报人|投诉人|群众)[^,。;]{0,6}(?:反映|投诉|举报|来电|来访|来信|提出)/;

const kinds: readonly Kind[] = [
  { pattern: idCard, name: '身份证号', isOne: isIdNumber, isGrave: true },
  {
    pattern: bankCard,
    name: '银行卡号',
    isOne: (value, norm, at) =>
      passesLuhn(figuresOf(value)) &&
      (value.startsWith('62') || /卡|账户|账号|帐户|帐号|汇/.test(norm.slice(Math.max(0, at - 24), at))),
    isGrave: true,
  },
  {
    pattern: mobile,
    name: '手机号码',
    isOne: (_, norm, at) =>
      !published.test(norm.slice(Math.max(0, at - 20), at)) ||
      ofNamed.test(norm.slice(Math.max(0, at - 20), at)) ||
      ofOfficer.test(norm.slice(Math.max(0, at - 20), at)) ||
      ofOnePerson.test(/[^。;,]*$/.exec(norm.slice(Math.max(0, at - 40), at))?.[0] ?? ''),
    isGrave: true,
  },
  {
    pattern: privateMail,
    name: '私人邮箱',
    isOne: (_, norm, at) => !published.test(norm.slice(Math.max(0, at - 20), at)) && !isContactLine(norm, at),
    isGrave: false,
  },
  { pattern: plate, name: '车牌号', isOne: () => true, isGrave: false },
];

/** Numbers and names of persons outside the contact block. */
export function personalFindings(context: CheckContext): CheckFinding[] {
  const open = context.passages.filter(
    (each) => !['contact', 'signature', 'furniture', 'title'].includes(each.section ?? ''),
  );
  const ofIssues = context.issues.flatMap((each) => [
    ...each.problems,
    ...each.measures,
    ...each.progress,
    ...each.notes,
  ]);
  const inIssues = new Set(ofIssues);
  return [
    ...open.flatMap((passage) => numbersIn(context, passage)),
    ...ofIssues.flatMap((passage) => namesIn(context, passage)),
    ...open.flatMap((passage) => (inIssues.has(passage) ? [] : namesAtFaultIn(context, passage))),
  ];
}

function numbersIn(context: CheckContext, passage: Passage): CheckFinding[] {
  if (!/\d|@/.test(passage.norm)) return [];
  const { norm, placeOf } = withoutHidden(passage.norm);
  return kinds.flatMap(({ pattern, name, isOne, isGrave }) =>
    [...norm.matchAll(pattern)]
      .filter((found) => isOne(found[0], norm, found.index))
      .map((found) => {
        const remark: Remark = {
          code: 'personal-data',
          severity: isGrave ? 'error' : 'warning',
          message: `出现${name}“${mask(found[0])}”。个人信息不得公开，请删去或隐去。`,
          repair: { replacement: mask(found[0]), label: `隐去${name}` },
        };
        return findingAt(
          context,
          passage,
          placeOf(found.index),
          placeOf(found.index + found[0].length - 1) + 1,
          remark,
        );
      }),
  );
}

/** Leaves the first three and last two signs, so that the reader can still tell what was meant. */
function mask(value: string): string {
  const at = value.indexOf('@');
  if (at > 0) return `${value.slice(0, 1)}****${value.slice(at)}`;
  return value.slice(0, 3) + '*'.repeat(Math.max(2, value.length - 5)) + value.slice(-2);
}
