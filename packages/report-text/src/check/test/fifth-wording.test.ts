import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';
import { report } from './corpus/case.ts';

const found = (text: string, code: CheckCode): CheckFinding[] =>
  checkReport(text).findings.filter((each) => each.code === code);
const counts = (text: string, code: CheckCode): number => found(text, code).length;
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是清理台账12本。\n二是${words}`);

describe('a table that counts the issues', () => {
  const issues = '1.台账不清楚。\n一是清理台账12本。\n二是修订制度2项。\n2.泵站维护不及时。\n一是检修泵站6座。';
  it.each<[string]>([
    ['序号\t类别\t问题数\t已完成\n1\t工程建设\t1\t1\n2\t运行管理\t1\t1\n合计\t\t2\t2'],
    ['序号\t类别\t反馈问题（个）\t整改情况\n1\t工程建设\t1\t已完成\n2\t运行管理\t1\t已完成'],
    ['序号\t类别\t反馈问题\t已完成\n1\t工程建设\t1\t1\n2\t运行管理\t1\t1\n合计\t\t2\t2'],
  ])('names none of them: %s', (table) => {
    const { parse, findings } = checkReport(report(issues, { overview: `区水务局党组召开会议3次。\n${table}` }));
    expect(parse.issues.map(({ title }) => title)).toEqual(['台账不清楚', '泵站维护不及时']);
    expect(findings).toEqual([]);
  });
});

describe('a mistyped ordinal in the middle of a line', () => {
  it('is said once, and not as a gap as well', () => {
    const text = report('1.台账不清楚。一是清理台账12本。二中修订制度2项。三是培训3期。');
    expect(checkReport(text).findings.map(({ code }) => code)).toEqual(['ordinal-typo']);
  });

  it('does not hide a gap of another number', () => {
    const text = report('1.台账不清楚。一是清理台账12本。二中修订制度2项。三是培训3期。五是检查4次。');
    expect(counts(text, 'ordinal-gap')).toBe(1);
  });
});

describe('a heading that promises the weightier of many issues', () => {
  it.each<[string, 'error' | 'note']>([
    ['二、重点整改情况', 'note'],
    ['二、主要整改事项', 'note'],
    ['二、反馈问题整改落实情况', 'error'],
    ['二、主要整改措施', 'error'],
  ])('%s: %s', (heading, severity) => {
    const issues = '1.台账不清楚。\n一是清理台账12本。\n2.泵站维护不及时。\n一是检修泵站6座。';
    const text = report(issues)
      .replace('二、反馈问题整改落实情况', heading)
      .replace('反馈了巡察意见', '反馈巡察意见，指出4个问题');
    expect(found(text, 'claim-mismatch').map((each) => each.severity)).toEqual([severity]);
  });
});

describe('what is still under way at a date to come', () => {
  it.each<[string, number]>([
    ['加快推进泵站改造，主体工程已完工，2024年11月投入使用。', 0],
    ['泵站设备正在调试，2024年11月投入使用。', 0],
    ['泵站主体工程已完工，2024年11月建成投入使用。', 1],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'date-out-of-range')).toBe(count);
  });
});

describe('a year with two figures turned round', () => {
  it.each<[string, number]>([
    ['自2042年8月起实行巡河日志制度。', 1],
    ['泵站特许经营合同期限至2042年8月。', 0],
    ['对2042年8月到期的合同重新登记。', 0],
    ['2042年8月前分批更新泵站设备。', 0],
    ['2036年8月前分批更新泵站设备。', 0],
    ['2042年3月15日教职工大会审议通过。', 1],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'date-out-of-range')).toBe(count);
  });

  it('may be put right', () => {
    expect(found(measure('自2042年8月起实行巡河日志制度。'), 'date-out-of-range')[0]?.repair?.replacement).toBe(
      '2024年',
    );
  });
});

describe('parts of which each thing is one or the other', () => {
  it.each<[string, number]>([
    ['对48家用水单位安装水表，其中重点用水户29家、一般用水户17家。', 1],
    ['对48家用水单位安装水表，其中重点用水户29家、一般用水户19家。', 0],
    ['退还水费12.6万元，其中城镇用户8.3万元、农村用户3.3万元。', 1],
    ['对48家用水单位安装水表，其中重点用水户29家、学校用水户12家。', 0],
  ])('%s: %i', (words, count) => {
    expect(found(measure(words), 'sum-mismatch').filter(({ severity }) => severity === 'warning').length).toBe(count);
  });

  it.each<[string, number]>([
    ['排查隐患40个，其中河道15个、水库13个、泵站11个。', 1],
    ['排查隐患40个，其中河道15个、水库8个、泵站6个。', 0],
    ['培训40人，其中河道15人、水库13人、泵站11人。', 0],
  ])('fall short by hardly anything: %s: %i', (words, count) => {
    expect(found(measure(words), 'sum-mismatch').map(({ severity }) => severity)).toEqual(
      Array.from({ length: count }, () => 'note'),
    );
  });
});

describe('a rate beside what is done and what is not', () => {
  it.each<[string, number]>([
    ['已完成整改18个，正在推进6个，整改完成率85%。', 1],
    ['已完成整改18个，正在推进6个，整改完成率75%。', 0],
    ['已完成整改18个，正在推进6个，长期坚持2个，整改完成率85%。', 0],
  ])('%s: %i', (overview, count) => {
    const text = report('1.台账不清楚。\n一是清理台账12本。', { overview: `区水务局党组逐项整改。${overview}` });
    expect(counts(text, 'sum-mismatch')).toBe(count);
  });
});

describe('a promise said to be kept', () => {
  const kept = (deed: string): string =>
    report(`1.节水宣传少。\n整改情况：\n一是明确每年开展节水宣传不少于8次。\n二是${deed}`);
  it.each<[string, number]>([
    ['2024年已开展进社区、进校园等节水宣传5次，参加群众930人，本年度宣传任务已完成。', 1],
    ['2024年已开展进社区、进校园等节水宣传8次，参加群众930人，本年度宣传任务已完成。', 0],
    ['2024年已开展进社区、进校园等节水宣传5次，参加群众930人。', 0],
    ['2024年上半年已开展节水宣传5次，上半年任务已完成。', 0],
  ])('%s: %i', (deed, count) => {
    expect(counts(kept(deed), 'target-shrunk')).toBe(count);
  });
});

describe('persons by their work on a site', () => {
  it.each<[string, number]>([
    ['现场代表郑文斌与施工单位串通多签工程量，被开除。', 1],
    ['仓库库管员郑文斌受到警告处分。', 1],
    ['现场代表郑某与施工单位串通多签工程量，被开除。', 0],
    ['现场代表每周巡查工地2次。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'personal-data')).toBe(count);
  });
});

describe('headings that open issues without a label', () => {
  const frame = (body: string): string =>
    `中共海岳区柳河街道工作委员会关于巡察整改情况的通报\n2024年3月4日至4月26日，区委第一巡察组对柳河街道党工委进行了巡察，5月30日反馈巡察意见。现将整改情况公布如下：\n${body}\n中共海岳区柳河街道工作委员会\n2024年11月29日\n`;

  it('are read by what is told behind them', () => {
    const body =
      '（一）网格划分不合理的问题。重新划分网格64个，配齐网格员64名。\n（二）停车秩序混乱的问题。施划车位210个，①清理僵尸车32辆；②增设充电桩18个。\n（三）食堂价格偏高的问题。更换承包商1家，菜价平均下降2元。';
    const { parse, findings } = checkReport(frame(body));
    expect(parse.issues.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(findings).toEqual([]);
  });

  it('and by what stands on both sides of them', () => {
    const body =
      '（一）聚焦主业不够\n一是新开航线4条。二是签订协议8份。\n（二）岸线利用粗放\n一是收回岸线410米。二是清退泊位2个。\n（三）安全责任不落实\n一是检查6次。二是整改隐患137项。';
    const { parse, findings } = checkReport(frame(body));
    expect(parse.issues.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(findings).toEqual([]);
  });
});
