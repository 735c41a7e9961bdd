/** What the words of a heading say about the part it opens. */
export type Region = 'overview' | 'rectification' | 'suggestions' | 'next-steps';

const deficiency =
  /不(?!断|仅|少于|低于|忘|懈|松|漏|留|搞|打折|得|再|能|超过|定期|走样|含|限)|未(?!来|成年)|缺|薄弱|滞后|差距|偏差|弱化|淡化|虚化|流于|形式主义|官僚主义|存在|混乱|随意|违规|超标|突击|漏洞|短板|隐患|风险|松散|宽松|迟缓|缓慢|脱节|偏软|乏力|欠缺|走过场|不力|较差|较少|较弱|敷衍|问题|有待/;
const action =
  /^(?:已|将|进一步|及时|严格|全面|持续|深入|积极|认真|切实|扎实|坚持|立即|逐|定期|组织|召开|制定|制订|修订|完善|建立|健全|加强|强化|开展|印发|出台|落实|推进|推动|提高|提升|学习|督促|规范|明确|细化|压实|优化|加大|深化|聚焦|召集|成立|清理|整改|清退|退|补|对|由|通过|结合|按照|根据|针对|围绕|邀请|安排|抓|把|压|严|增强|树牢|夯实|树立|拓宽|畅通|梳理|排查|公开|设立|协调|委托|启动|更新|实施|实行|充实|调整|统筹|注重|狠抓|举一反三|\d{1,2}月|20\d\d年)/;

/** Whether words name a fault, as the headings of issues and their categories do. */
export function namesFault(text: string): boolean {
  return deficiency.test(text.slice(0, 120));
}

/** Whether words read like something done or to be done. */
export function readsLikeMeasure(text: string): boolean {
  const head = text.slice(0, 60);
  return action.test(head) && !/^(?:针对|对)[^。;]{0,60}问题[。;,:]?$/.test(head);
}

const overview =
  /第一责任人|主体责任(?:落实|履行)?情况|组织(?:领导|落实|整改|开展|推进|实施)|基本情况|总体情况|总体(?:进展|落实)|工作(?:开展|推进|总体|组织)|整改(?:总体|基本)|主要做法|工作(?:部署|措施|举措|做法|机制)|整改工作进展|履行.{0,8}责任情况|思想认识|政治站位|统一思想|领导小组|巡察(?:工作)?概况|高位推动|总体评价|主要成效|主要成绩|取得的?(?:成绩|成效)|基本评价/;
const rectification =
  /(?:整改|反馈|巡察|巡视|指出|发现|移交|重点|主要|具体|突出).{0,24}(?:问题|意见|事项|任务).{0,14}(?:整改|落实|进展|完成|情况)|整改(?:落实|完成|进展|任务|事项|措施|结果|成效|具体)(?:落实|完成|进展|结果|工作)?(?:的)?(?:情况|如下)|^(?:具体|问题|逐项|重点)?整改(?:落实)?情况|(?:存在|发现|反馈)的?(?:主要|突出|具体|重点)?问题|^(?:主要|突出|存在|反馈)(?:的)?问题|整改.{0,10}情况$|立行立改(?:事项|问题|任务).{0,10}(?:整改|完成|落实|情况)|专项(?:检查|治理)?.{0,12}整改/;
const nextSteps =
  /下一?步|下一阶段|下阶段|今后|后续(?:整改|工作|打算|安排)|(?:工作|整改)(?:打算|计划|安排)|努力方向|持续(?:整改|深化).{0,16}(?:安排|打算|计划)|巩固.{0,6}整改成果|长效机制建设/;
const suggestions =
  /(?:意见|整改|工作|对策|几点|有关)(?:和|及|与|、)?建议|^建议|整改(?:意见|要求)$|工作要求$|几点(?:意见|要求)|提出.{0,8}(?:意见|建议|要求)/;

/** The part a heading opens by its own words; null when they do not say. */
export function regionOf(heading: string, isTop: boolean): Region | null {
  const words = heading.slice(0, 60);
  if (nextSteps.test(words) && !/问题/.test(words)) return 'next-steps';
  // 对群众提出的建议逐条答复,共23条: something done, deep in the text.
  const isDeed = !isTop && /,.*\d/.test(words);
  if (!isDeed && suggestions.test(words) && !/问题|不/.test(words)) return 'suggestions';
  const isFault = /不(?!断)|未|缺|弱|差距|短板|方面$/.test(words);
  if (!isFault && overview.test(words) && !/问题.{0,8}(?:整改|情况|落实)/.test(words)) return 'overview';
  if (!isFault || /(?:问题|意见).{0,10}(?:整改|情况)/.test(words)) {
    if (isTop && rectification.test(words)) return 'rectification';
  }
  return null;
}

const subject = /巡察|巡视|整改|审计|督察|督查|反馈/;

/** Whether a heading-like line could be the title of such a report. */
export function looksLikeTitle(norm: string): boolean {
  if (norm.length < 6 || norm.length > 90 || !subject.test(norm)) return false;
  if (/[。;!?:,]$/.test(norm) || /[。;]/.test(norm)) return false;
  return /(?:通报|报告|公告|公示|公布|情况|方案|意见|说明|台账|清单|一览表|情况表|汇总表|结果|进展|公开)(?:[(][^()]{1,16}[)])?$/.test(
    norm,
  );
}

/** Whether words name an organisation that signs such reports. */
export function looksLikeSignatory(norm: string): boolean {
  if (norm.length < 4 || norm.length > 48 || /[。;:,!?“”"]/.test(norm)) return false;
  if (
    /欢迎|监督|联系|打印|关闭|返回|版权|主办|承办|整改|通报|分享|首页|第[一二三四五六七八九十\d]{1,3}[条章页]/.test(
      norm,
    )
  )
    return false;
  return /(?:党组|党委|党工委|工委|委员会|支部|总支|支委会|人民政府|政府|办公室|办公厅|局|厅|院|中心|公司|集团|学校|中学|小学|大学|学院|医院|银行|协会|联合会|总工会|工会|法院|检察院|街道|镇|乡|处|部|组|队|社|馆|站|所|办|园|庭)(?:[(]?(?:印章|盖章|公章|代章)[)]?)?$/.test(
    norm,
  );
}
