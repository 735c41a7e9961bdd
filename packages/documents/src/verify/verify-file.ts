import { joinLines } from '@rectify/report-text/canonical';

import { digestOf } from '../digest.ts';
import { extractReport } from './extract-report.ts';
import { differencesByCodes, differencesByWords } from './line-differences.ts';
import type { ExtractedReport, LineDifference, RegistryEntry, Verdict } from './types.ts';

/**
 * Judges by the digest of all its lines, and by nothing else, whether a file is a published report; names the lines
 * that differ. Throws UnreadableFile when the file is no report of ours.
 */
export function verifyFile(bytes: Uint8Array, fileName: string, registry: readonly RegistryEntry[]): Verdict {
  const report = extractReport(bytes, fileName);
  const digest = digestOf(joinLines(report.lines));
  const published = registry.find((entry) => entry.digest.toLowerCase() === digest);
  if (published)
    return {
      isAuthentic: true,
      edition: published,
      state: published.state,
      message: agrees(published),
      differences: [],
    };
  const { slug, version } = report.edition;
  const claimed = registry.find((entry) => entry.slug === slug && entry.version === version) ?? null;
  const differences = differencesOf(report, claimed);
  return {
    isAuthentic: false,
    edition: claimed,
    state: claimed?.state ?? 'unknown',
    message: claimed ? differs(claimed, differences) : unknown(report),
    differences,
  };
}

function differencesOf({ lines, codes }: ExtractedReport, claimed: RegistryEntry | null): LineDifference[] {
  if (claimed?.lines) return differencesByWords(claimed.lines, lines);
  return codes === null ? [] : differencesByCodes(codes, lines);
}

const nameOf = ({ title, slug, version }: RegistryEntry) => `《${title}》（编号 ${slug}，第 ${version} 版）`;

function agrees(entry: RegistryEntry): string {
  const said = `核对通过：文件与${nameOf(entry)}逐字一致`;
  if (entry.state === 'corrected') return `${said}；但这一版已被更正，请以最新一版为准。`;
  return entry.state === 'withdrawn' ? `${said}；但这份通报已经撤回。` : `${said}，是现行有效的一版。`;
}

function differs(entry: RegistryEntry, differences: readonly LineDifference[]): string {
  const said = `核对不通过：文件与${nameOf(entry)}不一致`;
  const lines = [...new Set(differences.map(({ line }) => line))];
  if (lines.length === 0) return `${said}；文件自带的逐行核对码也已不是发布时的，无法指出是哪一行，请与发布页面比对。`;
  const first = differences.slice(0, 3).map(sentenceOf).join('；');
  return `${said}，共 ${differences.length} 处：${first}${differences.length > 3 ? '；……' : ''}。`;
}

/** 第 12 行与发布时不同：发布时为“…”，文件中为“…”. */
function sentenceOf({ line, expected, found }: LineDifference): string {
  if (expected === null) return `第 ${line} 行后多出“${short(found)}”`;
  if (found === null) return `第 ${line} 行缺失，发布时为“${short(expected)}”`;
  return `第 ${line} 行与发布时不同，发布时为“${short(expected)}”，文件中为“${short(found)}”`;
}

function short(text: string | null): string {
  const characters = [...(text ?? '')];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
}

function unknown({ edition }: ExtractedReport): string {
  if (edition.slug === null) return '核对不通过：文件没有写明是哪一份通报，与登记的任何一份都不一致。';
  return `核对不通过：登记中没有编号 ${edition.slug} 第 ${edition.version ?? '？'} 版，文件内容与登记的任何一份都不一致。`;
}
