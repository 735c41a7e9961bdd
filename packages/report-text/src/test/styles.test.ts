import { describe, expect, it } from 'vitest';

import { parseReport } from '../index.ts';
import type { ReportIssue } from '../index.ts';
import * as reports from './fictional-reports.ts';

/** An issue in one line: number, depth of its category path, title, ordinals of its measures. */
function brief(issue: ReportIssue): string {
  const ordinals = issue.measures.map((measure) => measure.ordinal ?? '-').join('');
  return `${issue.number ?? '?'}/${issue.categoryPath.length} ${issue.title} [${ordinals}]`;
}

function issuesOf(text: string): string[] {
  return parseReport(text).issues.map(brief);
}

function codesOf(text: string): string[] {
  return parseReport(text).findings.map((finding) => finding.code);
}

const styles: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    '一、 above (一) above 1. with 整改情况：',
    reports.categoriesAndIssues,
    [
      '1/1 理论学习不够深入 [12]',
      '2/1 预算绩效管理薄弱 [123]',
      '1/1 谈心谈话流于形式 [-]',
      '2/1 合同管理不规范 [--]',
      '1/1 党员发展材料缺失 [12]',
      '2/1 年轻干部培养不足 []',
    ],
    ['issue-without-measures'],
  ],
  [
    '关于“…”问题的整改, measures 1. 2.',
    reports.aboutQuoted,
    ['1/0 校园安全检查不细 [12]', '2/0 食堂账目公开不及时 [123]', '3/0 教师轮岗推进慢 [1]'],
    [],
  ],
  [
    '1.关于…的问题。 整改措施： and 整改落实情况：',
    reports.aboutPlainWithLabels,
    ['1/0 河道巡查不到位 [-]', '2/0 低保复核不及时 [--]', '3/0 会议记录不完整 [-]'],
    [],
  ],
  [
    '1.问题：… 整改措施：… 整改完成情况：…',
    reports.problemLabels,
    ['1/0 农机补贴审核把关不严 [-]', '2/0 示范园建设进度滞后 [-]', '3/0 下乡台账造假 [12]'],
    [],
  ],
  [
    'numbers that restart, 首先 其次, ①',
    reports.restartingNumbers,
    [
      '1/1 第一议题落实不严 [12]',
      '2/1 意识形态阵地管理松散 [123]',
      '1/1 督查检查过多 [123]',
      '2/1 公务接待超标 [12]',
      '1/1 支部换届拖延 [-]',
    ],
    [],
  ],
  [
    '① measures on their own lines',
    reports.circledMeasures,
    ['1/0 工程监管不严 [123]', '2/0 招标文件审查粗糙 [12]'],
    [],
  ],
  [
    '(1) measures below 1. issues',
    reports.bracketedMeasures,
    ['1/1 村卫生室药品配备不足 [123]', '2/1 家庭医生签约服务流于形式 [12]', '1/1 收受红包问题查处不力 [12]'],
    ['heading-missing'],
  ],
  [
    'a feedback without measures, with suggestions',
    reports.feedbackDocument,
    [
      '1/1 中心组学习研讨不充分 []',
      '2/1 调研成果转化少 []',
      '1/1 廉政谈话不经常 []',
      '2/1 财务报销审核不严，存在超标准报销差旅费问题 []',
      '3/1 选人用人程序不规范 []',
    ],
    ['issue-without-measures'],
  ],
  [
    'a web page with breadcrumbs and footer',
    reports.webPage,
    ['1/0 水库除险加固进度慢 [12]', '2/0 防汛物资账实不符 [12]'],
    [],
  ],
  [
    '(一)关于…方面。 with measures 1. 2.',
    reports.aspectsWithMeasures,
    ['1/0 关于履行核心职能方面 [123]', '2/0 关于执行中央八项规定精神方面 [12]'],
    [],
  ],
  [
    '反馈问题一：… 问题描述：…',
    reports.describedProblems,
    ['1/0 养老机构消防隐患整改慢 [-]', '2/0 救助档案不全 [12]'],
    [],
  ],
  [
    '整改措施：(1)…(2)… in one line, 整改成效 after it',
    reports.inlineMeasuresAndOutcome,
    ['1/1 理论学习与业务结合不紧 [123]', '2/1 统计法治宣传面窄 [12]', '1/1 数据核查抽样少 [-]'],
    ['claim-mismatch'],
  ],
  [
    '整改进展：已完成。 and then 1. 2.',
    reports.statusThenNumbers,
    ['1/1 乡村振兴项目谋划不足 [12]', '2/1 人居环境整治反弹 [12]', '1/1 惠农补贴发放不及时 [1]'],
    [],
  ],
  [
    '第一方面： with 问题1：',
    reports.aspectsAndProblems,
    ['1/1 研究党建工作少 [-]', '2/1 廉政风险点排查不细 [-]', '3/1 物业投诉办理慢 [-]'],
    ['heading-missing'],
  ],
  [
    'no numbers, 我局一是…',
    reports.unnumberedIssues,
    ['?/0 农村公路养护责任不清 [123]', '?/0 超限治理反弹 [12]', '?/0 固定资产账物不符 [-]'],
    [],
  ],
  [
    'a fault and what was done in plain sentences',
    reports.plainSentences.replace('调研扎堆。统筹', '调研扎堆。已统筹'),
    ['1/1 会议多、文件长 [-]', '2/1 调研扎堆 [-]', '1/1 报销附件不全 [-]', '2/1 备用金未及时清理 [-]'],
    [],
  ],
  [
    '整改措施 and its results are not two series',
    reports.measuresThenResults,
    ['1/0 护林员管理松散 [12]', '2/0 古树保护投入不足 [1]'],
    [],
  ],
  [
    'lines broken at a fixed width',
    reports.wrappedLines,
    ['1/0 落实上级部署不够有力 []', '2/0 作风建设抓得不紧 []', '3/0 基层党建基础薄弱 []'],
    ['issue-without-measures'],
  ],
  [
    'the source of a web page on one line',
    reports.htmlSource,
    ['1/0 招商项目落地率低 [12]', '2/0 展会补贴审核不严 [123]'],
    [],
  ],
  [
    'a table pasted as text',
    reports.pastedTable,
    ['1/0 采购未公开招标 [12]', '2/0 资产未入账 [-]', '3/0 往来款长期挂账 [123]'],
    [],
  ],
];

describe('styles of reports', () => {
  it.each(styles)('%s', (_, text, issues, codes) => {
    expect(issuesOf(text)).toEqual(issues);
    expect(codesOf(text)).toEqual(codes);
  });
});

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
