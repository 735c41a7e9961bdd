import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';
import { report } from './corpus/case.ts';

const found = (text: string, code: CheckCode): CheckFinding[] =>
  checkReport(text).findings.filter((each) => each.code === code);
const counts = (text: string, code: CheckCode): number => found(text, code).length;
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是${words}`);

describe('parts and totals in other words', () => {
  it.each<[string, number]>([
    ['排查隐患64处，其中消防类21处、用电类18处、燃气类15处。', 1],
    ['排查隐患64处，其中消防类21处、用电类28处、燃气类15处。', 0],
    ['摸排点位64处，其中闸口21处、泵站18处。', 0],
    ['新建渠道9.6公里，其中东干渠4.2公里、西干渠6.4公里。', 1],
    ['投入资金310万元，其中省级资金150万元、单位自筹120万元。', 1],
    ['投入资金310万元，其中省级资金150万元、管网改造120万元。', 0],
    ['书记牵头12条、副书记牵头17条、科室牵头6条，合计37条。', 1],
    ['书记牵头12条、副书记牵头17条、科室牵头6条，合计35条。', 0],
    ['检查企业30家，约谈12家、停业3家，共计15家。', 0],
    ['处理21人次，其中第一种形态15人次、第二种形态4人次、第三种形态1人次。', 1],
    ['培训骨干90人，其中党员70人、女职工35人。', 0],
    ['问责11人，其中党纪处分3人、诫勉4人、批评教育6人。', 0],
    ['查出问题43个：东片8个、西片7个、南片19个。', 1],
    ['查出问题43个：东片8个、西片16个、南片19个。', 0],
    ['拆除违建74处，其中屋顶搭建39处、占用绿地18处、侵占通道27处。', 1],
    ['收回水费86.4万元、滞纳金9.3万元、违约金28万元，挽回损失共计128.7万元。', 1],
    ['收回水费86.4万元、滞纳金9.3万元、违约金28万元，挽回损失共计123.7万元。', 0],
    ['排查工地46个，发现问题128个，其中重大问题12个、一般问题116个，整改128个。', 0],
    ['新增床位约600张，其中东院400张、西院300张。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'sum-mismatch')).toBe(count);
  });

  it('does not take the number of a line for a part of its quantity', () => {
    const text = report(
      '1.支部不规范。\n整改情况：\n1.7个党支部全部达标，其中五星2个、四星3个、三星2个。\n2.补选委员3名。',
    );
    expect(counts(text, 'sum-mismatch')).toBe(0);
    expect(counts(text, 'ordinal-late')).toBe(0);
  });

  it('only notes what may have been left out', () => {
    const words = '清收欠款22.6万元，其中承包费9.8万元，水费6.3万元，租金4.5万元。';
    expect(found(measure(words), 'sum-mismatch').map(({ severity }) => severity)).toEqual(['note']);
  });
});

describe('rates that follow from the numbers before them', () => {
  it.each<[string, number]>([
    ['抽查合同750份，其中规范642份，规范率86.4%。', 1],
    ['抽查合同750份，其中规范642份，规范率85.6%。', 0],
    ['下达经费4126万元，已拨付2319万元，占比61.3%。', 1],
    ['下达经费4126万元，已拨付2319万元，占比56.2%。', 0],
    ['新签约120户，累计签约5120户，签约率96%。', 0],
    ['回访65人，其中满意62人，按期率98.4%。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'sum-mismatch')).toBe(count);
  });
});

describe('months without a day', () => {
  it.each<[string, CheckCode, number]>([
    ['2024年11月组织开展闸门检修4次。', 'date-out-of-range', 1],
    ['2024年8月组织开展闸门检修4次。', 'date-out-of-range', 0],
    ['2025年1月底前完成了闸门检修4处。', 'date-out-of-range', 1],
    ['2025年1月底前完成闸门检修4处。', 'date-out-of-range', 0],
    ['计划2024年12月组织开展闸门检修4次。', 'date-out-of-range', 0],
    ['2034年7月，东泵站通过省级验收。', 'date-out-of-range', 1],
    ['2023年8月开展闸门检修4次。', 'evidence-before-feedback', 1],
    ['上级于2023年8月出台新规，我局据此修订细则。', 'evidence-before-feedback', 0],
    ['对2023年8月开展的闸门检修逐项复核。', 'evidence-before-feedback', 0],
    ['2024年6月开展闸门检修4次。', 'evidence-before-feedback', 0],
    ['2024年13月完成闸门检修。', 'date-impossible', 1],
  ])('%s %s: %i', (words, code, count) => {
    expect(counts(measure(words), code)).toBe(count);
  });
});

describe('what is not done yet, beside all that is', () => {
  const claims = ['反馈的1个问题已悉数整改。', '反馈的1项整改任务已经全面完成。', '反馈的1个问题现已全部清零。'];
  const open = [
    '系统接口尚在与省平台、运营商联调。',
    '东泵站因产权异议暂缓实施。',
    '老城管网一时难以全线贯通。',
    '二期工程还没有找到合适的承建方。',
    '选址尚处于论证阶段。',
    '3处闸口预计明年一季度投运。',
    '施工图尚待省厅审批。',
    '东泵站有望在明年汛期启用。',
    '资产移交手续正由区国资局审核。',
    '与镇街的衔接还需进一步沟通方能实施。',
    '余下部分计划明年完成。',
    '工期顺延，尚需3个月。',
    '待市局批复后组织实施。',
    '2户的搬迁，现正协调镇里安置。',
  ];
  it.each(open.map((words, order) => [claims[order % claims.length] ?? '', words] as const))(
    '%s %s',
    (overview, words) => {
      const text = report(`1.台账不清楚。\n整改情况：\n一是${words}`, { overview });
      expect(counts(text, 'all-done-contradiction')).toBe(1);
    },
  );

  it.each([
    '目前没有发现新的渗漏。',
    '一是对正在施工的工地检查3次。',
    '已建成泵站2座，运行处于平稳状态。',
    '对还需照料的3名老人安排专人。',
    '年度计划明确专人负责。',
  ])('not: %s', (words) => {
    const text = report(`1.台账不清楚。\n整改情况：\n${words}`, { overview: claims[0] ?? '' });
    expect(counts(text, 'all-done-contradiction')).toBe(0);
  });
});

describe('a number of issues that is all there are', () => {
  const body = '1.台账不清楚。\n整改情况：\n一是东泵站仍在协商补偿标准。';
  it.each<[string, number]>([
    ['8个问题现已整改到位。', 1],
    ['反馈的10个问题，8个问题已整改到位，2个正在整改。', 0],
    ['巡察反馈10个问题。8个问题已整改到位。', 0],
  ])('%s: %i', (overview, count) => {
    expect(counts(report(body, { overview }), 'all-done-contradiction')).toBe(count);
  });
});

describe('a marking alone on its line', () => {
  it.each<[string, number]>([
    ['绝密', 1],
    ['机密 3年', 1],
    ['机密文件管理', 0],
  ])('%s: %i', (head, count) => {
    expect(counts(`${head}\n${measure('清理台账14册。')}`, 'secrecy-marking')).toBe(count);
  });
});

describe('persons blamed and persons praised', () => {
  it.each<[string, number]>([
    ['查实闸管所王志刚同志违规收取看护费400元。', 1],
    ['查实职工王志刚伪造巡查记录11天。', 1],
    ['对水政科干部陈志远通报批评。', 1],
    ['闸管所所长助理刘海波挪用公款1.2万元。', 1],
    ['给予张建平同志党内警告处分。', 1],
    ['对3名干部周密部署不到位通报批评。', 0],
    ['查实护士王晓燕虚填随访记录26份。', 1],
    ['出纳员王晓燕重复报销票据3张，已退回。', 1],
    ['党员王志刚同志主动上交礼金2000元，局里通报表扬。', 0],
    ['王志刚同志扎根库区二十年的事迹在职工中引起反响。', 0],
    ['职工周边环境整治隐瞒不报的问题已纠正。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'personal-data')).toBe(count);
  });

  it.each<[string, number]>([
    ['监督电话：0577-8812345，来信地址：海岳区滨河路8号（邮编325000），邮箱：hysw_bgs@163.com', 0],
    ['停水可联系抢修班长13907451286。', 1],
    ['停水可拨打服务电话13907451286。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'personal-data')).toBe(count);
  });
});

describe('numbers that are read through', () => {
  const line = (mark: string, words: string): string => `${mark}关于${words}的问题\n一是召开会议3次。`;
  const body = (...lines: string[]): string => report(lines.join('\n'));

  it('calls a number twice a repetition where the count goes on under each heading', () => {
    const text = body(
      '（一）履责',
      line('1.', '台账'),
      line('2.', '巡查'),
      '（二）廉政',
      line('2.', '接待'),
      line('3.', '用车'),
      '（三）党建',
      line('4.', '会议'),
    );
    expect(counts(text, 'number-duplicate')).toBe(1);
    expect(counts(text, 'number-gap')).toBe(0);
  });

  it('does not miss a number that stands in the wrong place', () => {
    const text = body(line('1.', '台账'), line('3.', '巡查'), line('2.', '接待'));
    expect(counts(text, 'number-gap')).toBe(0);
    expect(counts(text, 'number-order')).toBe(1);
  });
});

describe('totals of excerpts and of rounds before', () => {
  const issues = ['台账不清', '巡查不勤', '接待超标']
    .map((words, order) => `${order + 1}.关于${words}的问题\n一是召开会议3次。`)
    .join('\n');
  const titled = (heading: string): string =>
    report(issues, { overview: '巡察反馈的6个问题均已研究。' }).replace('二、反馈问题整改落实情况', heading);

  it.each<[string, string]>([
    ['二、反馈问题整改落实情况', 'error'],
    ['二、重点问题整改落实情况', 'note'],
  ])('%s: %s', (heading, severity) => {
    expect(found(titled(heading), 'claim-mismatch').map((each) => each.severity)).toEqual([severity]);
  });

  it('leaves out the total of a round before', () => {
    const text = report(issues, { overview: '2020年巡察反馈的22个问题中，有3个整改不彻底。' });
    expect(counts(text, 'claim-mismatch')).toBe(0);
  });
});

describe('set phrases', () => {
  it.each<[string, number]>([
    ['强化举措，落细落实，以更大力度、更高标准推进内控建设，全力以赴抓好各项工作落实落地。', 1],
    ['要加强组织领导，强化责任落实，以更严要求、更实举措推动工作再上新台阶。', 1],
    ['强化举措，落细落实，成立专班推进内控建设，全力以赴抓好各项工作落实落地。', 0],
    ['推进内控建设，落细落实。', 0],
    ['高度重视，精心组织，周密部署，狠抓落实。', 1],
    ['加强学习，组织水政业务轮训，狠抓落实。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'vague')).toBe(count);
  });
});
