import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';
import { report } from './corpus/case.ts';

const found = (text: string, code: CheckCode): CheckFinding[] =>
  checkReport(text).findings.filter((each) => each.code === code);
const counts = (text: string, code: CheckCode): number => found(text, code).length;
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是清理台账12本。\n二是${words}`);

describe('everything done beside what is not', () => {
  it.each<[string, number]>([
    ['暂未启动招标。', 1],
    ['待财政资金到位后实施。', 1],
    ['综合楼项目仍在筹备中。', 1],
    ['待省厅批复。', 1],
    ['站前广场还差6户未签协议。', 1],
    ['待遇到位后发放12人。', 0],
    ['待遇落实到位，发放48人。', 0],
    ['印发文件3份。', 0],
  ])('全部整改完成。 / %s: %i', (words, count) => {
    const text = measure(words).replace('区水务局党组召开专题会议3次，研究巡察整改工作。', '全部整改完成。');
    expect(counts(text, 'all-done-contradiction')).toBe(count);
  });

  it.each<[string, number]>([
    ['所有问题均已销号清零，修订制度8项。', 1],
    ['下一步，将推动所有问题全部整改到位。', 0],
    ['对已全部整改到位的问题继续开展回访。', 0],
  ])('is claimed among the plans as well: %s: %i', (next, count) => {
    const text = report('1.台账不清楚。\n整改情况：\n一是联网项目还在筹备招标。', { next });
    expect(counts(text, 'all-done-contradiction')).toBe(count);
  });
});

describe('promises told again among the measures', () => {
  it.each<[string, number]>([
    ['1.采访少。\n一是反馈指出，计划写明每名记者每月稿件不少于8篇。\n二是明确每名记者每月稿件不少于4篇。', 1],
    ['1.采访少。\n一是反馈指出，计划写明每名记者每月稿件不少于8篇。\n二是明确每名记者每月稿件不少于9篇。', 0],
    ['1.引进少。\n一是原承诺新引进项目不少于10个，现按不少于6个推进。', 1],
    ['1.引进少。\n一是原承诺新引进项目不少于10个，现按不少于16个推进。', 0],
    ['1.引进少。\n一是承诺新引进项目不少于10个，其中工业项目不少于6个。', 0],
    ['1.听课少。制度要求每名领导每学期听课不少于8节。\n整改情况：\n一是明确每名领导每学期听课不少于5节。', 1],
  ])('%s: %i', (words, count) => {
    expect(counts(report(words), 'target-shrunk')).toBe(count);
  });
});

describe('one body under two names', () => {
  it.each<[string, string[]]>([
    ['与区市场监督管理局会商3次，区市场监管局派员2名。', ['区市场监管局']],
    ['与区行政审批服务局会商3次，区审批服务局派员2名。', ['区审批服务局']],
    ['与区市场监督管理局（以下简称区市场监管局）会商3次，区市场监管局派员2名。', []],
    ['与区公安交通管理局会商3次，区公安局派员2名。', []],
    ['与市市场监督管理局会商3次，区市场监管局派员2名。', []],
    ['集团招标采购中心查出合同7份，集团采购招标中心按季报告。', ['集团采购招标中心']],
    ['集团招标采购中心查出合同7份，集团物资采购中心按季报告。', []],
  ])('%s', (words, names) => {
    expect(found(measure(words), 'term-inconsistent').map((each) => each.quote)).toEqual(names);
  });
});

describe('ordinals in the middle of a measure', () => {
  it.each<[string, CheckCode, string[]]>([
    ['1.编制不均衡。一是交流72人。二是招聘38人。三中清理在编不在岗4人。', 'ordinal-typo', ['三中']],
    ['1.学习不深入。一是交流72人。二是研讨8次。三中全会精神宣讲4场。', 'ordinal-typo', []],
    ['1.编制不均衡。一是交流72人。二是新招38人。三中增设2个班。', 'ordinal-typo', []],
    ['1.超限反弹。一是查处121辆。一是公示电话2部。', 'ordinal-duplicate', ['一是']],
    ['1.超限反弹。一是查处121辆。二是公示电话2部。', 'ordinal-duplicate', []],
  ])('%s: %s', (words, code, quotes) => {
    expect(found(report(words), code).map((each) => each.quote)).toEqual(quotes);
  });
});

describe('parts and totals', () => {
  it.each<[string, number]>([
    ['共查出隐患193条，其中已整改163条，限期整改21条，停产整改4条。', 1],
    ['共查出隐患188条，其中已整改163条，限期整改21条，停产整改4条。', 0],
    ['收回林地1463亩，其中恢复造林942亩，剩余531亩。', 1],
    ['收回林地1473亩，其中恢复造林942亩，剩余531亩。', 0],
    ['投入资金560.0万元，其中校财312.4万元、企业捐赠158.6万元、补助79万元。', 1],
    ['共清退12万元，其中餐补5万元、差旅8万元。', 1],
    ['培训12场次，其中线上5场次、线下8场次。', 1],
    ['增设窗口10个，其中综合窗口6个、专窗5个。', 1],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'sum-mismatch')).toBe(count);
  });

  it.each<[string, number]>([
    ['共反馈问题5个。', 1],
    ['共反馈问题5项。', 1],
    ['共反馈问题2个。', 0],
  ])('of the issues: %s: %i', (overview, count) => {
    const issues = '1.台账不清楚。\n一是清理台账12本。\n2.制度不健全。\n一是修订制度3项。';
    const findings = found(report(issues, { overview }), 'claim-mismatch');
    expect(findings.filter((each) => each.severity === 'error')).toHaveLength(count);
  });
});

describe('rows of a table', () => {
  const head = '项目　　中学　　小学　　幼儿园　　合计';
  it.each<[string, number]>([
    [
      '消防　　42.0　　36.5　　11.5　　90.0\n监控　　28.0　　31.0　　9.0　　68.0\n校门　　17.5　　24.0　　6.5　　 50.0',
      1,
    ],
    [
      '消防　　42.0　　36.5　　11.5　　90.0\n监控　　28.0　　31.0　　9.0　　68.0\n校门　　17.5　　24.0　　6.5　　 48.0',
      0,
    ],
    [
      '消防　　42.0　　36.5　　11.5　　95.0\n监控　　28.0　　31.0　　9.0　　75.0\n校门　　17.5　　24.0　　6.5　　 48.0',
      0,
    ],
    ['校门　　17.5　　24.0　　6.5　　 50.0', 0],
  ])('%s: %i', (rows, count) => {
    expect(counts(measure(`投入情况见下表：\n${head}\n${rows}\n`), 'sum-mismatch')).toBe(count);
  });
});

describe('a bureau that is called a commission', () => {
  it.each<[string, number]>([
    ['区水务委组织抽查600户。', 0],
    ['区卫健委组织抽查600户。', 1],
    ['市卫健委组织抽查600户。', 0],
    ['区卫健委员会议召开3次。', 0],
  ])('%s: %i', (words, count) => {
    const text = measure(words).replaceAll('区水务局', '区卫生健康局');
    expect(counts(text, 'term-inconsistent')).toBe(count);
  });
});

describe('days', () => {
  it.each<[string, CheckCode, number]>([
    ['2042年3月15日教职工大会审议通过。', 'date-out-of-range', 1],
    ['追缴12.8万元，其中2024年9月26日到账5.2万元。', 'date-out-of-range', 1],
    ['追缴12.8万元，其中2024年9月16日到账5.2万元。', 'date-out-of-range', 0],
    ['上线追溯系统，系统于2024年2月19日完成验收。', 'evidence-before-feedback', 1],
    ['追缴房租7户，缴款凭据日期为2024年2月20日。', 'evidence-before-feedback', 1],
    ['发票日期为2024年2月20日的12张已退回重开。', 'evidence-before-feedback', 0],
    ['追缴房租7户，合同签订日期为2024年2月20日。', 'evidence-before-feedback', 0],
  ])('%s: %s %i', (words, code, count) => {
    expect(counts(measure(words), code)).toBe(count);
  });
});

describe('set phrases', () => {
  it.each<[string, number]>([
    ['不断提高监管能力和水平，进一步织密监管网络，始终保持高压态势，切实守护好人民群众用药安全。', 1],
    ['切实增强台账意识，严格落实台账要求，不断提升台账工作的规范化水平。', 1],
    ['切实增强台账意识，严格落实台账要求，清理河道垃圾，疏通排水管网。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'vague')).toBe(count);
  });
});
