import { maskQuotes } from '../characters.ts';
import { paragraphLimit } from './context.ts';
import type { IssuePassages, Passage } from './context.ts';

/** Numbers and results of earlier rounds belong to another report. */
export const ofEarlierRounds = /[上前][一二三两]?轮|上一?次|历次|往届|以往|往年/;

const work =
  '办理|审核|审查|审定|联调|调试|磋商|洽谈|谈判|协商|商谈|评估|调研|争取|推进|整改|制定|修订|起草|筹备|协调|对接|沟通|研究|申请|申报|报批|审批|走|进行|建设|施工|履行|组织|落实|清退|清理|清收|追缴|招标|采购|完善|核实|核查|调查|审理|诉讼|处理|安装|改造|搬迁|过户|编制|论证|征求|联系|等待|谋划|实施|拆除|政审|考察|公示|招聘';
const open: readonly RegExp[] = [
  new RegExp(`(?:目前|现|仍|尚|还)?正(?:在|积极|加快|抓紧|有序|按)[^,。;的]{0,10}?(?:${work})`, 'g'),
  /(?:尚未|暂未|仍未|还未)(?![^,。;]{0,6}[时前])(?!发现|收到|出现|发生|接到|有|见|形成风险)[^,。;的]{1,16}(?<![时前])(?=[,。;]|$)/g,
  /(?:暂时?无法|暂不具备|暂不能)[^,。;的]{1,16}(?=[,。;]|$)/g,
  new RegExp(`(?:仍|尚|还)在[^,。;的]{0,16}?(?:${work})(?!期)`, 'g'),
  new RegExp(`(?:目前|现|仍|尚)正(?:${work})(?!期)`, 'g'),
  /(?:等待|有待于?)(?:上级|市|省|区|县|财政|资金|批复|审批|法院|项目|政策|复议|仲裁|裁决|判决|诉讼)[^,。;的]{1,24}(?=[,。;]|$)/g,
  /(?<=^|[,。;:])(?:目前|现)?等(?!级|候|次|人|单位|工作|方面|问题|情况|形式|方式|部门|领导|内容|\d)[^,。;:]{2,30}?[,后]?[^,。;:]{0,8}(?:再|将|后,?即|即可|方可|予以)[^,。;]{0,12}/g,
  /(?<=^|[,。;:])(?:目前|现)?待(?:上级|省|市|区|县|国家|财政|资金|批复|审批|条件|法院|政策|判决|工程|项目|手续|方案|招标|土地|规划|汛期|合同|系统|新)[^,。;:]{1,24}?(?:后(?![^,。;]{0,4}(?:支付|付款|报销|入账|归档|方可|才能))|再|将)[^,。;]{1,16}/g,
  /(?<=^[一二三四五六七八九十]{1,3}是)待(?:上级|[省市区县][\u4e00-\u9fff]{1,6}|财政|资金|批复|审批|条件|法院|政策|判决|手续|招标)[^,。;:]{1,16}?后[^,。;]{1,16}/g,
  /预计(?:于|在|到)?20\d{2}年[^,。;的]{0,10}(?:办结|完成|建成|竣工|整改到位)(?=[,。;]|$)/g,
  /(?:尚|还|仍)有\d{1,5}[^,。;\d]{0,6}(?:尚未|未|没有)(?:整改|完成|办结|清退|收回|拆除|到位|整改到位)[^,。;的]{0,4}(?=[,。;]|$)/g,
  /(?:尚|还|仍)有[^,。;的]{1,12}?(?:尚未|未能|未(?!见|发现|来)|没有|无法|不能)(?!发现)[^,。;的]{1,14}(?=[,。;]|$)/g,
  /(?:还|尚|仍)没有(?!发现|收到|出现|发生|接到)[^,。;]{2,18}(?=[,。;]|$)/g,
  /(?:暂缓|暂停)(?:实施|推进|办理|建设|执行|启动|施工)(?=[,。;]|$)/g,
  /(?:一时|短期内|短时间内|目前|暂时)(?:尚|还)?(?:难以|不能|无法)(?!忽视|替代)[^,。;的]{2,16}(?=[,。;]|$)/g,
  /(?:尚|仍|还)处(?:于|在)[^,。;]{0,12}(?:阶段|过程中|之中|当中)/g,
  /预计(?:于|在|到)?(?:明年|后年|下半年|年底|20\d{2}年)[^,。;的]{0,12}(?:办结|完成|建成|竣工|整改到位|投运|投用|投入使用|启用|交付|启动|开工)(?=[,。;]|$)/g,
  /(?:计划|安排|拟)(?:于|在)?(?:明年|后年)[^,。;的]{0,12}(?:启动|实施|建设|开工|完成|采购|招标)/g,
  /(?:尚|还)需(?:进一步)?[^,。;的]{2,20}(?:方能|方可|才能)/g,
  /(?:尚|还)需(?:约)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?:月|年|天|季度)(?=[,。;]|$)/g,
  /正由[^,。;的]{2,14}(?:审核|审批|审查|审定|办理|研究|评估)(?=[,。;]|$)/g,
  /(?:尚|仍|还)待[^,。;的]{2,20}(?=[,。;]|$)/g,
  /(?:还|尚|仍)[差缺]\d{1,5}[^,。;\d]{1,14}未[^,。;的]{1,10}(?=[,。;]|$)/g,
  /(?<=^|[,。;:是])(?:目前|现|正)?待(?!遇|办|岗|业|人|命)[^,。;的]{2,20}(?:后|再)[^,。;的]{0,4}(?:推进|实施|启动|建设|施工|办理|开工|处置|整改|落实|完成|重启)(?=[,。;]|$)/g,
  /(?<=^|[,。;:是])(?:目前|现|正)?待(?!遇|办|岗|业|人|命)[^,。;的]{2,12}(?:批复|审批|裁决|判决|到位|重启)(?=[,。;]|$)/g,
  /有望(?:于|在)?(?:明年|后年|下半年|年底|20\d{2}年)[^,。;的]{0,14}(?=[,。;]|$)/g,
  /筹备(?:工作)?(?:已|正|基本|中|阶段|当中)[^,。;]{0,8}|正在筹备/g,
  /下一步,?(?:我[局委办院校镇街]{1,2}|区局|单位|公司)?,?(?:将|拟|计划)(?!继续|持续|进一步|不断|巩固|长期|严格|坚持|常态|加强|强化|以|按照)[^,。;]{0,14}(?:启动|完成|实施|建设|采购|招标|出台|制定|修订|整改|清退|收回|办理|拆除|落实到位)/g,
];
/** Others' unfinished work, watched over, is no confession. */
const aboutOthers =
  /(?:对(?![方象口接应])|将|把|督促|针对|排查|梳理|发现|检查|凡|如|若|涉及|防止|避免|杜绝)[^,。;:]{0,14}$/;

/** 对2家企业的退款事宜正在协调: the affair is the unit's own. */
const ofOwnAffair = /(?:事宜|手续|款项|整改|余款|赔偿|退款)(?:目前|现)?$/;
const planned =
  /(?:计划|拟|定)于(20\d{2})年(?:(\d{1,2})月)?[^,。;的]{0,10}(?:启动|完成|开工|实施|建设|竣工|投用|施工|招标|采购|建成|整改|清退|收回|拆除)/g;

/** 正在施工的工地: what is looked at, not what is left to do. */
const ofThings =
  /^[^,。;]{0,12}的(?:\d{1,4}[^,。;]{1,2})?[^,。;的]{0,4}?(?:人员|工地|项目|工程|地块|路段|区域|企业|单位|商户|车辆|案件|事项|合同|房屋|群众|村|问题|对象|学生|干部|党员|设备|[户村家件])/;
/** …尚未签约，现已全部签约: it has been done since. */
const doneSince = /^[^。;]{0,60},[^,。;]{0,12}(?:均已|都已|已经?全部|全部已|现已)/;

/** Where an issue says that its own rectification is not finished; null when nowhere. */
export function openWork(
  issue: IssuePassages,
  signedOn: string | null,
): { passage: Passage; from: number; to: number } | null {
  for (const passage of [...issue.measures, ...issue.progress, ...issue.notes]) {
    const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
    if (!/正|未|暂|待|等|难以|无法|没有|有望|筹备|下一步|预计|明年|[仍尚还][在有处需]|于20/.test(norm)) continue;
    for (const pattern of open) {
      for (const found of norm.matchAll(pattern)) {
        const start = clauseStart(norm, found.index, '。;,:');
        const before = norm.slice(start, found.index);
        if (aboutOthers.test(before) && !ofOwnAffair.test(before)) continue;
        const rest = norm.slice(found.index + found[0].length, found.index + found[0].length + 80);
        if (ofThings.test(rest) || doneSince.test(rest)) continue;
        return { passage, from: found.index, to: found.index + found[0].length };
      }
    }
    for (const found of norm.matchAll(planned)) {
      const [words, year = '', month = ''] = found;
      // What was planned for a day before the signature may have come to pass.
      if (signedOn === null || `${year}-${(month || '12').padStart(2, '0')}` <= signedOn.slice(0, 7)) continue;
      return { passage, from: found.index, to: found.index + words.length };
    }
  }
  return null;
}

/** Where the clause or sentence around a place begins. */
export function clauseStart(norm: string, at: number, stops: string): number {
  let start = at;
  while (start > 0 && at - start < 160 && !stops.includes(norm[start - 1] ?? '')) start -= 1;
  return start;
}
