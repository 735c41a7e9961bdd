import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode } from '../types.ts';
import { report } from './corpus/case.ts';

const counts = (text: string, code: CheckCode): number =>
  checkReport(text).findings.filter((each) => each.code === code).length;
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是${words}`);

describe('promises and what came of them', () => {
  it.each<[string, number]>([
    ['每季度至少召开1次警示教育会，全年不少于4次。2024年全年共召开警示教育会2次。', 1],
    ['每季度至少召开1次警示教育会，全年不少于4次。2024年全年共召开警示教育会5次。', 0],
    ['每月至少开展1次闸门检查，2023年9月至2024年6月共不少于10次。实际开展闸门检查5次。', 1],
    ['原定2024年引进博士不少于25人，实际引进博士19人。', 1],
    ['原定2024年引进博士不少于25人，实际引进博士29人。', 0],
    ['每学期至少开展3轮食堂检查。2024年春季学期已开展食堂检查2轮。', 1],
    ['每学期至少开展3轮食堂检查。2024年春季学期已开展食堂检查3轮。', 0],
    ['全年举办竞赛不少于6场，其中上半年不少于3场。2024年1-6月已举办竞赛1场。', 1],
    ['全年举办竞赛不少于6场，其中上半年不少于3场。2024年1-6月已发布竞赛通知1期。', 0],
    ['每半年至少开展2次教育，全年不少于4次。实际全年开展2次，参加96人次。', 1],
    ['方案明确新增点位不少于30个，实际新增18个。', 1],
    ['承诺整治河道不少于12公里，截至年底完成7公里。', 1],
    ['承诺整治河道不少于12公里，截至6月完成7公里。', 0],
    ['公示不少于7个工作日，实际公示10个工作日。', 0],
    ['公示不少于7个工作日，实际受理异议2个。', 0],
    ['每村配备保洁员不少于2名，全年新增保洁员1名。', 0],
    ['班子成员联系村支部，全年不少于4次，截至7月已各开展2次。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'target-shrunk')).toBe(count);
  });
});

describe('names with a word left out', () => {
  it.each<[string, number]>([
    ['海岳区社会保险事业管理局核查8人，海岳区社会保险事业局追回2人。', 1],
    ['海岳生态环境保护综合执法大队立案3件，海岳生态环境综合执法大队结案2件。', 1],
    ['松湾街道社区教育学院授课8期，松湾街社区教育学院派出3人。', 1],
    ['海岳区社会保险事业管理局核查8人，海岳区医疗保障局追回2人。', 0],
    ['海岳区城市管理局核查8人，海岳区城市综合执法局追回2人。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'term-inconsistent')).toBe(count);
  });
});

describe('the same words behind different beginnings', () => {
  const same = '建立横向到边、纵向到底的供水保障网络体系，做到服务不缺位、抢修不断档、质量有保障。';
  const two = (a: string, b: string): string => report(`1.关于台账的问题\n一是${a}\n2.关于巡查的问题\n一是${b}`);

  it('are a repetition', () => {
    expect(counts(two(`新建站点22个，${same}`, same), 'repeated-passage')).toBe(1);
  });

  it('are none where they are short', () => {
    expect(counts(two('新建站点22个，做到服务不缺位。', '培训4期，做到服务不缺位。'), 'repeated-passage')).toBe(0);
  });
});

describe('straight quotes among curly ones', () => {
  it.each<[string, number]>([
    ['推行"一次办"，落实“首问负责”“限时办结”制度3项。', 1],
    ['推行"一次办"，落实"首问负责"制度3项。', 0],
  ])('%s: %i', (words, count) => {
    expect(counts(measure(words), 'typography')).toBe(count);
  });
});

describe('issues behind a dash', () => {
  it('are read like others', () => {
    const lines = [
      '——针对“台账不清”的问题。清理台账14册，职工王志刚伪造记录11天，扣发绩效。',
      '——针对“巡查不勤”的问题。巡查46次，仍有2处闸口未通过验收。',
    ];
    const text = report(lines.join('\n'), { overview: '反馈的2个问题全部整改见底。' });
    expect(checkReport(text).parse.issues).toHaveLength(2);
    expect(counts(text, 'all-done-contradiction')).toBe(1);
    expect(counts(text, 'personal-data')).toBe(1);
  });
});

describe('meetings about the rectification', () => {
  it.each<[string, number]>([
    ['2023年5月20日召开整改动员会。', 1],
    ['2024年5月20日召开整改动员会。', 0],
    ['2020年5月20日召开整改动员会。', 1],
    ['上一轮巡察后，2023年5月20日召开整改动员会。', 0],
    ['2023年5月20日召开党建工作会。', 0],
  ])('%s: %i', (overview, count) => {
    expect(counts(report('1.关于台账的问题\n一是清理台账14册。', { overview }), 'date-out-of-range')).toBe(count);
  });
});

describe('points counted through', () => {
  it('are not said to begin late under the next heading', () => {
    const text = report(
      '（一）经营管理方面\n1.压降亏损企业5户。\n2.核查合同68份。\n（二）选人用人方面\n3.调整岗位9人次。\n4.签约率100%。',
    );
    expect(counts(text, 'ordinal-late')).toBe(0);
  });
});
