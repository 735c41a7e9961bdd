import type { ClaimKind, IssueKind, NodeKind, SectionKind, Severity } from './types.ts';

export const claimLabels: Record<ClaimKind, string> = {
  'issues-total': '反馈问题总数',
  'issue-categories': '问题类别（方面）数',
  'issues-done': '已完成整改问题数',
  'issues-ongoing': '正在整改问题数',
  'completion-rate': '整改完成率',
  'measures-total': '整改措施总数',
  'immediate-items': '立行立改事项',
  'named-items': '点人点事事项',
  suggestions: '意见建议',
  'systems-established': '建立完善制度',
  'money-returned': '退还（清退）资金',
  'money-recovered': '追缴（挽回）资金',
  people: '处理人员',
  meetings: '会议、培训次数',
};

export const sectionLabels: Record<SectionKind, string> = {
  furniture: '页面附带文字',
  title: '标题',
  preamble: '前言',
  overview: '组织整改情况',
  rectification: '整改落实情况',
  suggestions: '意见建议',
  'next-steps': '下一步安排',
  contact: '联系方式',
  signature: '落款',
  body: '其他正文',
};

export const nodeLabels: Record<NodeKind, string> = {
  blank: '空行',
  furniture: '页面附带文字',
  title: '标题',
  preamble: '前言',
  overview: '组织整改情况',
  category: '问题分类',
  issue: '反馈问题',
  label: '小标签',
  measure: '整改措施',
  progress: '整改进展',
  note: '附注',
  suggestions: '意见建议',
  'next-steps': '下一步安排',
  contact: '联系方式',
  signature: '落款',
  body: '其他正文',
  unclassified: '未归类文字',
};

export const issueKindLabels: Record<IssueKind, string> = {
  problem: '问题',
  immediate: '立行立改事项',
  named: '点人点事事项',
};

export const severityLabels: Record<Severity, string> = { error: '错误', warning: '警告', note: '提示' };
