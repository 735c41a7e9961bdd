/** How far the words around a number say that issues are. */
export type IssueStatus = 'done' | 'staged' | 'staged-or-done' | 'open' | 'lasting';

const finished = '(?:整改|销号|办结|完成|解决|落实)';
const stagedOrDone =
  /完成(?:整改)?[或和与及、](?:基本|阶段性)(?:完成|整改)|(?:基本|阶段性)完成(?:整改)?[或和与及、](?:全部|已)?完成/;
const staged = /阶段性|基本(?:完成|整改|到位|解决|办结|销号)|初步(?:完成|整改|解决)/;
const unfinished = /[正仍还]在|尚未|未(?:完成|整改|办结|销号|解决|到位)|待(?:整改|完成)/;
const lasting = /推进|持续|长期/;
const done = new RegExp(
  `(?:已经?|均已?|都已?|全部|现已|累计)(?:按期|如期|全部)?${finished}|完成(?:了)?(?:整改|销号)|${finished}(?:完成|到位|完毕|销号)|^(?:其中|目前|现)?(?:完成|办结|销号|整改)(?:了)?$`,
);

/** The state of issues that words name; null where they name none. */
export function statusOf(words: string): IssueStatus | null {
  if (stagedOrDone.test(words)) return 'staged-or-done';
  if (staged.test(words)) return 'staged';
  // 正在持续整改 is also said of what is done by stages.
  if (/持续|长期/.test(words) && !words.includes('未')) return 'lasting';
  if (unfinished.test(words)) return 'open';
  if (lasting.test(words)) return 'lasting';
  return done.test(words) ? 'done' : null;
}

/** 其余6项: what is left, when nothing else is said of it. */
export const isRest = /其余|剩余|余下|剩下/;

/** A clause that says nothing but how far something is: 其中已完成, 正在推进, 共. */
export const bare =
  /^(?:截[至止][^,]{0,14}|目前|现|其中|均|都|全部|已经?|正在?|在|按计划|按时序|之|尚|未|仍|还|有|阶段性|阶段|基本|初步|持续|长期|剩余|其余|余下|剩下|推进|整改|完成|办结|销号|到位|完毕|解决|落实|的|了|共|共计|合计|累计|总计|进行|工作|为|属于?|是|需|要|坚持|中|里|当中|加快|抓紧|有序|积极|稳步|取得|达到?|实现|成效|进展|目标|成果|并|且|和|或|、|对|针对|[省市区县]委|反馈|巡察|第[一二三四五六七八九十]|组|具体|问题|◇|个?方面|[( )])*$/;

/** Numbers of other things, of another time, or of what is yet to be done. */
const foreign =
  /立行立改|点人|点事|边巡边改|边查边改|首批|领办|认领|包抓|包案|牵头|配合|协调|自查|自纠|查摆|检视|查找|信访|线索|审计|督查|督办|督导|督察|测评|主题教育|民主生活会|排查|举一反三|同类|类似|群众|支部|网格|下属|直属|局属|二级单位|基层|科室|每|抽查|检查|至少|不少于|不低于|公开|公布|列出|另有|复核|回访|走访|调研|新增|意见建议|汇总|讨论|研究|审议|听取|通报|典型|共性|个性|历史遗留|集中整改[期阶]|整改初期|期后|近期|本月|当月|上半年|季度|[再又新]完成|底前|月前/;
/** The same for issues; measures are worked out from them. */
const ofTasks = /细化|分解|归纳|梳理|重点/;
/** What has no state of its own: the next sentence may speak of the issues again. */
const ofMeetings = /召开|研究|审议|听取|讨论|成立/;

export const isForeign = (words: string): boolean => foreign.test(words.replace(/研究(?=制定|制订|提出)/, ''));
export const isOfTasks = (words: string): boolean => ofTasks.test(words);
export const isOfMeetings = (words: string): boolean => ofMeetings.test(words);

/** Another authority, or another year: its numbers are not this ledger's. */
export const otherAuthority =
  /督察|审计|主题教育|民主生活会|人大|政协|纪委|专项检查|专项督查|自查|群众|督查|督导|测评|下属|直属|局属|二级单位/;

const issueNoun = /^(?:方面|类)?的?(?:具体|主要|突出|重点|整改|反馈|共性|巡察){0,2}的?问题/;
const measureNoun = /^(?:方面)?的?(?:具体|整改|工作){0,2}的?(?:措施|举措)/;
const systemNoun = /^(?:规章|管理|工作|内控|长效|相关|配套){0,2}(?:制度|机制|办法|规定)/;
const counting = '(?:总数|总计|数量|数)?(?:共计|合计|共有|共|计|有|为|达到?|是|:|等)*$';
const afterIssues = new RegExp(`问题(?:整改)?${counting}`);
const afterMeasures = new RegExp(`(?:整改|具体|的|了|落实|完成|制定|提出|采取|^)(?:措施|举措)${counting}`);
const afterSystems = new RegExp(`(?:(?:制度|机制|办法|规定|规章)(?:文件)?|建章立制)${counting}`);

/** What a sentence is about so far: a number without its own noun counts the same thing. */
export type Topic = 'issues' | 'measures' | 'systems' | 'other' | 'meetings' | null;

/** What the nouns beside a number say that it counts. */
export function topicOf(head: string, tail: string): Topic {
  if (issueNoun.test(tail)) return 'issues';
  if (measureNoun.test(tail)) return 'measures';
  if (systemNoun.test(tail)) return 'systems';
  if (afterIssues.test(head)) return 'issues';
  if (afterMeasures.test(head)) return 'measures';
  return afterSystems.test(head) ? 'systems' : null;
}

const units = '(?:局|委|办|院|校|镇|街道|单位|公司|集团|中心|学校|学院|医院)';
const fedBackLead =
  `(?:反馈|指出|提出|移交|巡[察视](?:组|发现)?)(?:的|了|给|出|意见|情况|中|我${units}|[\u4e00-\u9fff]{2,12}${units}(?:党组|党委|党总支)?|` +
  '党组|党委|存在|涉及|发现|并|反馈|有|共|共计|合计|总计|总数|为|具体|主要|整改|问题|◇个?(?:方面|大类|类|环节|层面)|[:、])*$';
const totalLead = new RegExp(
  `${fedBackLead}|^(?:(?:本次|此次|目前|现|截[至止][^,]{0,14})?(?:反馈|巡察)?(?:共|共有|共计|合计|总计|全部|所有|存在|这|上述|以上|具体)?的?)$`,
);
/** 反馈问题共计, 问题总数: the words in front of 问题 name the feedback or nothing. */
export function isTotalLead(head: string): boolean {
  const noun =
    /^(.*?)的?(?:具体|主要|突出|整改|反馈){0,2}问题(?:整改)?(?:总数|总计|数量|数)?(?:共计|合计|共有|共|计|有|为|达到?|是|:)*$/.exec(
      head,
    );
  return totalLead.test(noun ? (noun[1] ?? '') : head);
}

/** 59个问题中, 59个问题均已: with nothing before it, a number is the total only where what follows takes it up. */
export function isTakenUp(tail: string, after: string): boolean {
  if (/反馈|巡察/.test(tail) || /问题(?:当?中|里|均|都|全部|已|逐)/.test(tail)) return true;
  return /问题$/.test(tail) && statusOf(after.slice(tail.length, tail.length + 16)) !== null;
}

const fedBack = /(?:反馈|指出)(?:的|了)?(?:具体)?(?:问题)?(?:共|有)?$/;
/** 反馈的59个: the feedback itself, not what others found. */
export const isFedBack = (head: string, clause: string): boolean => fedBack.test(head) && !otherAuthority.test(clause);

/** 我局, 区水务局党组: the unit whose report it is; others have been left out before. */
const ourselves =
  /^(?:截[至止][^,]{0,14})?(?:[\u4e00-\u9fff]{0,10}?(?:局|镇|街道|单位|公司|集团|中心|学校|学院|医院)(?:机关)?(?:党组|党委|党总支)?|[\u4e00-\u9fff]{0,10}?(?:党组|党委|党总支)|[我本全](?:委|办|院|校))/;
export const withoutSubject = (head: string): string => (bare.test(head) ? head : head.replace(ourselves, ''));
