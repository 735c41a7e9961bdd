import { describe, expect, it } from 'vitest';

import { parseReport } from '../index.ts';
import * as reports from './fictional-reports.ts';

describe('what stands around the issues', () => {
  it('reads unit, inspection, signature and contact', () => {
    const parse = parseReport(reports.categoriesAndIssues);
    expect(parse.title).toBe('中共云州市财政局党组关于市委巡察整改进展情况的通报');
    expect(parse.unitName).toBe('中共云州市财政局党组');
    expect(parse.inspection).toEqual({
      groupName: '市委第二巡察组',
      onSiteFrom: '2023-03-06',
      onSiteTo: '2023-04-28',
      feedbackOn: '2023-06-09',
    });
    expect(parse.contact).toEqual({
      phone: '0999-1234567',
      postcode: '999001',
      address: '云州市海岳区望海路8号财政大厦',
      email: 'yzczj@example.cn',
    });
    expect([parse.signatory, parse.signedOn]).toEqual(['中共云州市财政局党组', '2023-12-18']);
  });

  it('keeps overview, suggestions and next steps out of the issues', () => {
    const kinds = (text: string): string[] => parseReport(text).sections.map((section) => section.kind);
    expect(kinds(reports.categoriesAndIssues)).toEqual([
      'title',
      'preamble',
      'overview',
      'rectification',
      'next-steps',
      'contact',
      'signature',
    ]);
    expect(kinds(reports.feedbackDocument)).toEqual([
      'title',
      'preamble',
      'overview',
      'rectification',
      'suggestions',
      'signature',
    ]);
  });

  it('takes the footer of a web page for furniture, not for the contact', () => {
    const parse = parseReport(reports.webPage);
    expect(parse.contact).toEqual({ phone: '(0999)7654321', postcode: null, address: null, email: 'slj@example.org' });
    expect(parse.sections.at(-1)).toEqual({ kind: 'furniture', title: null, fromLine: 19, toLine: 23 });
    expect(parse.sections[0]).toEqual({ kind: 'furniture', title: null, fromLine: 1, toLine: 2 });
  });

  it('reads the totals that the text claims', () => {
    const claims = parseReport(reports.categoriesAndIssues).claims.map(({ kind, value, unit }) => [kind, value, unit]);
    expect(claims).toEqual([
      ['issue-categories', 3, '个方面'],
      ['issues-total', 6, '个'],
      ['issues-done', 5, '个'],
      ['issues-ongoing', 1, '个'],
      ['measures-total', 14, '条'],
      ['systems-established', 4, '项'],
      ['money-returned', 2.5, '万元'],
      ['people', 3, '人次'],
    ]);
  });

  it('joins a title broken over two lines', () => {
    expect(parseReport(reports.wrappedLines).title).toBe('海岳区委第二巡察组关于巡察青石街道党工委的反馈意见');
  });

  it('reads results after promised measures as progress', () => {
    const [first] = parseReport(reports.measuresThenResults).issues;
    expect(first?.measures.map((measure) => measure.text)).toEqual(['实行网格管理。', '安装定位终端。']);
    expect(first?.progress).toHaveLength(2);
  });
});

describe('texts that are no report', () => {
  it('finds nothing in English and says so', () => {
    const parse = parseReport(
      '1. Introduction\nThis is a plain English text. Call 555-1234.\n2. Methods\nNothing here.\n',
    );
    expect(parse.issues).toEqual([]);
    expect(parse.contact.phone).toBeNull();
    expect(parse.findings.map((finding) => finding.code)).toEqual(['no-structure', 'unclassified-text']);
  });

  it.each(['', ' \n\t\u3000\r\n', '\ufeff'])('says that %j is empty', (text) => {
    const parse = parseReport(text);
    expect(parse.issues).toEqual([]);
    expect(parse.findings.map((finding) => finding.code)).toEqual(['empty-text']);
  });

  it('claims nothing from a news article', () => {
    const news =
      '云州市扎实推进专项整治\n针对群众反映的“办事排队久”问题，海岳区增设窗口。一是延时服务。\n截至目前，全市共发现问题120个，已完成整改100个。\n欢迎拨打12345。\n';
    const parse = parseReport(news);
    expect([parse.issues, parse.claims, parse.signatory, parse.contact.phone]).toEqual([[], [], null, null]);
  });

  it('does not take a work plan for a report', () => {
    const plan =
      '云州市2024年工作要点\n一、总体要求\n（一）加强学习。\n（二）改进作风。\n二、主要任务\n1.抓好项目。\n2.抓好民生。\n';
    expect(parseReport(plan).issues).toEqual([]);
  });

  it('reads a table without a 问题 column without inventing issues', () => {
    expect(parseReport('序号\t姓名\t电话\n1\t甲\t1\n2\t乙\t2\n').issues).toEqual([]);
  });
});
