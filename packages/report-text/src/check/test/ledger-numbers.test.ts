import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { CheckFinding, LedgerFacts } from '../types.ts';
import { ledgerOf, report } from './corpus/case.ts';

const issues = '1.会议过多。\n整改情况：\n一是6月4日合并会议5次。\n2.调研不深入。\n整改情况：\n一是7月开展调研11次。';

/** Eight issues, five of them done; three categories. */
const ledger = ledgerOf({
  issuesTotal: 8,
  issuesCompleted: 5,
  issuesStaged: 1,
  issuesUnfinished: 2,
  measuresTotal: 21,
  measuresDone: 17,
  systemsEstablished: 6,
  moneyCents: 4_000_000,
  peopleHandled: 7,
  trainingsHeld: 3,
  completionRateBasisPoints: 6250,
  issueNumbers: [],
  unitsTotal: 1,
  subtotals: [
    { name: '（一）供水保障方面', issuesTotal: 4, issuesCompleted: 4, issuesStaged: 0, issuesUnfinished: 0 },
    { name: '（二）河道管护方面', issuesTotal: 3, issuesCompleted: 1, issuesStaged: 1, issuesUnfinished: 1 },
    { name: '（三）队伍建设方面', issuesTotal: 1, issuesCompleted: 0, issuesStaged: 0, issuesUnfinished: 1 },
    { name: null, peopleHandled: 2 },
  ],
});

const mismatches = (overview: string, changes: Partial<LedgerFacts> = {}): CheckFinding[] =>
  checkReport(report(issues, { overview }), { ...ledger, ...changes }).findings.filter(
    ({ code }) => code === 'ledger-mismatch',
  );

describe('every typed number of a summary', () => {
  it.each<[string, string[]]>([
    ['区委巡察组反馈问题9个，制定整改措施21条。', ['反馈问题9个']],
    ['反馈问题8项，其中已完成6项、正在推进2项。', ['其中已完成6项']],
    ['目前已整改7项。', ['目前已整改7项']],
    ['已办结六项。', ['已办结六项']],
    ['8个问题中，6个已完成整改，2个正在整改。', ['6个已完成整改']],
    ['共反馈问题十个。', ['共反馈问题十个']],
    ['本次巡察反馈的９个问题逐一建立台账。', ['９个问题']],
    ['问题整改率百分之九十。', ['百分之九十']],
    ['累计退缴资金五万元。', ['五万元']],
    ['追缴违规费用65000元。', ['65000元']],
    ['涉及4个单位。', ['涉及4个单位']],
    ['完成整改措施19条。', ['19条']],
    ['出台管理办法九项。', ['九项']],
    ['修订制度5项、新建制度3项，共8项。', ['共8项']],
    ['提醒谈话9人次。', ['9人次']],
    ['给予政务处分4人，诫勉谈话6人。', ['4人，诫勉谈话6人']],
    ['河道管护方面问题5个。', ['5个']],
    ['河道管护类问题共3项，均已完成。', ['共3项']],
    ['共反馈问题8个。经梳理，反馈的9个问题均已明确责任。', ['反馈的9个问题']],
  ])('%s', (overview, quotes) => {
    const found = mismatches(overview);
    expect(found.map(({ severity }) => severity)).toEqual(quotes.map(() => 'error'));
    for (const [at, quote] of quotes.entries()) expect(found[at]?.quote).toContain(quote);
  });

  it.each([
    '区委巡察组反馈3个方面8个问题，制定整改措施21条，已落实17条。',
    '反馈的8个问题，已完成整改5个，阶段性完成1个，正在推进2个。',
    '反馈问题八个，其中供水保障方面4个、河道管护方面3个、队伍建设方面1个。',
    '供水保障方面问题4个，均已完成整改。',
    '本类问题共4项，已全部整改到位。',
    '党组召开会议6次，研究重点问题12个，班子成员领办问题8个。',
    '立行立改问题已完成4项。立行立改事项4个，均已完成。',
    '排查企业120家，发现隐患38项，已整改38项。',
    '完成一项、销号一项，落实四项重点任务，已完成4项。',
    '对12个项目开展检查，完成整改9个。',
    '共查摆问题21个，完成整改21个。',
    '细化为18项整改任务，制定整改措施21条，完成18项任务。',
    '修订制度4项、新建制度2项，共6项。',
    '退还费用1万元，追缴资金三万元。',
    '谈话提醒2人次。',
    '处理7人，其中诫勉1人。',
    '上一轮巡察反馈的12个问题已全部整改到位。',
    '确保反馈的8个问题全部整改到位。',
    '办理群众信访件15件，已办结14件。',
    '继续追缴剩余资金2万元。',
    '清理废止制度5项。建立制度10余项。',
    '完成率62.5%。',
  ])('is right: %s', (overview) => {
    expect(mismatches(overview).map(({ message }) => message)).toEqual([]);
  });

  it('says what is written and what the ledger counts', () => {
    expect(mismatches('其中已完成六项。')[0]?.message).toBe(
      '文中写“其中已完成六项”，台账中完成整改的问题为 5 项。请以台账为准改正，或先更正台账。',
    );
    expect(mismatches('河道管护方面问题5个。')[0]?.message).toContain('该类反馈问题为 3 个');
  });

  it('is not held against the ledger where the ledger wrote it', () => {
    const overview = '共反馈问题9个，已完成6个。';
    const at = report(issues, { overview }).indexOf('9个');
    expect(mismatches(overview, { boundSpans: [[at, at + 1]] }).map(({ quote }) => quote)).toEqual(['已完成6个']);
  });

  it('is left alone without a ledger', () => {
    const text = report(issues, { overview: '制定整改措施12条，已完成4项，整改率百分之九十。' });
    expect(checkReport(text).findings).toEqual([]);
  });
});

describe('a whole that is said to be done', () => {
  it.each([
    '全部8个问题均已整改到位。',
    '8项问题全部销号。',
    '目前已办结全部反馈问题。',
    '反馈的8个问题已整改。',
    '目前，8个问题均已整改。',
    '所有问题均已整改完毕。',
    '目前已全部整改到位。',
  ])('while the ledger has open issues: %s', (overview) => {
    const found = mismatches(overview);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'error', message: expect.stringContaining('还有 2 项未完成') });
  });

  it('is right when they are', () => {
    const changes = { issuesCompleted: 8, issuesStaged: 0, issuesUnfinished: 0 };
    expect(mismatches('8项问题全部销号，目前已办结全部反馈问题。', changes)).toEqual([]);
  });
});
