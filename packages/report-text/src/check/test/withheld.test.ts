import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { WithheldWords } from '../types.ts';
import { ledgerOf, report } from './corpus/case.ts';

const issues = '1.会议过多。\n整改情况：\n一是6月4日合并会议5次。\n2.调研不深入。\n整改情况：\n一是7月开展调研11次。';

const withheld: WithheldWords = {
  titles: [
    '沧浪费收缴不规范',
    '栈桥看护缺位',
    '制度执行不严格',
    '学习不深入',
    '党建工作责任制落实不到位',
    '政府采购不规范',
    '党费收缴不规范',
    '压力传导不到位',
  ],
  texts: [
    '更换老旧水表1200只。',
    '召开专题会议3次；拆除违建码头12处，恢复岸线800米。',
    '开展入户走访。',
    '2024年3月制定管理制度3项，清退资金2万元。',
    '修剪行道树一千二百株。',
    '30只铸铁闸阀锈蚀漏水。',
  ],
  shown: [],
};

function quotes(overview: string, changes: Partial<WithheldWords> = {}): string[] {
  const facts = ledgerOf({ withheldWords: { ...withheld, ...changes } });
  const found = checkReport(report(issues, { overview }), facts).findings;
  return found.filter(({ code }) => code === 'withheld-words').map(({ quote }) => quote);
}

describe('what is withheld, said in its own few words', () => {
  it.each([
    ['局党组高度重视，对沧浪费收缴不规范问题已整改。', '沧浪费收缴不规范'],
    ['其中“沧浪费收缴”不规范已整改。', '沧浪费收缴”不规范'],
    ['栈桥看护缺位已整改。', '栈桥看护缺位'],
    ['已更换老旧水表1200只。', '更换老旧水表1200只'],
    ['已更换老旧水表1,200只。', '更换老旧水表1,200只'],
    ['已更换老旧水表１２００只。', '更换老旧水表１２００只'],
    ['已拆除违建码头12处。', '拆除违建码头12处'],
    ['已修剪行道树一千二百株。', '修剪行道树一千二百株'],
  ])('is found: %s', (overview, quote) => {
    expect(quotes(overview)).toEqual([quote]);
  });

  it.each([
    '制度执行不严格、学习不深入的，逐项整改。',
    '党建工作责任制落实不到位、政府采购不规范的，逐项整改。',
    '违规发放津补贴的，逐项整改。党费收缴不规范、压力传导不到位的，逐项整改。',
    '召开专题会议3次，开展入户走访。',
    '2024年3月制定管理制度3项，清退资金2万元。',
    '更换老旧水表200只。',
    '更换老旧水表12000只。',
    '更换老旧阀门1200只。',
    '发现130只铸铁闸阀锈蚀漏水。',
    '规范收缴沧浪费。',
  ])('is not taken for it: %s', (overview) => {
    expect(quotes(overview)).toEqual([]);
  });

  it.each(['沧浪费收缴不规范', '“沧浪费收缴不规范”的问题，有的未入账。'])(
    'gives nothing away where what is shown says it too: %s',
    (shown) => {
      expect(quotes('沧浪费收缴不规范已整改。', { shown: [shown] })).toEqual([]);
    },
  );

  it('is found where it is only known as a text', () => {
    const withheldTexts = ['沧浪费收缴不规范', '更换老旧水表1200只。', '学习不深入'];
    const text = report(issues, { overview: '沧浪费收缴不规范已整改，更换老旧水表1200只，学习不深入已整改。' });
    const found = checkReport(text, ledgerOf({ withheldTexts })).findings;
    expect(
      found.filter(({ code }) => code === 'withheld-words').map(({ severity, quote }) => [severity, quote]),
    ).toEqual([
      ['error', '沧浪费收缴不规范'],
      ['error', '更换老旧水表1200只'],
    ]);
  });

  it('is said once where a longer stretch of it stands', () => {
    const text = '约见望海小区二期拆迁户代表并签订补偿协议，兑付补偿款30万元。';
    const both = checkReport(report(issues, { overview: text }), ledgerOf({ withheldTexts: [text] })).findings;
    expect(both.filter(({ code }) => code === 'withheld-words')).toHaveLength(1);
  });
});
