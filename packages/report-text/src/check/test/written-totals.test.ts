import { describe, expect, it } from 'vitest';

import { checkReport } from '../check-report.ts';
import type { LedgerFacts } from '../types.ts';
import { ledgerOf, report } from './corpus/case.ts';

const issues = '1.会议过多。\n整改情况：\n一是6月4日合并会议5次。\n2.调研不深入。\n整改情况：\n一是7月开展调研11次。';
const ledger = ledgerOf({
  ...{ issuesTotal: 59, issuesCompleted: 18, issuesStaged: 2, issuesUnfinished: 39, measuresTotal: 137 },
  ...{ measuresDone: 96, systemsEstablished: 0, moneyCents: 0, peopleHandled: 0, trainingsHeld: 0 },
  ...{ completionRateBasisPoints: 3051, issueNumbers: [], unitsTotal: 1, subtotals: [] },
});

const mismatches = (overview: string, changes: Partial<LedgerFacts> = {}): [string, string][] =>
  checkReport(report(issues, { overview }), { ...ledger, ...changes })
    .findings.filter(({ code }) => code === 'ledger-mismatch')
    .map(({ severity, message }) => [severity, message]);

describe('totals in other wordings', () => {
  it.each([
    ['反馈问题总数：62', '反馈问题为 59 个'],
    ['反馈问题总数：62，已完成整改18项。', '反馈问题为 59 个'],
    ['反馈问题总数：62，其中立行立改12项。', '反馈问题为 59 个'],
    ['反馈问题总数：六十二。', '反馈问题为 59 个'],
    ['整改措施总数：130。', '整改措施为 137 条'],
    ['建章立制十五项。', '建立完善的制度为 0 项'],
    ['建章立制15项，效果良好。', '建立完善的制度为 0 项'],
    ['共反馈60余项问题。', '反馈问题为 59 项'],
    ['共反馈问题40余项。', '反馈问题为 59 项'],
    ['针对反馈的六十多个问题，逐项制定方案。', '反馈问题为 59 个'],
    ['区委巡察组反馈问题一百余个。', '反馈问题为 59 个'],
    ['我局认领问题62件。', '反馈问题为 59 件'],
    ['局党组认领反馈问题62件，已完成整改18件。', '反馈问题为 59 件'],
    ['我局主动认领62个反馈问题。', '反馈问题为 59 个'],
    ['共计陆拾贰个问题。', '反馈问题为 59 个'],
    ['清退资金叁万元。', '资金为 0 元'],
    ['追缴违规费用伍佰元。', '资金为 0 元'],
  ])('are compared: %s', (overview, right) => {
    expect(mismatches(overview)).toEqual([['error', expect.stringContaining(right)]]);
  });

  it.each([
    '反馈问题总数：59',
    '反馈问题总数：五十九。',
    '反馈问题总数：59，已完成整改18项。',
    '整改措施总数：137。',
    '共反馈50余项问题。',
    '反馈的五十多个问题，逐项制定方案。',
    '共反馈问题伍拾余个。',
    '我局认领问题59件。',
    '共计伍拾玖个问题。',
    '共计五十九个问题。',
    '区委第二巡察组反馈问题伍拾玖个。',
  ])('are right: %s', (overview) => {
    expect(mismatches(overview)).toEqual([]);
  });

  it('are right where the ledger counts systems and money', () => {
    const changes = { systemsEstablished: 15, moneyCents: 3_000_000 };
    expect(mismatches('建章立制十五项。清退资金叁万元。', changes)).toEqual([]);
    expect(mismatches('建章立制十六项。', changes)).toHaveLength(1);
  });

  it.each([
    '班子成员认领问题12个。',
    '各科室认领问题9个。',
    '局办公室认领问题9个。',
    '局机关党委认领问题3个。',
    '区财政局认领问题3个。',
    '区财政局党组认领问题3个。',
    '排查60余个问题，发现隐患80余项。',
    '走访群众60余户，解决问题60余个。',
    '上一轮巡察反馈问题60余个。',
    '完成整改任务60余项，召开会议10余次。',
    '审计反馈问题总数：14。',
    '上一轮巡察反馈，问题总数：45。',
    '问题清单62项，任务60余项。',
    '收拾房间三次，陆某清点物品拾件。',
    '共反馈问题叁万伍仟元。',
    '清退资金叁万伍仟元。',
    '下一步，继续清退资金叁万元。',
    '12余项问题已反馈。',
    '第60余项问题。',
  ])('of other things are left alone: %s', (overview) => {
    expect(mismatches(overview)).toEqual([]);
  });

  it('are not held against the ledger where the ledger wrote them', () => {
    const overview = '反馈问题总数：62。';
    const at = report(issues, { overview }).indexOf('62');
    expect(mismatches(overview, { boundSpans: [[at, at + 2]] })).toEqual([]);
  });
});
