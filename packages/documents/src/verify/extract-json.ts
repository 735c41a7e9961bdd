import { linesAsWritten } from '@rectify/report-text/canonical';
import type { Edition, ReportContent } from '@rectify/report-text/report-document';

import { UnreadableFile } from '../unreadable-file.ts';
import { jsonContradictions } from './inspect-json.ts';
import { isReportContent, unknownFields } from './report-shape.ts';
import type { ExtractedReport } from './types.ts';

const BROKEN =
  '文件的开头像本系统发布的 JSON 数据，但后面不完整或已被改坏，无法读取：多半是下载、复制或传送中断。请从发布页面重新下载后再核验。';

/** Reads a report's JSON file; null when it is none of ours. */
export function extractJson(text: string): ExtractedReport | null {
  const file = parse(text);
  if (file === undefined && looksLikeOurs(text)) throw new UnreadableFile(BROKEN);
  if (!isRecord(file)) return null;
  const { slug, version, publishedAt, digest, codes, content, ...rest } = file;
  const isEdition = typeof slug === 'string' && typeof version === 'number' && typeof publishedAt === 'string';
  if (!isEdition || !isReportContent(content)) return null;
  const edition: Edition = { slug, version, publishedAt };
  return {
    ...{
      format: 'json',
      isCut: false,
      findings: [],
      besides: () => [],
      contradictions: (entry) => jsonContradictions({ text, fields: file, content, edition }, entry),
    },
    edition,
    lines: [...linesAsWritten(content, edition), ...additions(rest, content)],
    digestClaimed: typeof digest === 'string' ? digest : null,
    codes: Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : null,
  };
}

/** What a program might show of the file though no line of the report says it. */
function additions(rest: Record<string, unknown>, content: ReportContent): string[] {
  return [...Object.keys(rest), ...unknownFields(content)].map((name) => `多出的内容：${name}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text that is no JSON begins as our files do. */
const looksLikeOurs = (text: string) => /^\s*\{\s*"slug"\s*:\s*"[^"]*"\s*,\s*"version"\s*:/u.test(text);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
