import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { parseNodes, parseReport } from '../index.ts';
import type { ReportParse } from '../index.ts';

// The published documents lie beside the project, not in it: a clone elsewhere does without them.
const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const folder = resolve(project, '../shared/seeds');
const files = {
  news: ['000_20cf1cddf38ccdc9.txt', '001_70fb4346b21e847f.txt', '004_dba1bff0ae345d37.txt'],
  lines: '002_8db2c1e97982d3de.txt',
  runOn: '003_fcd954f858077262.txt',
};
const isPresent = existsSync(resolve(folder, files.lines));
if (!isPresent) console.info(`跳过真实文件测试：没有文件夹 ${folder}`);

const load = (name: string): string => readFileSync(resolve(folder, name), 'utf8');

function findingLines(parse: ReportParse, code: string): number[] {
  return parse.findings.filter((finding) => finding.code === code).map((finding) => finding.line);
}

describe.skipIf(!isPresent)('a published report with one measure a line', () => {
  const parse = isPresent ? parseReport(load(files.lines)) : parseReport('');
  const issue = (number: number) => parse.issues.find((each) => each.number === number);

  it('has 59 issues, 1 to 60 without 42', () => {
    const expected = Array.from({ length: 60 }, (_, index) => index + 1).filter((number) => number !== 42);
    expect(parse.issues.map((each) => each.number)).toEqual(expected);
  });

  it('has four categories and twelve headings below them', () => {
    const paths = parse.issues.map((each) => each.categoryPath);
    expect(new Set(paths.map((path) => path[0])).size).toBe(4);
    expect(new Set(paths.filter((path) => path.length === 2).map((path) => path.join('\n'))).size).toBe(12);
    expect(paths.slice(0, 5).every((path) => path.length === 1)).toBe(true);
    expect(issue(6)?.categoryPath).toEqual([
      '(一)落实巡察发现问题整改不力,“后半篇文章”成效不明显方面',
      '2.整改与日常工作脱节,未建立常态化、长效化机制',
    ]);
    expect(issue(60)?.categoryPath[1]).toBe('2.选人用人程序不规范,干部日常监督管理不到位');
  });

  it.each([
    [1, 4],
    [2, 3],
    [3, 2],
    [4, 2],
    [5, 3],
    [7, 1],
    [11, 3],
    [19, 2],
    [22, 1],
    [23, 5],
    [25, 1],
    [33, 3],
    [36, 4],
    [39, 3],
    [41, 5],
    [44, 1],
    [59, 5],
    [60, 2],
  ])('issue %i has %i measures', (number, count) => {
    expect(issue(number)?.measures).toHaveLength(count);
  });

  it('keeps 截至 paragraphs as progress where a series stands above, as a measure where nothing does', () => {
    expect(issue(11)?.progress).toHaveLength(1);
    expect(issue(33)?.progress).toHaveLength(1);
    expect(issue(25)?.measures[0]).toMatchObject({ ordinal: null });
    expect(parse.issues.flatMap((each) => each.progress)).toHaveLength(2);
  });

  it('reports what is doubtful and nothing else', () => {
    expect(findingLines(parse, 'ordinal-late')).toEqual([98, 112]);
    expect(findingLines(parse, 'series-repeated')).toEqual([210]);
    expect(findingLines(parse, 'number-gap')).toEqual([205]);
    expect(findingLines(parse, 'heading-missing')).toEqual([34, 298]);
    expect(findingLines(parse, 'claim-mismatch')).toEqual([11]);
    expect(findingLines(parse, 'ordinal-typo')).toEqual([199]);
    expect(parse.findings).toHaveLength(8);
  });

  it('reads claims, dates and contact', () => {
    expect(parse.claims.map(({ kind, value, unit }) => [kind, value, unit])).toEqual([
      ['issues-total', 60, '个'],
      ['immediate-items', 8, '个'],
      ['named-items', 2, '个'],
      ['systems-established', 10, '项'],
      ['money-returned', 1.32, '万元'],
    ]);
    expect(parse.inspection).toEqual({
      groupName: '区委第一巡察组',
      onSiteFrom: '2024-03-05',
      onSiteTo: '2024-04-18',
      feedbackOn: '2024-05-16',
    });
    expect(parse.contact).toEqual({
      phone: '0371-63502003',
      postcode: '450053',
      address: null,
      email: 'zwhdsjj@163.com',
    });
    expect([parse.title, parse.signatory, parse.signedOn]).toEqual([null, null, '2024-09-26']);
    expect(parse.unitName).toBe('区行政审批和政务信息管理局党组');
  });
});

describe.skipIf(!isPresent)('a published report with its measures run on', () => {
  const parse = isPresent ? parseReport(load(files.runOn)) : parseReport('');

  it('has 8 issues with their measures', () => {
    expect(parse.issues.map((each) => each.measures.length)).toEqual([4, 4, 6, 4, 3, 4, 5, 5]);
    expect(parse.issues[0]?.title).toBe('统筹协调推进重点、难点工作力度不够');
    expect(parse.findings).toEqual([]);
  });

  it('reads title, dates, signature and contact, and no day that the text does not name', () => {
    expect(parse.title).toBe('中共青岛市人民政府办公厅党组关于巡察整改情况的通报');
    expect(parse.inspection).toEqual({
      groupName: '市委第八巡察组',
      onSiteFrom: null,
      onSiteTo: null,
      feedbackOn: '2020-01-21',
    });
    expect([parse.signatory, parse.signedOn]).toEqual(['中共青岛市人民政府办公厅党组', '2020-07-09']);
    expect(parse.contact).toEqual({
      phone: '85911536',
      postcode: '266071',
      address: '青岛市香港中路11号1153房间',
      email: 'sfbrsc@qd.shandong.cn',
    });
  });
});

describe.skipIf(!isPresent)('news articles', () => {
  it.each(files.news)('%s claims nothing', (name) => {
    const { issues, claims, contact, inspection, unitName, signatory, signedOn } = parseReport(load(name));
    expect([issues, claims, unitName, signatory, signedOn]).toEqual([[], [], null, null, null]);
    expect([...Object.values(contact), ...Object.values(inspection)].every((value) => value === null)).toBe(true);
  });
});

describe.skipIf(!isPresent)('nodes of the real files', () => {
  it.each([...files.news, files.lines, files.runOn])('%s is tiled without loss', (name) => {
    const text = load(name);
    expect(
      parseNodes(text)
        .map((node) => text.slice(node.from, node.to))
        .join(''),
    ).toBe(text);
  });
});
