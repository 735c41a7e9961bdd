import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Report {
  text: string;
  issueCount: number;
  measureCount: number;
  /** The number that the document leaves out. */
  missing: number;
  /** The first issue's heading and its measures. */
  first: { title: string; measureCount: number };
  phone: string;
}

const SEEDS = path.resolve(import.meta.dirname, '../../../shared/seeds');

/** A report as a district published it where the workplace holds one, else an invented one of the same make. */
export function readReport(): Report {
  const name = existsSync(SEEDS) ? readdirSync(SEEDS).find((each) => each.startsWith('002')) : undefined;
  if (!name) return INVENTED;
  const text = readFileSync(path.join(SEEDS, name), 'utf8');
  return {
    text,
    issueCount: 59,
    measureCount: 157,
    missing: 42,
    first: { title: '个别问题整改不到位', measureCount: 4 },
    phone: '0371-63502003',
  };
}

const INVENTED: Report = {
  issueCount: 6,
  measureCount: 12,
  missing: 5,
  first: { title: '理论学习不够深入', measureCount: 2 },
  phone: '0999-88886666',
  text: `按照区委统一部署，2026年3月2日至4月10日，区委第二巡察组对青禾镇党委开展了常规巡察。2026年5月20日，区委第二巡察组反馈了巡察意见。现将巡察整改情况予以公布：
一、组织整改情况
镇党委高度重视，成立整改工作领导小组，多次召开专题会议研究部署。
二、整改落实情况
截至目前，对照巡察反馈的7个具体问题，已全部整改。
(一)落实党的理论和路线方针政策方面
(1)理论学习不够深入。2025年中心组学习研讨材料多为摘抄，结合实际不够。
一是修订中心组学习制度，每季度通报学习情况。
二是4月28日召开专题研讨会，班子成员逐人发言。
(2)惠农政策宣传不到位。抽查的三个村均未张贴补贴发放明细。
一是在九个村设置公示栏，张贴补贴明细426条。
二是组织村级会计培训2次，参加63人。
(二)落实群众身边不正之风整治方面
(3)便民服务大厅排队时间长。群众平均等候四十分钟。
二是增设综合窗口两个，平均等候降到十二分钟。
三是建立意见簿周答复制度，答复26条。
(4)村级资金支出手续不全。三笔支出没有经手人签字。
一是逐笔核对凭证，补齐签字手续。
二是退还超标准列支资金1.2万元。
(6)档案管理不规范。2024年会议记录缺少四次。
一是补齐会议记录并统一编号。
二是明确专人保管档案。
(7)值班制度执行不严。两次抽查无人在岗。
一是修订值班制度，严格交接班登记。
二是对两名责任人批评教育。
三、下一步工作安排
镇党委将持续巩固整改成果，推动整改常态长效。
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0999-88886666；邮政信箱：云州市海岳区青禾路1号；邮编：999000。
中共青禾镇委员会
2026年9月10日
`,
};
