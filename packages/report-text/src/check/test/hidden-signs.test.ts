import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckCode, CheckFinding } from '../types.ts';
import { report } from './corpus/case.ts';

const found = (text: string, code: CheckCode): CheckFinding[] =>
  checkReport(text).findings.filter((each) => each.code === code);
const measure = (words: string): string => report(`1.台账不清楚。\n整改情况：\n一是${words}`);

describe('numbers of persons in whatever groups', () => {
  it.each<[string, string | null]>([
    ['公布司机李某手机1380\u200b0138000，便于查询。', '1380\u200b0138000'],
    ['公布司机李某手机138-00138-000，便于查询。', null],
    ['公布司机李某手机13800 138000，便于查询。', '13800 138000'],
    ['退款转入银行卡6222 0212 3456 7890 128，由个人保管。', '6222 0212 3456 7890 128'],
    ['退款转入银行卡6222-0212-3456-7890-128，由个人保管。', '6222-0212-3456-7890-128'],
    ['退款转入银行卡6222 0212 3456 7890 127，由个人保管。', null],
    ['补录村民罗某（身份证号4331 2719 6808 1299 89）。', '4331 2719 6808 1299 89'],
    ['补录村民罗某（身份证号433127 19680812 9988）。', null],
    ['补录村民罗某（身份证号433127\u200b196808129989）。', '433127\u200b196808129989'],
    ['四个季度分别为1204 3519 6208 1299 87件。', null],
    ['值班长老曹的手机13800007352二十四小时有人接。', '13800007352'],
    ['公布值班手机13800007352，二十四小时有人接。', null],
  ])('%s: %s', (words, quote) => {
    expect(found(measure(words), 'personal-data').map((each) => each.quote)).toEqual(quote === null ? [] : [quote]);
  });
});

describe('names at fault and names in honour', () => {
  it.each<[string, string[]]>([
    ['我局职工李红上班迟到，已批评教育。', ['李红']],
    ['组织职工高效上班。', []],
    ['对双溪村党员彭自强拖欠承包费一事约谈。', ['彭自强']],
    ['殡仪馆职工佟立军收受红包八百元，已退回。', ['佟立军']],
    ['群众反映较好的有干部何秋莲同志；书记陆德旺同志送医3人，会上予以表扬。', []],
    ['干部何秋莲同志拖欠租金；其他人表现较好，会上予以批评。', ['何秋莲']],
  ])('%s', (words, names) => {
    expect(found(measure(words), 'personal-data').map((each) => each.quote)).toEqual(names);
  });
});

describe('signs that nobody sees', () => {
  it('are an error where they turn a number round, and are deleted at one click', () => {
    const [finding] = found(measure('清退资金\u202e21\u202c万元。'), 'typography');
    expect(finding).toMatchObject({ severity: 'error', quote: '\u202e21\u202c' });
    expect(finding?.repair?.replacement).toBe('21');
  });

  it('are found in a title, and without an end', () => {
    expect(found(`\u2067${measure('清退资金21万元。')}`, 'typography')).toHaveLength(1);
  });

  it('do no harm where they only part words', () => {
    expect(found(measure('清退\u200b资金21万元。'), 'typography')).toEqual([]);
  });
});

describe('spaces', () => {
  it.each<[string, number]>([
    ['对负有责任的组 织员进行约谈，共谈话3人。', 1],
    ['会同区委办公室 区政府办公室开展督查3次。', 0],
  ])('%s: %i', (words, count) => {
    expect(found(measure(words), 'typography')).toHaveLength(count);
  });

  it('belong behind the number of a part', () => {
    const text = measure('清理台账12本。').replace('二、反馈问题整改落实情况', '第二部分 党委反馈问题整改落实情况');
    expect(found(text, 'typography')).toEqual([]);
  });
});

describe('what is no fault of the numbers', () => {
  it('is a month behind the number of a point', () => {
    const text = report('（一）帮扶不精准。\n整改措施：\n1.走访46户。\n2.8月起安装烟感器38只。\n3.巡诊5次。');
    expect(found(text, 'ordinal-gap')).toEqual([]);
  });

  it.each<[string, number]>([
    ['（三）设备闲置。七月末对账面设备逐一核对，闲置二十一台，调剂使用十七台，报废四台。', 0],
    ['（三）设备闲置。检查发现二十一台设备违规闲置，日常管理不到位。', 1],
  ])('is a deed behind the title on one line: %s', (words, count) => {
    const text = report(`（一）台账不清。\n一是清理台账12本。\n（二）制度不全。\n一是修订制度3项。\n${words}`);
    expect(found(text, 'issue-without-measures')).toHaveLength(count);
  });
});
