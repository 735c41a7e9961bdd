import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalLines, canonicalText, linesAsWritten, normaliseLine, reportLines, writtenLine } from './canonical.ts';
import type { Edition, ReportContent } from './report-document.ts';

const content: ReportContent = {
  format: 2,
  kind: 'final',
  audience: 'public',
  title: '海岳区教育局党组关于巡察整改情况的通报',
  unitName: '海岳区教育局党组',
  regionName: '海岳区',
  programmeName: '三届区委第二轮巡察',
  groupName: '区委第一巡察组',
  feedbackOn: '2024-05-06',
  totals: { total: 5, shown: 1, completed: 2, staged: 1, unfinished: 2 },
  hiddenIssues: [
    { ground: 'open_case', count: 2 },
    { ground: 'party', count: 1 },
    { ground: 'unlisted', count: 1 },
  ],
  hiddenTexts: [{ ground: 'privacy', count: 3 }],
  paragraphs: [
    { id: 'p1', kind: 'heading', level: 1, runs: ['一、整改落实情况'], number: null, state: null },
    { id: 'p2', kind: 'issue', level: 2, runs: ['1.值班记录不全。'], number: 1, state: '已完成整改' },
    {
      id: 'p3',
      kind: 'measure',
      level: 0,
      runs: ['一是建立制度', { figure: 'systems_established', text: '3' }, '项，\n 并 \t执行。'],
      number: null,
      state: null,
    },
    { id: 'p4', kind: 'signatory', level: 0, runs: ['海岳区教育局党组'], number: null, state: null },
    { id: 'p5', kind: 'date', level: 0, runs: ['2024年9月26日'], number: null, state: null },
  ],
  figures: [
    {
      key: 'systems_established',
      label: '建章立制',
      text: '3',
      items: [{ paragraphId: 'p2', name: '值班记录不全', share: '2 项' }],
      hidden: '1 项',
    },
  ],
  contact: { phone: null, address: null, postcode: null, email: null },
  units: [{ name: '海岳区教育局', total: 5, completed: 2, staged: 1, unfinished: 2 }],
};
const edition: Edition = { slug: 'hy-2024-7', version: 2, publishedAt: '2024-09-26T10:00:05.123Z' };

describe('the lines of a report', () => {
  it('are everything a reader sees, in order', () => {
    expect(canonicalText(content, edition)).toBe(`海岳区教育局党组关于巡察整改情况的通报
来源：海岳区教育局党组
所属工作：海岳区 三届区委第二轮巡察
巡察组：区委第一巡察组
反馈日期：2024年5月6日
类别：整改通报（向社会公开）
编号：hy-2024-7 第 2 版
发布时间：2024-09-26 18:00:05
共反馈问题 5 项：已完成整改 2 项，阶段性完成、持续整改 1 项，正在整改 2 项。本通报列出 1 项。
另有 3 项问题依规不公开（在办案件 2 项，仅限党内公开 1 项）。
另有 1 项问题未列入本通报。
另有 3 处文字依规不公开（个人隐私 3 处）。
一、整改落实情况
1.值班记录不全。
整改状态：已完成整改
一是建立制度3项， 并 执行。
海岳区教育局党组
2024年9月26日
附：各单位整改情况
单位 总数 已完成整改 阶段性完成 正在整改
海岳区教育局 5 2 1 2
附：数字说明
建章立制：3
值班记录不全（2 项）
未在本通报列出的：1 项
`);
  });

  it('leave no way of contact unsaid, and say none twice', () => {
    const contact = { ...content.contact, phone: '0999-1234567', email: 'jyj@example.cn' };
    const said = {
      id: 'p6',
      kind: 'contact' as const,
      level: 0,
      runs: ['电话0999-1234567'],
      number: null,
      state: null,
    };
    const text = canonicalText({ ...content, contact, paragraphs: [...content.paragraphs, said] }, edition);
    expect(text.match(/0999-1234567/gu)).toHaveLength(1);
    expect(text).toContain('\n电子邮箱：jyj@example.cn\n');
  });

  it('have ids of their own, and anchors that figures and their items can point to', () => {
    const lines = reportLines(content, edition);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.find(({ kind }) => kind === 'note')?.anchor).toBe('f-systems_established');
    expect(lines.find(({ kind }) => kind === 'note-item')?.target).toBe('p2');
    expect(canonicalLines(content, edition)).toEqual(lines.map(({ id, text }) => ({ id, text })));
  });

  it('change with the edition: another version, another moment, another report', () => {
    const others = [
      { ...edition, version: 3 },
      { ...edition, slug: 'hy-2024-8' },
      { ...edition, publishedAt: '2024-09-26T10:00:06Z' },
    ];
    const texts = [edition, ...others, null].map((each) => canonicalText(content, each));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('a line', () => {
  it.each([
    ['  一是 \r\n 建立\u3000制度 ', '一是 建立 制度'],
    ['零\u200b宽\ufeff与\u0007控制\u202e符', '零宽与控制符'],
    ['a\u00a0b', 'a b'],
    ['\ud800孤', '孤'],
  ])('%j is hashed as %j', (text, expected) => {
    expect(normaliseLine(text)).toBe(expected);
  });

  it('is written with its invisible characters, and else as it is hashed', () => {
    const written = '零\u200b宽\ufeff与\u0007控制\u202e符';
    expect(writtenLine(`\u3000${written} \r\n`)).toBe(written);
    const paragraphs = [{ ...content.paragraphs[3]!, runs: ['落\u202e款', { figure: 'a', text: '1\u200b' }] }];
    const of = { ...content, paragraphs };
    expect(linesAsWritten(of, edition)).toContain('落\u202e款1\u200b');
    expect(linesAsWritten(of, edition).map(normaliseLine)).toEqual(canonicalLines(of, edition).map(({ text }) => text));
    expect(linesAsWritten(content, edition)).toEqual(canonicalLines(content, edition).map(({ text }) => text));
  });

  it('is one line, and normalising again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = normaliseLine(text);
        expect(normaliseLine(line)).toBe(line);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]|^ | $| {2}/u);
      }),
    );
  });
});
