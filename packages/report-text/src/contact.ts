import type { Paragraph } from './paragraphs.ts';
import type { Contact } from './types.ts';

const phoneLabel =
  /(?:联系方式|联系电话|监督电话|举报电话|受理电话|咨询电话|办公电话|服务电话|值班电话|电话号码|电话|热线|座机|Tel|TEL)/g;
const phoneValue =
  /^[^\d]{0,14}?(\(?\d{3,4}\)?[- ]?\d{7,8}(?:[-转]\d{1,5})?|\d{7,8}|1\d{10}|[48]00-?\d{3}-?\d{4}|\d{5})(?!\d)/;
const emailValue = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,80}\.[A-Za-z]{2,10}/;
const postcodeValue = /(?:邮政编码|邮编|邮政邮编) ?[:]? ?(\d{6})(?!\d)/;
const addressValue =
  /(?:邮政信箱|通信地址|通讯地址|联系地址|邮寄地址|办公地址|来信地址|来访地址|来信来访地址|单位地址|地址) ?[:]? ?([^;。,\n\t]{4,80}?)(?= ?(?:[;。,\n\t]|$|[(]?邮编|[(]?邮政编码|电话|联系电话|电子|邮箱|E-?mail| {2,}))/i;

/** Whether a paragraph (folded) belongs to the closing block that says how to reach the unit. */
export function isContactLine(norm: string): boolean {
  if (
    /^(?:热忱|热烈|诚挚|真诚)?欢迎.{0,40}(?:监督|意见|建议|批评)|^如(?:有|对).{0,40}(?:意见|建议|问题)|^(?:联系方式|监督方式|反馈方式|反映方式|受理方式)|^(?:以上|请|公示期?|若|如|特此)[^\n]{0,110}(?:电话|邮箱)[: ]{0,2}[(\d]/.test(
      norm,
    )
  )
    return true;
  if (norm.length > 160)
    return (
      /联系方式[:]/.test(norm.slice(0, 400)) &&
      phoneValue.test(norm.slice(norm.indexOf('联系方式') + 4, norm.indexOf('联系方式') + 40))
    );
  const plain = norm.replace(/^(?:[(]?[一二三四五六七八九十\d]{1,2}[)]?[.、 ]{0,2}|[([])/, '');
  return /^(?:联系人|联系电话|监督电话|举报电话|受理电话|咨询电话|办公电话|电话|热线|传真|邮政编码|邮编|邮政信箱|邮政专用信箱|通[信讯]地址|联系地址|邮寄地址|办公地址|来信|地址|电子信箱|电子邮箱|电子邮件|邮箱|信箱|网址|E-?mail|受理时间|公示时间|公示期|监督渠道)[^。]{0,12}?[:\d ]/i.test(
    plain,
  );
}

function findPhone(norm: string): string | null {
  for (const label of norm.matchAll(phoneLabel)) {
    const at = label.index + label[0].length;
    const before = norm.slice(Math.max(0, label.index - 4), label.index);
    const found = phoneValue.exec(norm.slice(at, at + 40));
    // 邮编266071 after an empty 电话 label is not a telephone number.
    if (!found || /传真/.test(before) || /邮|传真|信箱|地址/.test(found[0])) continue;
    return found[1] ?? null;
  }
  return null;
}

/** (信封上请注明…) behind an address tells the sender what to write, it is no part of it. */
function withoutAdvice(address: string): string {
  return address.replace(/[（(][^（()）]{0,12}注明.*$/, '').trim();
}

/** Reads telephone, postcode, address and e-mail from the closing block. */
export function readContact(paragraphs: readonly Paragraph[]): Contact {
  const norm = paragraphs.map((each) => each.norm.slice(0, 2000)).join('\n');
  const text = paragraphs.map((each) => each.text.slice(0, 2000)).join('\n');
  const address = addressValue.exec(norm);
  const from = address ? address.index + address[0].lastIndexOf(address[1] ?? '') : 0;
  return {
    phone: findPhone(norm),
    postcode: postcodeValue.exec(norm)?.[1] ?? null,
    address: address ? withoutAdvice(text.slice(from, from + (address[1] ?? '').length)) : null,
    email: emailValue.exec(norm)?.[0] ?? null,
  };
}
