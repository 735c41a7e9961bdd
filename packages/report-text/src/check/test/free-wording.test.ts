import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode } from '../types.ts';
import { report } from './corpus/case.ts';

const counts = (text: string, code: CheckCode): number =>
  checkReport(text).findings.filter((each) => each.code === code).length;
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是${words}`);

describe('names without a mark', () => {
  it.each<[string, number]>([
    ['对财务科王丽华违规报销问题责令退还1260元。', 1],
    ['党政办公室主任李建国超标准接待3次，退还1140元。', 1],
    ['查处驾驶员刘大勇酒后驾车问题1起。', 1],
    ['查处执法队员陈志强在执法中言语粗暴问题1起。', 1],
    ['收回居民赵桂兰重复领取的救助金2000元。', 1],
    ['查处实训教师高建民私自处置废料1.1吨问题。', 1],
    ['给予柳林村原会计周兴旺党内警告处分1次。', 1],
    ['查处骨科张某某违规收费问题1起。', 0],
    ['对财务科高标准违规清查12次。', 0],
    ['对各村社区周边擅自占道的摊点清理46处。', 0],
    ['对物资科施工队违规作业罚款2万元。', 0],
    ['清理宣传科张贴违规广告36处。', 0],
    ['对中心单位违规报销的5人批评教育。', 0],
    ['对监督检查室严肃违规问责3人的做法推广。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'personal-data')).toBe(count);
  });

  it.each<[string, number]>([
    ['6月4日答复家长反映的校服问题（联系电话13900246817）。', 1],
    ['6月4日公布家长咨询电话13900246817。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'personal-data')).toBe(count);
  });
});

describe('years', () => {
  it.each<[string, number]>([
    ['0225年1月收回补贴8.9万元。', 1],
    ['每月公开1次，2204年12月增加指标5项。', 1],
    ['20225年度公示2次。', 1],
    ['2205年1月收回补贴8.9万元。', 1],
    ['202年11月收回补贴8.9万元。', 1],
    ['2024年7月收回补贴8.9万元。', 0],
    ['对1763年始建的文昌阁修缮2次。', 0],
    ['合同租期至2055年6月，已重新签订12份。', 0],
    ['2051年3月完成修订2项。', 1],
    ['清理档案12024年卷36份。', 0],
    ['发放20000年货礼包36份。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'date-out-of-range')).toBe(count);
  });
});

describe('promises in free wording', () => {
  const promised = (goal: string, done: string): string =>
    report(`1.台账不清楚。\n整改目标：${goal}\n整改措施：建立台账3本。\n整改结果：${done}`);

  it.each<[string, string, number]>([
    ['采购合同审核率达到百分之百。', '采购合同审核率达到95%。', 1],
    ['采购合同审核率达到100%。', '采购合同审核率达到95%，8月采购合同审核率达到100%。', 0],
    ['采购合同审核率2026年底达到100%。', '采购合同审核率达到95%。', 0],
    ['管网漏损率为10%。', '管网漏损率为9%。', 0],
    ['采购合同审核率达到100%。', '物资采购公开招标率达到95%。', 0],
    ['实践教学基地不少于10个。', '建成实践教学基地6个。', 1],
    ['实践教学基地不少于10个。', '建成实践教学基地6个，新建校外实践教学基地4个。', 0],
    ['实践教学基地不少于10个。', '建成实践教学基地10个，其中校外6个。', 0],
    ['每学期实践教学基地不少于10个。', '建成实践教学基地6个。', 0],
    ['实践教学基地不少于10个。', '首批建成实践教学基地6个。', 0],
    ['实践教学基地不少于10个。', '建成心理辅导教室6个。', 0],
    ['每季度至少开展一次养老机构检查。', '全年开展养老机构检查2次。', 1],
    ['每季度至少开展一次养老机构检查。', '全年开展养老机构检查4次。', 0],
    ['联席会议每月至少召开1次，5月至10月共召开3次。', '解决问题2个。', 1],
    ['联席会议每月至少召开1次，5月至10月共召开6次。', '解决问题2个。', 0],
    ['联席会议每季度至少召开1次，2024年12月至2025年2月召开1次。', '解决问题2个。', 0],
  ])('%s %s: %i', (goal, done, count) => {
    const text =
      goal.startsWith('每季度') || goal.startsWith('联席')
        ? report(`1.台账不清楚。\n整改措施：${goal}\n整改成效：${done}`)
        : promised(goal, done);
    expect(counts(text, 'target-shrunk')).toBe(count);
  });
});

describe('all done beside what is not', () => {
  const overview = '反馈的1个问题已全部整改到位，整改完成率100%。';
  it.each<[string, number]>([
    ['其余2个小区仍在施工。', 1],
    ['2套房源有待复议决定作出后收回。', 1],
    ['业委会换届尚在筹备。', 1],
    ['新一轮招标计划于2025年1月启动。', 1],
    ['新一轮招标计划于2024年6月启动，已完成。', 0],
    ['对2家企业的退款事宜正在协调。', 1],
    ['对正在施工的工地检查12次。', 0],
    ['规定正在进行的采购项目必须双人验收，验收412批次。', 0],
    ['工期内仍在建设期的学校3所纳入监管。', 0],
  ])('%s: %i', (words, count) => {
    const text = report(`1.台账不清楚。\n整改情况：\n一是${words}`, { overview });
    expect(counts(text, 'all-done-contradiction')).toBe(count);
  });
});

describe('sums', () => {
  it.each<[string, number]>([
    ['4家单位共反馈问题158个，其中完成整改141个、基本完成9个、正在整改7个。', 1],
    ['4家单位共反馈问题157个，其中完成整改141个、基本完成9个、正在整改7个。', 0],
    ['制定整改措施23条，其中立行立改9条、限期整改8条、长期坚持5条。', 1],
    ['制定整改措施22条，其中立行立改9条、限期整改8条、长期坚持5条。', 0],
    ['清收欠款19.6万元，其中承包费9.8万元，水费6.3万元，租金4.5万元。', 1],
    ['追缴资金19.6万元，其中党员干部9.8万元，2023年16.3万元，机关4.5万元。', 0],
    ['安排资金2300万元，分别用于管网1500万元、监测600万元、培训300万元。', 1],
    ['安排资金2300万元，分别用于管网1500万元、监测600万元、培训200万元。', 0],
    ['应收账款4.12亿元，其中甲、乙、丙分别为2.6亿元、1.1亿元、4200万元。', 0],
    ['应收账款4.12亿元，其中甲、乙分别为2.6亿元、1.1亿元。', 0],
    ['应收账款4.12亿元，其中甲、乙、丙分别为2.6亿元、1.1亿元、1.4亿元。', 1],
    ['投入约2300万元，分别用于管网1500万元、监测600万元、培训300万元。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'sum-mismatch')).toBe(count);
  });
});

describe('the number of measures that a text states', () => {
  const issues = '1.会议多。\n整改情况：\n一是合并会议5次。\n二是停开3次。\n2.调研少。\n整改情况：\n一是调研11次。';
  it.each<[string, string, number]>([
    ['反馈的2个问题，制定整改措施5条。', issues, 1],
    ['反馈问题2个，制定整改措施5条。', issues, 1],
    ['反馈的2个问题，制定整改措施3条。', issues, 0],
    ['制定整改措施5条。', issues, 0],
    ['反馈的2个问题，制定整改措施5条。', issues.replace('一是调研', '调研'), 0],
  ])('%s: %#', (overview, body, count) => {
    const notes = checkReport(report(body, { overview })).findings.filter(({ message }) =>
      message.includes('正文列出'),
    );
    expect(notes.map(({ severity }) => severity)).toEqual(Array.from({ length: count }, () => 'note'));
  });
});

describe('names of bodies', () => {
  it.each<[string, number]>([
    ['区市场监督管理局（以下简称区市场监管局）检查12次，区市监局复查3次。', 1],
    ['区市场监督管理局（以下简称区市场监管局）检查12次，区市场监管局复查3次。', 0],
    ['区市场监督管理局（以下简称区市场监管局）检查12次，市市场监管局复查3次。', 0],
    ['区市场监督管理局（以下简称区市场监管局）检查12次，区监察局复查3次。', 0],
    ['区市监局复查3次。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'term-inconsistent')).toBe(count);
  });

  it.each<[string, number]>([
    ['云州文化和旅游集团有限公司', 1],
    ['云州文化旅游集团有限公司', 0],
    ['云州文化体育集团有限公司', 0],
  ])('of the company itself: %s: %i', (name, count) => {
    const text = report(`1.台账不清楚。\n整改情况：\n一是与${name}签订协议3份。`).replaceAll(
      '中共云州市海岳区水务局党组',
      '云州文化旅游集团有限公司党委',
    );
    expect(counts(text, 'term-inconsistent')).toBe(count);
  });
});

describe('layouts', () => {
  const prose =
    '1.河湖长制落实不力。全年巡河1.2万人次。\n2.人才队伍薄弱。引进专业人员13人。\n3.收费不规范。清退违规收费2.2万元。';

  it('take plain words behind the sentence that names the issue for what was done', () => {
    expect(counts(report(prose), 'issue-without-measures')).toBe(0);
    expect(counts(report(`${prose}\n4.会议过多。`), 'issue-without-measures')).toBe(1);
  });

  it('count a measure that begins with a year', () => {
    const text = report('（一）台账不清楚问题\n1.2024年9月3日开展核查3次。\n2.修订办法2项。');
    expect(counts(text, 'ordinal-late') + counts(text, 'number-gap')).toBe(0);
  });

  it('keep (1) and (2) together where the second speaks of suggestions', () => {
    const text = report(
      '1.“行风不实”问题。\n（1）8月召开大会1次。\n（2）公开征集意见，对群众提出的“停车难”等建议逐条答复，共23条。',
    );
    expect(counts(text, 'heading-missing')).toBe(0);
  });

  it('take numbered deeds below a fault for its measures', () => {
    const text = report(
      '1.财务管理混乱。\n（1）清理白条46笔。\n（2）退回3笔。\n2.教育不严。\n（1）学习12次。\n（2）处置不合格党员2名。\n3.监测不到位。\n（1）新识别7户。',
    );
    expect(checkReport(text).parse.issues.map((each) => each.measures.length)).toEqual([2, 2, 1]);
  });

  it('take no row of a table for a further header', () => {
    const text = report('序号\t反馈问题\t整改情况\n1\t监管不力\t检查34座，查处问题油品2批次\n2\t拨付慢\t拨付312万元');
    expect(checkReport(text).parse.issues.map(({ title }) => title)).toEqual(['监管不力', '拨付慢']);
  });

  it('say nothing of the structure of an excerpt', () => {
    const codes = checkReport(
      '区直机关巡察整改阶段成效\n一、区工信局：清退资金26.4万元。\n二、区司法局：调解1206件。',
    ).findings;
    expect(codes).toEqual([]);
  });

  it('are excerpts where they say so', () => {
    const text = (title: string): string =>
      report('1.会议多。\n整改情况：\n一是合并会议5次。', { overview: '反馈的3个问题均已研究。' }).replace(
        '二、反馈问题整改落实情况',
        title,
      );
    expect(counts(text('二、反馈问题整改落实情况'), 'claim-mismatch')).toBe(1);
    expect(counts(text('二、反馈问题整改落实情况（部分）'), 'claim-mismatch')).toBe(0);
  });
});

it('a marking that is only spoken of is none', () => {
  expect(counts(measure('收回标有“内部资料 注意保存”字样的材料16份。'), 'secrecy-marking')).toBe(0);
  expect(counts(measure('印发《要情》（内部资料 注意保存）16份。'), 'secrecy-marking')).toBe(1);
});
