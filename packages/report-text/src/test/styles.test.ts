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
    '(1)问题描述： and (2)整改情况： below 1.',
    reports.numberedLabels,
    [
      '1/2 中心组学习质量不高 [123]',
      '2/2 学习强国使用率低 [-]',
      '1/2 审计整改跟踪不到位 [12]',
      '1/2 警示教育走过场 [-]',
    ],
    [],
  ],
  [
    '1.存在问题： 2.整改措施： 3.整改成效：',
    reports.threeNumberedLabels,
    ['1/0 “三农”服务意识不强的问题 [-]', '2/0 社有资产监管不严的问题 [-]'],
    [],
  ],
  [
    '反馈意见：… and 整改情况：已整改。一是…',
    reports.feedbackThenState,
    [
      '1/0 主题党日活动形式单一，记录不规范 [12]',
      '2/0 工会经费使用不规范，2021年福利发放超范围 [-]',
      '3/0 窗口一次性告知不到位 [-]',
      '4/0 干部档案专项审核进度慢 [-]',
    ],
    [],
  ],
  [
    'categories 关于“…”方面的问题, numbers that run on',
    reports.quotedCategories,
    [
      '1/1 预警信息发布最后一公里不畅 [123]',
      '2/1 人工影响天气作业安全隐患 [12]',
      '3/1 政府采购内控薄弱 [12]',
      '4/1 干部队伍老化 [1234]',
    ],
    [],
  ],
  [
    '完成时限, 责任人 and 完成情况 behind the measures',
    reports.particularsOfIssues,
    ['1/1 规划编制脱离实际 [12]', '2/1 重点项目调度不力 [123]'],
    [],
  ],
  [
    '一是针对“…”问题 counts issues',
    reports.countedIssues,
    ['1/0 值班值守制度执行不严 [-]', '2/0 公车管理不规范 [-]', '3/0 食堂采购不透明 [-]'],
    [],
  ],
  [
    'an audit result',
    reports.auditResult,
    ['1/1 部分项目预算执行率低 [-]', '2/1 非税收入未及时上缴 [-]', '1/1 房产出租未履行审批 [-]'],
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
