import { describe, expect, it } from 'vitest';

import { checkReport, composeDraft, draftText } from '../index.ts';
import { measureWords } from './measure-words.ts';
import { inputOf } from './testing/ledgers.ts';
import type { ComposeInput, ComposeIssue, ComposeMeasure } from './types.ts';

const measure = (rest: Partial<ComposeMeasure> = {}): ComposeMeasure => ({
  id: 'm1',
  ordinal: 1,
  text: '修订值班办法',
  isDone: false,
  progress: null,
  ...rest,
});

const issue = (rest: Partial<ComposeIssue> = {}): ComposeIssue => ({
  id: 'i1',
  number: 1,
  title: '值班记录不全',
  text: '值班记录不全。抽查30天，缺5天。',
  kind: 'problem',
  categoryPath: [],
  disclosure: 'public',
  ground: null,
  state: 'unfinished',
  outcomeStatement: null,
  measures: [measure()],
  ...rest,
});

const linesOf = (input: ComposeInput) => draftText(composeDraft(input), new Map()).trimEnd().split('\n');

describe('a composed draft', () => {
  it('has the customary parts in order, with figures bound and only those that are not zero', () => {
    const input = inputOf([issue()], {
      nonZeroFigures: ['issues_total', 'issues_unfinished', 'measures_total', 'systems_established'],
    });
    expect(linesOf(input)).toEqual([
      '云州市海岳区教育局党组关于巡察整改情况的通报',
      '按照三届区委第二轮巡察工作安排，2024年3月5日至4月18日，区委第一巡察组对云州市海岳区教育局党组开展了常规巡察。2024年5月16日，区委第一巡察组向云州市海岳区教育局党组反馈了意见。现将整改落实情况通报如下：',
      '一、整改工作基本情况',
      '（一）党组书记组织落实情况',
      '对反馈的{{issues_total}}项问题建立整改台账，逐项登记、逐项管理，共制定整改措施{{measures_total}}条。',
      '（二）主体责任落实情况',
      '截至2024年9月26日，正在整改{{issues_unfinished}}项。',
      '二、反馈问题整改落实情况',
      '1.针对反馈的“值班记录不全”问题。',
      '反馈意见：值班记录不全。抽查30天，缺5天。',
      '整改情况：',
      '一是修订值班办法',
      '三、整改取得的成效',
      '通过整改，建立完善制度{{systems_established}}项。',
      '四、下一步安排',
      '对正在整改的{{issues_unfinished}}项问题，继续按照整改措施和时限推进，完成一项、销号一项。',
      '欢迎党员、干部和群众监督，意见建议可以通过下列方式反映。',
      '联系电话：0999-1234567',
      '通信地址：云州市海岳区望海路8号',
      '邮政编码：999001',
      '电子邮箱：jyj@example.cn',
      '云州市海岳区教育局党组',
      '2024年9月26日',
    ]);
  });

  it('never words an unfinished issue as done, whatever it is given', () => {
    const open = issue({ outcomeStatement: '问题已全部整改到位', measures: [] });
    const text = linesOf(inputOf([open], { nonZeroFigures: ['issues_total', 'issues_unfinished'] })).join('\n');
    expect(text).toContain('整改进展：正在整改。');
    expect(text).not.toMatch(/全部|到位|已完成|成效/u);
  });

  it.each([
    ['completed', '整改进展：已完成整改。'],
    ['staged', '整改进展：阶段性完成，持续整改。'],
    ['unfinished', '整改进展：正在整改。'],
  ] as const)('says how an issue without measures stands: %s', (state, words) => {
    expect(linesOf(inputOf([issue({ state, measures: [] })]))).toContain(words);
  });

  it('names an issue by its title where the feedback does not, and keeps the feedback', () => {
    const lines = linesOf(inputOf([issue({ number: 7, title: '值班制度执行不严' })]));
    expect(lines).toContain('7.针对反馈的“值班制度执行不严”问题。');
    expect(lines).toContain('反馈意见：值班记录不全。抽查30天，缺5天。');
  });

  it.each([
    [measure(), { ordinal: 1, text: '修订值班办法' }],
    [measure({ text: '一是修订值班办法。' }), { ordinal: 1, text: '修订值班办法。' }],
    [measure({ ordinal: 2, text: '一是修订；二是执行' }), { ordinal: 2, text: '一是修订；二是执行' }],
    [
      measure({ progress: { asOf: '2024-08-31', text: '已印发3份' } }),
      { ordinal: 1, text: '修订值班办法。截至2024年8月31日，已印发3份。' },
    ],
    [
      measure({ progress: { asOf: '2024-08-31', text: '截至8月底，印发3份。' } }),
      { ordinal: 1, text: '修订值班办法。截至8月底，印发3份。' },
    ],
    [measure({ ordinal: null, progress: { asOf: '2024-08-31', text: ' ' } }), { ordinal: null, text: '修订值班办法' }],
  ])('words the measure %j', (given, words) => {
    expect(measureWords(given)).toEqual(words);
  });

  it('passes the examination against the ledger that it was drafted from', () => {
    const issues = (['completed', 'completed', 'staged', 'staged', 'staged', 'unfinished'] as const).map(
      (state, at) => {
        const words = `局办公室于2024年6月30日前修订${'甲乙丙丁戊己'[at]}类值班办法，检查${at + 3}次。`;
        const title = `${'甲乙丙丁戊己'[at]}类值班记录不全`;
        const measures = [measure({ id: `m${at}`, text: words })];
        return issue({
          id: `i${at}`,
          number: at + 1,
          title,
          text: `${title}。抽查${at + 20}天，缺${at + 2}天。`,
          state,
          measures,
        });
      },
    );
    const values = {
      issues_total: '6',
      issues_completed: '2',
      issues_staged: '3',
      issues_unfinished: '1',
      completion_rate: '33.33%',
      measures_total: '6',
      measures_done: '5',
      systems_established: '4',
      money_recovered: '1.32 万元',
      people_handled: '3',
      training_held: '7',
    };
    const codes = Object.keys(values) as (keyof typeof values)[];
    const figures = new Map(codes.map((code) => [code, { code, label: code, text: values[code] }]));
    const text = draftText(composeDraft(inputOf(issues, { nonZeroFigures: codes })), figures);
    const { findings } = checkReport(text, {
      feedbackOn: '2024-05-16',
      signedOn: '2024-09-26',
      onSiteFrom: '2024-03-05',
      issuesTotal: 6,
      issuesCompleted: 2,
      issuesStaged: 3,
      issuesUnfinished: 1,
      measuresTotal: 6,
      measuresDone: 5,
      systemsEstablished: 4,
      moneyCents: 1_320_000,
      peopleHandled: 3,
      trainingsHeld: 7,
      completionRateBasisPoints: 3333,
      issueNumbers: [1, 2, 3, 4, 5, 6],
      hiddenNumbers: [],
    });
    expect(findings.map(({ line, code, message }) => `${line} ${code} ${message}`)).toEqual([]);
  });

  it('groups a programme by its units, each with its own figures', () => {
    const units = [
      { id: '11111111-0000-4000-8000-000000000001', name: '云州市财政局' },
      { id: '11111111-0000-4000-8000-000000000002', name: '云州市水利局' },
    ];
    const issues = [
      issue({ id: 'a', unitId: units[1]?.id, state: 'completed' }),
      issue({ id: 'b', unitId: units[0]?.id }),
      issue({ id: 'c', unitId: units[0]?.id, number: 2, state: 'staged' }),
    ];
    const input = inputOf(issues, { kind: 'stage', unitName: '云州市', programmeName: '窗口作风专项整治', units });
    const lines = linesOf(input);
    expect(lines[0]).toBe('云州市关于窗口作风专项整治整改阶段成效的通报');
    const id = (at: number) => units[at]?.id;
    expect(lines.slice(lines.indexOf('（一）云州市财政局')).slice(0, 4)).toEqual([
      '（一）云州市财政局',
      `反馈问题{{issues_total@${id(0)}}}项，阶段性完成、持续整改{{issues_staged@${id(0)}}}项，正在整改{{issues_unfinished@${id(0)}}}项。`,
      '1.针对反馈的“值班记录不全”问题。',
      '反馈意见：值班记录不全。抽查30天，缺5天。',
    ]);
    expect(lines).toContain(`反馈问题{{issues_total@${id(1)}}}项，已完成整改{{issues_completed@${id(1)}}}项。`);
  });

  it('gives every paragraph an id of its own that does not depend on the others', () => {
    const one = composeDraft(inputOf([issue()])).map(({ id }) => id);
    const two = composeDraft(inputOf([issue({ id: 'i0', measures: [measure({ id: 'm0' })] }), issue()]));
    expect(new Set(two.map(({ id }) => id)).size).toBe(two.length);
    expect(one.every((id) => two.some((each) => each.id === id))).toBe(true);
  });
});
