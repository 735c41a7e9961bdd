import { ledgerOf } from './corpus/case.ts';
import type { LedgerFacts } from '../types.ts';

const part = (name: string, counts: readonly number[]): Partial<LedgerFacts> & { name: string } => {
  const [issuesTotal = 0, issuesCompleted = 0, issuesStaged = 0, issuesUnfinished = 0, ...more] = counts;
  const [measuresTotal = 0, measuresDone = 0, systemsEstablished = 0, trainingsHeld = 0] = more;
  return {
    ...{ name, issuesTotal, issuesCompleted, issuesStaged, issuesUnfinished },
    ...{ measuresTotal, measuresDone, systemsEstablished, trainingsHeld, peopleHandled: 0, moneyCents: 0 },
  };
};

/** Fifty-nine issues, eighteen of them done; the parts between them have nearly every small number. */
export const wide = ledgerOf({
  ...part('', [59, 18, 2, 39, 137, 96, 23, 6]),
  ...{ moneyCents: 123_450_000, peopleHandled: 14, completionRateBasisPoints: 3051, issueNumbers: [], unitsTotal: 1 },
  subtotals: [
    part('（一）党的建设方面', [21, 7, 1, 13, 50, 36, 9, 3]),
    part('1.政治建设', [9, 3, 1, 5, 20, 16, 4, 1]),
    part('2.组织建设', [12, 4, 0, 8, 30, 20, 5, 2]),
    part('（二）民生保障方面', [12, 5, 1, 6, 30, 20, 5, 2]),
    part('（三）财务管理方面', [16, 4, 0, 12, 37, 25, 6, 1]),
    part('（四）队伍建设方面', [10, 2, 0, 8, 20, 15, 3, 0]),
    part('海岳区水务局', [59, 18, 2, 39, 137, 96, 23, 6]),
    { name: null, peopleHandled: 9 },
    { name: null, peopleHandled: 3 },
    { name: null, peopleHandled: 2 },
    { name: null, moneyCents: 5_000_000 },
    { name: null, moneyCents: 118_450_000 },
  ],
});

/** By the name of what is counted: its number in the ledger, numbers that contradict it, and sentences around them. */
export type Wordings = Readonly<Record<string, { right: number; wrong: readonly number[]; said: readonly string[] }>>;

/** How each counted thing is written; N and 汉 stand for its number in figures and in words. */
export const wordings: Wordings = {
  反馈问题: {
    right: 59,
    wrong: [1, 9, 12, 58, 61],
    said: [
      '区委巡察组反馈问题N个。',
      '区委第二巡察组共反馈汉个问题。',
      '巡察反馈3个方面N个具体问题。',
      '对反馈的N项问题建立整改台账。',
      '反馈意见指出的N条问题，逐条认领。',
      '本次巡察共反馈问题N件，已完成整改18件。',
      '巡察反馈问题总数N个。',
      '反馈问题共计N项，其中党的建设方面21项、民生保障方面12项。',
      'N项反馈问题中，已完成18项。',
      '巡察发现问题N个，制定整改措施137条。',
      '反馈的问题共有N个。',
      '巡察组指出N个问题，局党组照单全收。',
      '问题总数：N个。',
      '聚焦反馈的N个问题，逐项制定措施。',
      '针对巡察反馈的N项具体问题，形成问题清单。',
      '反馈问题总数为汉项。',
    ],
  },
  完成整改的问题: {
    right: 18,
    wrong: [1, 5, 9, 37, 58],
    said: [
      '截至2024年9月20日，已完成整改N项，阶段性完成2项，正在整改39项。',
      '已完成N项。',
      '已整改完成N个。',
      '整改完成N项，持续推进39项。',
      '已整改到位N个，正在整改39个。',
      '已销号N项。',
      '完成销号N项。',
      '已整改销号汉项。',
      '目前已办结N件。',
      '反馈的59个问题中，已完成N个。',
      '59个问题，N个已完成整改，39个正在推进。',
      '反馈问题59项，其中已完成汉项、阶段性完成2项、未完成39项。',
      '其中：已完成整改N项；阶段性完成2项；正在整改39项。',
      '已完成整改的问题N个。',
      '已完成N个问题的整改。',
      '完成N项问题整改。',
      'N项问题已整改到位。',
      '有N项已经完成整改。',
      '现已完成整改N条，完成率30.5%。',
      '目前，N个问题已完成销号。',
      '累计完成整改N项。',
      '整改完毕N项。',
      '已解决N个，正在解决39个。',
      '其中N项已整改完成，2项取得阶段性成效，39项正在推进。',
      '完成整改问题N个。',
      '整改完成的有N项，未完成的有39项。',
      '反馈的59个问题，已完成、阶段性完成、未完成的分别为N个、2个、39个。',
      '截至目前，59项问题中已完成N项。',
    ],
  },
  阶段性完成的问题: {
    right: 2,
    wrong: [1, 5, 9, 32, 37],
    said: [
      '已完成整改18项，阶段性完成N项，正在整改39项。',
      '阶段性完成、持续整改N项。',
      '阶段性完成并持续推进N项。',
      '阶段性完成整改N项。',
      '其中阶段性完成汉项。',
      'N项取得阶段性成效。',
      '取得阶段性成效N项。',
      '取得阶段性进展的N项。',
      '基本完成N项，未完成39项。',
      '基本完成整改N项。',
      '阶段性整改到位N个。',
      'N个问题已阶段性完成，需长期坚持。',
      '59个问题中，N个阶段性完成、39个正在整改。',
      '对阶段性完成的N项问题，按照阶段目标持续整改。',
      '达到阶段性目标N项。',
      '已完成18项、基本完成N项、正在推进39项。',
    ],
  },
  未完成的问题: {
    right: 39,
    wrong: [1, 5, 9, 12, 58],
    said: [
      '未完成N项。',
      '未完成整改N项。',
      '尚未完成N个。',
      '尚未完成整改的N个问题，正在加快推进。',
      '正在整改N项。',
      '正在推进N项。',
      '持续推进N项。',
      '已完成18项，阶段性完成2项，其余N项正在推进。',
      '尚有N项正在整改。',
      '还有汉项未完成整改。',
      '剩余N项正在有序推进。',
      '未销号N项。',
      '未整改到位N项。',
      'N个问题正在整改。',
      'N项正在推进整改。',
      '正在加快整改N项。',
      '对正在整改的N项问题，继续按照整改措施和时限推进。',
      '尚未办结N件。',
      '反馈问题59个，已完成18个，阶段性完成2个，正在整改N个。',
      '仍有N个问题未完成。',
      '需长期整改N项。',
    ],
  },
  整改措施: {
    right: 137,
    wrong: [5, 20, 50, 136, 150],
    said: [
      '共制定整改措施N条。',
      '对59项问题制定整改措施N条。',
      '细化整改措施N项。',
      '提出具体整改措施N条，逐条明确责任人。',
      '制定N条整改措施。',
      '形成整改措施N项，已完成96项。',
    ],
  },
  已完成的整改措施: {
    right: 96,
    wrong: [16, 20, 36, 95, 120],
    said: ['制定整改措施137条，已完成N条。', '已落实整改措施N条。', '完成整改措施N项。', '137条整改措施已完成N条。'],
  },
  建立完善的制度: {
    right: 23,
    wrong: [1, 5, 9, 22, 30],
    said: [
      '建立完善制度N项。',
      '建立健全规章制度N个。',
      '新建修订制度N项。',
      '制定完善各项制度汉项。',
      '通过整改，建立完善制度机制N项。',
      '建立完善N项制度。',
      '修订完善制度N部。',
    ],
  },
  处理的人员: {
    right: 14,
    wrong: [1, 8, 13, 15, 40],
    said: ['处理N人。', '问责N人次。', '批评教育N人次。', '共给予组织处理N人。', '追责问责N名。', '约谈N人次。'],
  },
  举办的培训: {
    right: 6,
    wrong: [4, 5, 7, 12],
    said: ['举办培训N期。', '组织开展业务培训N次。', '开展专题培训汉场。'],
  },
  '清退、追缴、挽回的资金': {
    right: 123.45,
    wrong: [1.2, 12.3, 120, 124],
    said: ['清退资金N万元。', '追缴违规费用N万元。', '累计挽回经济损失N万元。', '收回资金N万元。'],
  },
  整改完成率: {
    right: 30.5,
    wrong: [3.5, 31.5, 66, 100],
    said: ['整改完成率N%。', '问题整改率达到N%。', '完成率为N%。', '办结率N%。', '反馈问题整改完成率达N%。'],
  },
};

/** The whole said to be done, while it is not. */
export const wholes: readonly string[] = [
  '已全部完成整改。',
  '已全部完成。',
  '目前已全部完成整改。',
  '均已完成整改。',
  '反馈问题已全部完成整改。',
  '59项问题全部整改完成。',
  '目前，反馈问题均已销号。',
  '已全面完成整改任务。',
  '全部整改到位。',
  '目前，均已完成整改。',
  '截至目前，已全部销号。',
  '反馈的问题都已整改完毕。',
];

/** Sentences under the heading of a category. */
export const underHeading: readonly (readonly [words: string, isRight: boolean])[] = [
  ['反馈问题21项，已完成7项，阶段性完成1项，正在整改13项。', true],
  ['本类问题共21个，已完成整改7个。', true],
  ['该类问题已完成7项。', true],
  ['制定整改措施50条，已完成36条，建立制度9项。', true],
  ['反馈问题21项，已完成8项，阶段性完成1项，正在整改12项。', false],
  ['已完成9项。', false],
  ['本类问题共20个。', false],
  ['阶段性完成3项。', false],
];
