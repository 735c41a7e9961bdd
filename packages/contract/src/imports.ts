import { z } from 'zod';
import { DISCLOSURES } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, day, words } from './common.ts';

/** Longest report text that one import takes, in UTF-16 units; the longest real report seen has 21,000. */
export const REPORT_TEXT_LIMIT = 300_000;

const reportText = z
  .string({ error: '请粘贴通报或反馈意见的文字' })
  .max(REPORT_TEXT_LIMIT, { error: '文字太长（一次最多 30 万字），请分成几段分别导入' });

const line = z.number().int();
const parsedIssue = z.object({
  number: z.number().int().nullable(),
  categoryPath: z.array(z.string()),
  title: z.string(),
  text: z.string(),
  line,
  measures: z.array(z.object({ ordinal: z.number().int().nullable(), text: z.string(), line })),
  progress: z.array(z.object({ text: z.string(), line })).optional(),
});

export const reportParse = z.object({
  title: z.string().nullable(),
  unitName: z.string().nullable(),
  inspection: z.object({
    groupName: z.string().nullable(),
    onSiteFrom: day.nullable(),
    onSiteTo: day.nullable(),
    feedbackOn: day.nullable(),
  }),
  issues: z.array(parsedIssue),
  claims: z.array(z.object({ kind: z.string(), value: z.number(), unit: z.string(), line, quote: z.string() })),
  sections: z.array(z.object({ kind: z.string(), title: z.string().nullable(), fromLine: line, toLine: line })),
  contact: z.object({
    phone: z.string().nullable(),
    postcode: z.string().nullable(),
    address: z.string().nullable(),
    email: z.string().nullable(),
  }),
  signatory: z.string().nullable(),
  signedOn: day.nullable(),
  findings: z.array(
    z.object({ code: z.string(), severity: z.enum(['error', 'warning', 'note']), line, message: z.string() }),
  ),
});

const importIssue = z.strictObject({
  number: z.number().int().min(1, { error: '序号从 1 开始' }).max(9999, { error: '序号最大 9999' }).nullable(),
  categoryPath: z.array(words('分类标题', { max: 300 })).max(3, { error: '分类最多三级' }),
  title: words('问题标题', { max: 200 }),
  text: words('问题原文', { max: 8000 }),
  measures: z
    .array(z.strictObject({ text: words('整改措施', { max: 8000 }) }))
    .max(60, { error: '一个问题最多 60 条措施' }),
  progress: z
    .array(words('进展', { max: 4000 }))
    .max(20, { error: '一个问题最多 20 段进展' })
    .default([])
    .meta({ description: '措施之后以“截至”“目前”起头的段落，写入整改成效说明' }),
});

export const importEndpoints = {
  parseReportText: endpoint({
    method: 'POST',
    path: '/api/imports/report-text',
    summary: '识别通报或反馈意见文字，不写入任何数据',
    tag: '导入',
    body: z.strictObject({ text: reportText }),
    response: reportParse,
  }),
  commitImport: endpoint({
    method: 'POST',
    path: '/api/inspections/:id/imports',
    summary: '把校正后的问题与措施一次写入；同一文字再次导入不作改动',
    tag: '导入',
    params: byId,
    body: z.strictObject({
      text: reportText,
      disclosure: codes(DISCLOSURES).exclude(['withheld']).default('party'),
      issues: z.array(importIssue).min(1, { error: '没有可导入的问题' }).max(500, { error: '一次最多导入 500 个问题' }),
    }),
    response: z.object({
      isRepeat: z.boolean(),
      issueCount: z.number().int(),
      measureCount: z.number().int(),
      skippedCount: z.number().int(),
      message: z.string(),
    }),
  }),
};
export type ReportParse = z.output<typeof reportParse>;
