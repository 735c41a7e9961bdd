import { ledgerOf, report } from './case.ts';
import type { CorpusCase } from './case.ts';

const two = `1.会议过多。
整改情况：
一是6月4日印发精简会议通知，合并会议5次。
二是7月起每周三为无会日。
2.调研不深入。
整改情况：
一是7月开展调研11次，走访企业9家。
二是8月9日召开成果交流会，形成报告4篇。`;

/** Sums within the text, and typed numbers against the ledger. */
export const numbers: readonly CorpusCase[] = [
  {
    name: '男女相加多了一人',
    text: report(`1.编外人员管理混乱。
整改情况：
一是6月13日核清编外人员共20人，其中男12人，女9人。`),
    truth: [['sum-mismatch', '共20人']],
  },
  {
    name: '其中只列一部分，还有交叉',
    text: report(`1.编外人员管理混乱。
整改情况：
一是6月13日核清编外人员共20人，其中党员8人，女9人。
二是检查工程共15个，其中水库4个、泵站3个。
三是全局共有干部36人，其中男20人，女16人。`),
    truth: [],
  },
  {
    name: '完成、推进和未完成对不上',
    text: report(`1.任务调度不力。
整改情况：
一是梳理年度任务共48项，已完成41项，正在推进5项，未完成3项。`),
    truth: [['sum-mismatch', '共48项']],
  },
  {
    name: '完成、推进和未完成对得上',
    text: report(`1.任务调度不力。
整改情况：
一是梳理年度任务共48项，已完成41项，正在推进5项，未完成2项。
二是收到意见建议23条，采纳15条，未采纳8条。
三是排查隐患62处，已整改60处，完成率96.8%。`),
    truth: [],
  },
  {
    name: '其余加上前面的不等于总数',
    text: report(`1.公务用车管理不严。
整改情况：
一是清理车辆12辆，其中报废5辆、移交3辆，其余2辆重新登记。
二是查阅派车单210份，发现问题13份，约谈2人。`),
    truth: [['sum-mismatch', '12辆']],
  },
  {
    name: '百分比算错',
    text: report(`1.问题销号慢。
整改情况：
一是排查问题80个，已整改72个，整改率95%。`),
    truth: [['sum-mismatch', '95%']],
  },
  {
    name: '百分比算对，四舍五入',
    text: report(`1.问题销号慢。
整改情况：
一是排查问题97项，已整改95项，整改率97.9%。
二是满意率由81%提高到95%，办结率100%。`),
    truth: [],
  },
  {
    name: '与台账的完成数不符',
    text: report(two, { overview: '巡察反馈的2个问题，已完成整改2个，建立制度5项。' }),
    ledger: ledgerOf({ systemsEstablished: 3 }),
    truth: [['ledger-mismatch', '建立制度5项']],
  },
  {
    name: '与台账一致',
    text: report(two, {
      overview: '巡察反馈的2个问题，制定整改措施4条，已完成整改2个，建立制度3项，退还费用1.2万元。',
    }),
    ledger: ledgerOf({ moneyCents: 1_200_000 }),
    truth: [],
  },
  {
    name: '措施总数和退款与台账不符',
    text: report(two, { overview: '巡察反馈的2个问题，制定整改措施6条，退还费用3.5万元。' }),
    ledger: ledgerOf({ moneyCents: 3_050_000 }),
    truth: [
      ['ledger-mismatch', '整改措施6条'],
      ['ledger-mismatch', '3.5万元'],
    ],
  },
  {
    name: '不公开的编号不算缺号',
    text: report(two.replace('2.调研', '3.调研'), { overview: '巡察反馈的3个问题，另有1项依规不公开。' }),
    ledger: ledgerOf({ issuesTotal: 3, issueNumbers: [1, 2, 3], hiddenNumbers: [2] }),
    truth: [],
  },
  {
    name: '缺号，台账里有',
    text: report(two.replace('2.调研', '3.调研')),
    ledger: ledgerOf({ issuesTotal: 3, issueNumbers: [1, 2, 3] }),
    truth: [['number-gap', '1.会议过多']],
  },
  {
    name: '反馈日与台账不符',
    text: report(two),
    ledger: ledgerOf({ feedbackOn: '2024-05-18' }),
    truth: [['ledger-mismatch', '5月16日']],
  },
  {
    name: '不公开的内容写进了正文',
    text: report(`${two}
3.信访办理不规范。
整改情况：
一是6月19日约见望海小区二期拆迁户代表并签订补偿协议，化解积案2件。`),
    ledger: ledgerOf({
      issuesTotal: 3,
      issuesCompleted: 3,
      issueNumbers: [1, 2, 3],
      withheldTexts: ['约见望海小区二期拆迁户代表并签订补偿协议，兑付补偿款。'],
    }),
    truth: [['withheld-words', '拆迁户代表']],
  },
  {
    name: '不公开的内容只有通用的话相同',
    text: report(`${two}
3.信访办理不规范。
整改情况：
一是6月19日组织学习《中国共产党纪律处分条例》，化解积案2件。`),
    ledger: ledgerOf({
      issuesTotal: 3,
      issuesCompleted: 3,
      issueNumbers: [1, 2, 3],
      withheldTexts: ['组织学习《中国共产党纪律处分条例》，对涉案人员逐一谈话。', '信访问题'],
    }),
    truth: [],
  },
];
