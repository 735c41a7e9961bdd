import { foldWidth } from '../characters.ts';
import type { WithheldWords } from './types.ts';

/** A title, or a clause with its number, that a reader knows an issue again by; shorter ones say nothing. */
const shortestTitle = 6;
const shortestClause = 8;
/** So many of its signs must not be of set phrases. */
const distinctiveSigns = 4;

// How any issue is dealt with: shared by what is withheld and what is not.
export const procedure =
  /召开|党组|党委|会议|专题|研究|部署|明确|责任|领导|科室|部门|完成|时限|组织|开展|集中|学习|培训|制定|印发|整改|方案|措施|落实|工作|问题|反馈|巡察|建立|健全|完善|制度|机制|台账|加强|强化|进一步|严格|监督|检查|管理|干部|职工|党员|人员|分管|主要|负责|同志|定期|按照|要求|进行|认真|及时|全面|执行|规范|情况|存在|[和与及的了对并在等为]/g;
/** Faults, subjects and ways of dealing with them that stand in the report of any unit. */
const setPhrases =
  /习近平|新时代|中国特色|社会主义|党建|党风廉政|党性|党内|党的|从严治党|主体责任|主体|两个责任|一岗双责|三重一大|三会一课|民主集中制|民主生活会|组织生活会?|民主|决策|议事|规则|意识形态|中心组|理论|思想|政治|政策|精神|作风|形式主义|官僚主义|中央|八项规定|选人用人|选拔任用|选任|队伍|人才|年轻|梯队|谈心谈话|谈话|提醒|约谈|批评|教育|诫勉|处分|立案|问责|追责|处理|请示|报告|财务|资产|固定|采购|预算|工程|项目|招标|投标|招投标|合同|公务|接待|用车|公车|津贴|补贴|经费|资金|费用|使用|廉政|廉洁|风险|防控|内控|纪律|规矩|警示|监管|巡视|巡察|审计|督查|督办|跟踪|跟进|培养|力度|执纪|宽松软|业务|观念|淡薄|压力|传导|党费|标准化|规范化|发放|津补贴|违规|持续|问效|调度|统筹|推动|推进|促进|提升|提高|优化|强调|传达|贯彻|领会|担当|作为|服务|群众|企业|基层|单位|机关|党支部|支部|党总支|班子|成员|书记|第一|履行|履职|尽责|职责|职能|作用|发挥|引领|带头|示范|能力|水平|意识|质量|效果|成效|效率|标准|要求|程序|流程|档案|资料|记录|台账|走访|调研|收集|征求|意见|建议|座谈|累计|共计|退还|清退|退缴|追缴|追回|挽回|上缴|损失|涉及|修订|制订|新建|出台|办法|规定|文件|清单|通报|截至|目前|以来|期间|年底|月底|年|月|日|底|抓|不够|不到位|到位|不深入|深入|不规范|不严格|不严|不实|不力|不足|不强|不高|不细|不全|不紧|不准|不彻底|彻底|不及时|不充分|充分|不明显|明显|不扎实|扎实|不经常|不平衡|系统|全面|薄弱|缺失|缺位|滞后|混乱|漏洞|短板|差距|弱化|虚化|淡化|边缘化|流于|形式|敷衍|走过场|打折扣|偏差|偏低|突出|有待|欠缺|仍|有|不|未|较|较为|还|够|强|弱|差|慢|少|多|上|中|下|个|项|条|件|次|人|名|元|万|亿|家|份|场|期|部|余/g;
const fault = /不|未|无|缺|违|滞后|混乱|薄弱|流失|虚[报列假增]|超(?:标|期|范围)|挪用|拖欠|侵占|截留|落后/;
const dates = /(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?/g;
const counted = /\d|[一二两三四五六七八九十百千万]{2,}(?=[\u4e00-\u9fff])/;
const lead = /^\s*(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]|[一二三四五六七八九十]{1,3}是)\s*/u;

const signs = (text: string): string => foldWidth(text).replaceAll(/[^\u3400-\u9fff0-9A-Za-z]/g, '');

/** The signs of a clause without its own number. */
const plain = (text: string): string => signs(text.replace(lead, ''));

function isDistinctive(words: string): boolean {
  const rest = words.replace(dates, '').replaceAll(/\d+/g, '');
  return rest.replace(setPhrases, '').replace(procedure, '').length >= distinctiveSigns;
}

/** Splits at every stop; the comma of 1,200 is none. */
const clausesOf = (text: string): string[] =>
  foldWidth(text)
    .split(/[。;!?:\n]|,(?!\d{3})/u)
    .filter((each) => signs(each) !== '');

/** Whole titles, and whole clauses with a number, that alone tell what is withheld; only their signs. */
export function withheldWholes({ titles, texts, shown }: WithheldWords): string[] {
  const clauses = texts.map((text) => clausesOf(text).map(plain));
  // A text of a single clause that names a fault is as good as a title.
  const single = clauses.flatMap((each) => (each.length === 1 ? each : [])).filter((each) => fault.test(each));
  const wholes = [...titles.map(plain), ...single].filter((each) => each.length >= shortestTitle);
  const numbered = clauses
    .flat()
    .filter((each) => each.length >= shortestClause && counted.test(each.replace(dates, '')));
  const telling = [...new Set([...wholes, ...numbered])].filter(isDistinctive);
  if (telling.length === 0) return [];
  const open = shown.map(signs).join('|');
  return telling.filter((each) => !open.includes(each));
}
