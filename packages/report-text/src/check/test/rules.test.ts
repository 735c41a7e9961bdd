import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import { checkLabels } from '../labels.ts';
import type { CheckCode, CheckFinding, LedgerFacts } from '../types.ts';
import { ledgerOf, report } from './corpus/case.ts';

const two = '1.会议过多。\n整改情况：\n一是6月4日合并会议5次。\n2.调研不深入。\n整改情况：\n一是7月开展调研11次。';

function found(text: string, code: CheckCode, ledger?: LedgerFacts): CheckFinding[] {
  return checkReport(text, ledger).findings.filter((each) => each.code === code);
}

function repaired(text: string, { repair }: CheckFinding): string {
  return repair ? text.slice(0, repair.from) + repair.replacement + text.slice(repair.to) : text;
}

describe('typed numbers against the ledger', () => {
  it.each<[string, Partial<LedgerFacts>, number]>([
    ['巡察反馈的2个问题均已研究。', {}, 0],
    ['巡察反馈的3个问题均已研究。', {}, 1],
    ['巡察反馈的2个问题，已完成整改1个。', {}, 1],
    ['巡察反馈的2个问题，已完成整改1个，正在推进1个。', { issuesCompleted: 1, issuesUnfinished: 1 }, 0],
    ['整改完成率98.71%。', { completionRateBasisPoints: 9871 }, 0],
    ['整改完成率98.7%。', { completionRateBasisPoints: 9871 }, 0],
    ['整改完成率97%。', { completionRateBasisPoints: 9871 }, 1],
    ['整改完成率100%。', { completionRateBasisPoints: 9996 }, 1],
    ['建立制度10余项。', { systemsEstablished: 12 }, 0],
    ['退还费用1.32万元。', { moneyCents: 1_319_600 }, 0],
    ['退还费用1.32万元，追缴资金2万元。', { moneyCents: 3_320_000 }, 0],
    ['退还费用1.52万元。', { moneyCents: 1_320_000 }, 1],
    ['谈话提醒3人次，诫勉2人。', { peopleHandled: 5 }, 0],
    ['谈话提醒3人次，诫勉3人。', { peopleHandled: 5 }, 1],
    ['举办培训6次。', { trainingsHeld: 6 }, 0],
    ['举办培训8次。', { trainingsHeld: 6 }, 1],
    ['反馈的2个问题已全部完成整改。', { issuesCompleted: 1, issuesUnfinished: 1 }, 1],
  ])('%s %j: %i', (overview, changes, count) => {
    expect(found(report(two, { overview }), 'ledger-mismatch', ledgerOf(changes))).toHaveLength(count);
  });

  it('says both numbers and puts in the right one', () => {
    const text = report(two, { overview: '建立制度5项。' });
    const [finding] = found(text, 'ledger-mismatch', ledgerOf({ systemsEstablished: 3 }));
    expect(finding?.message).toBe('文中写“建立制度5项”，台账中建立完善的制度为 3 项。请以台账为准改正，或先更正台账。');
    expect(finding && repaired(text, finding)).toContain('建立制度3项。');
  });

  it('names issues that the text leaves out at its end, and numbers that the ledger does not know', () => {
    expect(found(report(two), 'ledger-mismatch', ledgerOf({ issueNumbers: [1, 2, 3] }))[0]?.message).toContain(
      '第 3 个',
    );
    expect(found(report(two), 'ledger-mismatch', ledgerOf({ issueNumbers: [1, 2, 3], hiddenNumbers: [3] }))).toEqual(
      [],
    );
    expect(found(report(two), 'ledger-mismatch', ledgerOf({ issueNumbers: [1] }))[0]?.line).toBe(9);
  });

  it('names only the missing numbers that are not hidden', () => {
    const text = report(two.replace('2.调研', '5.调研'));
    const [gap] = found(text, 'number-gap', ledgerOf({ issueNumbers: [1, 2, 3, 4, 5], hiddenNumbers: [2, 4] }));
    expect(gap?.message).toContain('缺少“3.”，');
  });
});

describe('persons of the unit', () => {
  const text = report('1.值班脱岗。2023年郑海涛值班期间外出。\n整改情况：\n一是郑海涛局长带班检查12次。');

  it('are found by the list that the ledger gives, but not where they act in office', () => {
    expect(found(text, 'personal-data')).toEqual([]);
    const findings = found(text, 'personal-data', ledgerOf({ staffNames: ['郑海涛'] }));
    expect(findings.map((each) => [each.line, each.quote])).toEqual([[6, '郑海涛']]);
    expect(findings[0] && repaired(text, findings[0])).toContain('2023年郑某值班');
  });
});

describe('numbers of persons', () => {
  const measure = (words: string): string => report(`1.办件不规范。\n整改情况：\n一是6月4日核实${words}，补办手续。`);

  it.each<[string, number]>([
    ['身份证号990101198703124518', 1],
    ['编号990101198703124519', 0],
    ['身份证号99010119870312451X', 0],
    ['账户6222029999000123459', 1],
    ['编号6222029999000123458', 0],
    ['卡号4999990000001235', 0],
    ['手机13912345678', 1],
    ['手机139-1234-5678', 1],
    ['工号113912345678', 0],
    ['款项13912345678元', 0],
    ['监督电话13912345678', 0],
    ['邮箱li.ming@qq.com', 1],
    ['公布举报邮箱li.ming@qq.com', 0],
    ['邮箱office@example.cn', 0],
    ['车辆云A12345', 1],
    ['车辆云AD12345', 1],
    ['云A级景区', 0],
    ['新A1型设备', 0],
  ])('%s: %i', (words, count) => {
    const text = measure(words);
    const findings = found(text, 'personal-data');
    expect(findings).toHaveLength(count);
    for (const each of findings) expect(found(repaired(text, each), 'personal-data')).toEqual([]);
  });
});

describe('places', () => {
  it('are right behind tags, entities and two kinds of line breaks', () => {
    const text = `<p>区水务局党组巡察整改情况通报</p>\r\n<p>1.会议过多。</p>\r<p>整改情况：</p>\n<p>一是&nbsp;<b>6月</b>31日合并会议。</p>\r\n<p>二是7月31日；；学习。</p>`;
    const [signs] = found(text, 'typography');
    expect([signs?.line, signs?.quote, text.slice(signs?.from, signs?.to)]).toEqual([5, '；；', '；；']);
  });

  it('of a repair lie inside the quote', () => {
    const text = report('1.督查不力。\n整改情况：\n一是6月12日开展专项督 查，通报问题6个，约谈责任人员3人。');
    const [gap] = found(text, 'typography');
    expect(gap && repaired(text, gap)).toContain('专项督查，');
  });
});

describe('no repair is offered', () => {
  it('for a short name that is told of once and stands in several places', () => {
    const told = '会同海岳区市场监督管理局检查，由区市场监管局立案，区市场监管局结案。';
    const [note] = found(report(`1.督查不力。\n整改情况：\n一是${told}`), 'term-inconsistent');
    expect([note?.severity, note?.quote, note?.repair]).toEqual(['note', '区市场监管局', null]);
  });

  it('for two signs of which the first is the number’s', () => {
    const [signs, within] = found('区水务局党组巡察整改情况通报\n二、。\n会议，，合并。', 'typography');
    expect([signs?.quote, signs?.repair]).toEqual(['、。', null]);
    expect(within?.repair?.replacement).toBe('，');
  });
});

describe('a text that is no report', () => {
  it.each(['', '   \n', '今天天气很好。', '请将手机13912345678登记。'])('%j is answered', (text) => {
    const { findings } = checkReport(text);
    expect(findings.length).toBeGreaterThan(0);
  });

  it('is told when it is too long to be read to its end', () => {
    const { findings } = checkReport('整改。'.repeat(400_000));
    expect(findings.some((each) => each.code === 'text-too-long' && each.severity === 'error')).toBe(true);
  });

  it('never has a flood of notes hide an error', () => {
    const text = report(`1.记录乱。\n整改情况：\n${'一是6月4日，，合并会议5次。\n'.repeat(700)}二是6月31日归档。`);
    const { findings } = checkReport(text);
    expect(findings.length).toBeLessThanOrEqual(500);
    expect(findings.some((each) => each.code === 'date-impossible')).toBe(true);
  });
});

it('every kind of finding has a short Chinese name of its own', () => {
  const names = Object.values(checkLabels);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((each) => /[\u4e00-\u9fff]/.test(each) && each.length <= 14)).toBe(true);
});
