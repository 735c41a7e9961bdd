import { report } from './case.ts';
import type { CorpusCase } from './case.ts';

const frame = (measures: string, overview?: string): string =>
  report(`1.管护不到位。\n整改情况：\n${measures}`, overview === undefined ? {} : { overview });

/** Layouts and turns of phrase that once led the check astray, and faults that it once passed over. */
export const layouts: readonly CorpusCase[] = [
  {
    name: '措施用带圈数字，每个问题重新编号',
    text: `**整改情况（摘录）**

▲问题：职工食堂验收无记录
▲措施：
① 7月3日，综合科会同财务科完成供应商比选，参选4家、入围2家；
② 建立《食材验收登记簿》，每日登记；
③ 对2023年度采购合同19份逐一复核，发现异常1份。
▲结果：销号
`,
    truth: [],
  },
  {
    name: '针对某问题，下面用1.2.3.写措施的节选',
    text: `中共海岳区水务局党组关于巡察整改进展情况的通报
2024年3月6日至4月19日，区委第二巡察组对区水务局党组开展巡察，并于2024年5月16日反馈意见。反馈的31个问题正在整改，完善制度7项。
针对“泵站巡检记录不全”问题：
1.对全区42座泵站开展排查，补齐记录58份。
2.印发通知，要求每班巡检2次。
3.与2家维保单位续签协议。
针对“用水投诉办理慢”问题：
1.开通24小时热线，平均办理时间由3天缩短到1天。
2.逐一回访用户640户。
2024年9月20日
`,
    truth: [
      ['claim-mismatch', '31个问题'],
      ['unclassified-text', '与2家维保单位'],
    ],
  },
  {
    name: '单个问题的整改说明',
    text: `关于“水质公示不及时”问题的整改说明

区委巡察组指出的问题，现说明如下：
水质检测结果自2024年6月起每月5日前公示，已公示4期。
`,
    truth: [['unclassified-text', '区委巡察组指出的问题']],
  },
  {
    name: '按月列出部分，再说整改了多少',
    text: frame('一是发现渗漏点50处，其中6月20处、7月30处，已修复45处，已整改45处。'),
    truth: [],
  },
  {
    name: '部分可以重叠的人数',
    text: frame('一是培训管护人员210人，其中党员90人、女性80人、青年70人。\n二是发放物资60万元，其中防汛物资20万元。'),
    truth: [],
  },
  {
    name: '各方面相加少一个',
    text: frame('一是6月巡查河道12次。', '反馈问题21个，其中政治方面8个、组织方面6个、作风方面6个。'),
    truth: [['sum-mismatch', '反馈问题21个']],
  },
  {
    name: '分年的租金相加不符',
    text: frame('一是追缴水费43.5万元，其中2021年11.5万元、2022年12万元、2023年18万元。'),
    truth: [['sum-mismatch', '43.5万元']],
  },
  {
    name: '职工和保管员的姓名',
    text: frame(
      '一是对擅自离岗的职工郑海涛予以通报批评。\n二是对保管员钱立群同志批评教育。\n三是对财务人员孙梅给予警告处分。',
    ),
    truth: [
      ['personal-data', '郑海涛'],
      ['personal-data', '钱立群'],
      ['personal-data', '孙梅'],
    ],
  },
  {
    name: '职工二字后面不是姓名',
    text: frame(
      '一是组织党员职工严格落实值班制度，参训职工温度检测48人次。\n二是全体同志认真学习4次，党员先锋岗挂牌6个。',
    ),
    truth: [],
  },
  {
    name: '称都完成，又说剩余的暂时办不了',
    text: frame('一是剩余3户因对方搬迁暂时无法签约。', '反馈的1个问题均已完成整改。'),
    truth: [['all-done-contradiction', '暂时无法签约']],
  },
  {
    name: '称都完成，又说待资金到位',
    text: frame('一是待资金到位后更换水表。', '反馈的1个问题均已完成整改。'),
    truth: [['all-done-contradiction', '待资金到位']],
  },
  {
    name: '称都完成，又写明年才能办结',
    text: frame('一是水井确权手续预计2025年6月办结。', '反馈的1个问题均已完成整改。'),
    truth: [['all-done-contradiction', '预计2025年6月办结']],
  },
  {
    name: '都已完成，只是用词相近',
    text: frame(
      '一是对正在履行的27份合同全部复核。\n二是职工待遇落实3项，等候时间由20分钟缩短到5分钟。',
      '反馈的1个问题均已完成整改。',
    ),
    truth: [],
  },
  {
    name: '巡察机构的文号',
    text: frame('一是按照海委巡〔2024〕6号要求，6月召开会议2次。\n二是按照国发〔2024〕3号修订办法1项。'),
    truth: [['secrecy-marking', '海委巡']],
  },
];
