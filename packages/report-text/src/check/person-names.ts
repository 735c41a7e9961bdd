import { findingAt } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { isNameAtFault, isPrivateName, surnameLength } from './names.ts';
import type { CheckFinding } from './types.ts';

const role =
  '出纳员|会计员|护士长|职工|党员|工作人员|科员|会计|出纳|村民|居民|业主|学生|患者|当事人|信访人|举报人|投诉人|群众|司机|驾驶员|保安|护士|教师|医生|职员|聘用人员|辅警|经办人|协管员|保管员|仓管员|财务人员|队员|护林员|网格员|管护员|协管员|讲解员|收费员|话务员|技术员|会计员|保洁员|低保户|家长|学员|班主任|辅导员|护士长|医师|药师|司炉工|民警|干警|现场代表|施工员|监理员|安全员|质检员|采购员|收银员|库管员|统计员|信贷员|客户经理|柜员';
const afterMark = new RegExp(`(?:${role})(?=([\\u4e00-\\u9fff]{2,4}))`, 'g');
const beforeName =
  /(?:^|[,。;:、()“”"' □是由对向给与和及将把让为予请聘荐定拔收准意谈评理育彰去整排报责派的是]|任命|吸收|表彰|书面|发展|职工|党员|教师|医生|干部|委员|会计|出纳|科员|护士|人员|队员|学生|村民|成员|管员|[科股室队所站办组班局院校村厂])$/;
const office =
  /(?:书记|局长|主任|部长|市长|区长|县长|镇长|乡长|院长|校长|处长|主席|厅长|司长|会长|组长|教授|专家|律师|讲师|研究员)$/;
const honoured =
  /^同志(?:先进|的?(?:优秀|感人)?事迹|的?精神|学习|为榜样|重要|讲话|系列|诞辰|纪念|画像|雕像|在[^,。;]{0,20}(?:讲话|会议上|考察))/;
const afterRole =
  /^(?:[,。;、()“”]|因|存在|未|在|的|等|违规|违反|受到|被|给予|予以|进行|作出|上班|长期|于|与|同志|本人|反映|$)/;
const dealtWith =
  /^(?:违规|违反|受到|被|给予|予以|上班(?:迟到|早退|脱岗|期间|时间)|值班(?:脱岗|期间|饮酒)|迟到|早退|脱岗|旷工|离岗|擅自|无故|酒后|收受|挪用|套取|侵占|虚报|冒领)/;

const faults =
  '违规|违反|违纪|违法|超标准|超范围|超额|擅自|私自|私设|虚报|虚列|套取|挪用|侵占|截留|收受|索要|索取|有偿|公款|串通|受贿|行贿|公车|酒后|酒驾|醉驾|迟到|早退|脱岗|旷工|离岗|缺岗|空岗|吃空饷|重复领|重复享|重复报|多领|冒领|骗取|多报|瞒报|漏报|推诿|态度|玩忽|失职|行车中|在(?:执法|值班|上班|工作时间|岗)|上班|值班|无故|经商|兼职|党内(?:严重)?警告|留党察看|开除党籍|政务(?:警告|记过|记大过|处分)|记过|诫勉';
const unit = '科|股|室|处|队|站|所|中心|车间|部|班|支行|网点|村|社区|馆|校|院';
const post =
  '(?:原)?(?:副)?(?:科长|股长|所长助理|局长助理|院长助理|主任助理|经理助理|主任|队长|站长|所长|班长|组长|经理|主管|负责人|馆长|园长|校长|会计|出纳)';
/** A name without any mark in front of a fault: 财务科…违规报销, 办公室主任…超标准接待. Three signs only: two may be a word. */
const atFault = new RegExp(
  `(?<=(?:${unit})(?:${post})?|${role}|干部|(?<=[\\u4e00-\\u9fff])${post})(?!某)[\\u4e00-\\u9fff]{3}(?=(?:${faults}|通报批评))`,
  'g',
);

const anyFault = new RegExp(`${faults}|通报批评`);
/** What a person has done wrong, a few words behind the name. */
const misdeed = new RegExp(
  `${faults}|伪造|编造|虚填|虚构|编报|代签|冒用|顶替|涂改|篡改|偷|打骂|辱骂|谎报|隐瞒|弄虚作假|重复(?:列支|报销|领取|申领|享受)|私用|酒后|拖欠|拒不|造假|作弊|吃请|收礼|打牌|赌博`,
);
/** What is told to somebody's honour. */
const praise =
  /表扬|表彰|先进|事迹|榜样|荣誉|称号|获评|评为|授予|拒收|拒礼|主动上交|见义勇为|标兵|模范|嘉奖|最美|优秀|反映(?:较|很|都)?好/;
const blame = new RegExp(`${faults}|处分|批评|免职|追究|责令|检讨|问责|查处|取消`);

/** Names in front of a fault, where a passage is of no issue. */
export function namesAtFaultIn(context: CheckContext, passage: Passage): CheckFinding[] {
  return [...namesAtFault(passage.norm)].map(([at, name]) => nameFinding(context, passage, at, name));
}

function namesAtFault(norm: string): Map<number, string> {
  if (!anyFault.test(norm) && !misdeed.test(norm)) return new Map();
  const found = [...norm.matchAll(atFault)].filter(([name]) => isNameAtFault(name));
  const places = new Map(found.map((each) => [each.index, each[0]]));
  for (const mark of norm.matchAll(afterMark)) {
    const at = mark.index + mark[0].length;
    const name = (mark[1] ?? '').slice(0, 3);
    // 职工孙某某伪造…: three signs, and the fault in the same clause.
    const rest = /^[^,。;:、]{0,16}/.exec(norm.slice(at + 3, at + 19))?.[0] ?? '';
    if (name.length === 3 && isPrivateName(name) && misdeed.test(rest)) places.set(at, name);
  }
  return places;
}

/** Names of persons in an issue: beside 同志, after what they are, before a fault. */
export function namesIn(context: CheckContext, passage: Passage): CheckFinding[] {
  const norm = passage.norm;
  const places = namesAtFault(norm);
  for (const found of norm.matchAll(/同志/g)) {
    const name = nameBefore(norm, found.index);
    if (name !== null) places.set(found.index - name.length, name);
  }
  for (const found of norm.matchAll(afterMark)) {
    const at = found.index + found[0].length;
    const words = found[1] ?? '';
    const name = [3, 4, 2].map((length) => words.slice(0, length)).find((each) => isNamed(norm, at, each));
    if (name !== undefined) places.set(at, name);
  }
  for (const name of context.ledger?.staffNames ?? []) {
    for (let at = name.length < 2 ? -1 : norm.indexOf(name); at >= 0; at = norm.indexOf(name, at + name.length)) {
      if (isBesideRole(norm, at, name)) places.set(at, name);
    }
  }
  return [...places].flatMap(([at, name]) => (isHonoured(norm, at) ? [] : [nameFinding(context, passage, at, name)]));
}

/** A name in a sentence that praises and blames nobody. */
function isHonoured(norm: string, at: number): boolean {
  // …的有何某同志,…;陆某同志…,予以表扬: the praise may stand behind a row of persons.
  const before = /[^。]*$/.exec(norm.slice(Math.max(0, at - 80), at))?.[0] ?? '';
  const after = /^[^。]*/.exec(norm.slice(at, at + 120))?.[0] ?? '';
  return praise.test(before + after) && !blame.test(before + after);
}

/** A name after a role; of two signs only where something is done to its bearer. */
function isNamed(norm: string, at: number, name: string): boolean {
  const after = norm.slice(at + name.length, at + name.length + 5);
  return isPrivateName(name) && (name.length === 2 ? dealtWith : afterRole).test(after);
}

function nameBefore(norm: string, at: number): string | null {
  if (honoured.test(norm.slice(at, at + 30))) return null;
  for (const length of [3, 2, 4]) {
    const name = norm.slice(Math.max(0, at - length), at);
    const before = norm.slice(Math.max(0, at - length - 6), Math.max(0, at - length));
    if (name.length < length || !isPrivateName(name) || office.test(before) || !beforeName.test(before)) continue;
    return name;
  }
  return null;
}

/** A known person of the unit: two signs may be part of any word, three beside an office are public. */
function isBesideRole(norm: string, at: number, name: string): boolean {
  const before = norm.slice(Math.max(0, at - 8), at);
  const after = norm.slice(at + name.length, at + name.length + 4);
  if (office.test(before) || /^(?:副)?(?:书记|局长|主任|部长|[市区县镇乡]长|院长|校长)/.test(after)) return false;
  return name.length >= 3 || /^同志/.test(after) || new RegExp(`(?:${role})$`).test(before);
}

function nameFinding(context: CheckContext, passage: Passage, at: number, name: string): CheckFinding {
  const hidden = `${name.slice(0, surnameLength(name))}某`;
  return findingAt(context, passage, at, at + name.length, {
    code: 'personal-data',
    severity: 'warning',
    message: `写出了个人姓名“${name}”。公开的通报一般不点普通干部群众的姓名，请隐去，或确认可以公开。`,
    repair: { replacement: hidden, label: `改为“${hidden}”` },
  });
}
