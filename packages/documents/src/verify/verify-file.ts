import { joinLines } from '@rectify/report-text/canonical';

import { digestOf, lineCode } from '../digest.ts';
import { extractReport } from './extract-report.ts';
import { differencesByCodes, differencesByWords } from './line-differences.ts';
import type { ExtractedReport, FieldDifference, LineDifference, RegistryEntry, Verdict } from './types.ts';

/**
 * Judges whether a file is a published report: by the digest of all its lines, and by what else in it changes or
 * contradicts them. Names what differs. Throws UnreadableFile when the file is no report of ours.
 */
export function verifyFile(bytes: Uint8Array, fileName: string, registry: readonly RegistryEntry[]): Verdict {
  const report = extractReport(bytes, fileName);
  const digest = digestOf(joinLines(report.lines));
  const published = registry.find((entry) => entry.digest.toLowerCase() === digest);
  return published ? judgeBeside(report, published) : judgeLines(report, registry);
}

/** The lines are as published; says whether the rest of the file is. */
function judgeBeside(report: ExtractedReport, published: RegistryEntry): Verdict {
  const beside = [...report.findings, ...claimContradictions(report, published), ...report.contradictions(published)];
  const differences = beside.map(differenceOf);
  const isAuthentic = differences.length === 0;
  return {
    isAuthentic,
    edition: published,
    state: published.state,
    message: isAuthentic ? agrees(published, report.format) : altered(published, differences),
    differences,
  };
}

function judgeLines(report: ExtractedReport, registry: readonly RegistryEntry[]): Verdict {
  const { slug, version } = report.edition;
  const claimed = registry.find((entry) => entry.slug === slug && entry.version === version) ?? null;
  const differences = [...differencesOf(report, claimed), ...report.findings.map(differenceOf)];
  return {
    isAuthentic: false,
    edition: claimed,
    state: claimed?.state ?? 'unknown',
    message: claimed ? differs(claimed, differences) : unknown(report),
    differences,
  };
}

const differenceOf = (found: string | FieldDifference): LineDifference =>
  typeof found === 'string' ? { line: null, expected: null, found } : { line: null, ...found };

/** What the file says that it is, where it says it otherwise than the register. */
function claimContradictions({ edition, digestClaimed, codes, lines, format }: ExtractedReport, entry: RegistryEntry) {
  const claims = [
    ['编号', edition.slug, entry.slug],
    ['版本', edition.version, entry.version],
    ['发布时刻', edition.publishedAt, entry.publishedAt],
    // Of a data file, its own rules name these.
    ...(format === 'json' ? [] : ([['核对码', digestClaimed, entry.digest]] as const)),
  ] as const;
  const found: (string | FieldDifference)[] = claims.flatMap(([name, said, registered]) =>
    said === null || said === registered ? [] : [{ expected: `${name}：${registered}`, found: `${name}：${said}` }],
  );
  const isOther = format !== 'json' && codes !== null && codes.join(' ') !== lines.map(lineCode).join(' ');
  return isOther ? [...found, '文件自带的逐行核对码与正文不符'] : found;
}

function differencesOf({ lines, codes }: ExtractedReport, claimed: RegistryEntry | null): LineDifference[] {
  if (claimed?.lines) return differencesByWords(claimed.lines, lines);
  return codes === null ? [] : differencesByCodes(codes, lines);
}

const nameOf = ({ title, slug, version }: RegistryEntry) => `《${title}》（编号 ${slug}，第 ${version} 版）`;

const STANDING = '效力以本页“效力”一栏为准。';
/** What the word 一致 covers, and what it does not. */
const COVERAGE: Readonly<Record<ExtractedReport['format'], string>> = {
  html: `核验的是正文各行（标题、来源、各段、数字说明），并查了有无改变显示的内容；网页的页眉、目录、版本说明和状态提示不在核验范围，随网页另存的样式和脚本文件也不在核验范围，${STANDING}`,
  docx: `核验的是正文各行，并查了有无隐藏、修订的文字；页码、字体和文末的核验地址不在核验范围，${STANDING}`,
  txt: `核验的是正文各行；文末的核验地址不在核验范围，${STANDING}`,
  json: `核验的是正文各行和由它们可以推算的字段，${STANDING}`,
};
const COVERAGE_WHOLE = `核验的是文件的全部内容，${STANDING}`;

function agrees(entry: RegistryEntry, format: ExtractedReport['format']): string {
  const said = `核对通过：文件与${nameOf(entry)}逐字一致`;
  const isWhole = format === 'json' && (entry.content !== undefined || entry.contentDigest !== undefined);
  const coverage = isWhole ? COVERAGE_WHOLE : COVERAGE[format];
  if (entry.state === 'corrected') return `${said}；但这一版已被更正，请以最新一版为准。${coverage}`;
  return entry.state === 'withdrawn'
    ? `${said}；但这份通报已经撤回。${coverage}`
    : `${said}，是现行有效的一版。${coverage}`;
}

function altered(entry: RegistryEntry, differences: readonly LineDifference[]): string {
  return `核对不通过：正文各行与${nameOf(entry)}一致，但文件另有改动，${listed(differences)}。`;
}

function differs(entry: RegistryEntry, differences: readonly LineDifference[]): string {
  const said = `核对不通过：文件与${nameOf(entry)}不一致`;
  if (differences.length === 0)
    return `${said}；文件自带的逐行核对码也已不是发布时的，无法指出是哪一行，请与发布页面比对。`;
  // Of a withdrawn report nobody is told more.
  const isWordless = entry.lines === undefined && entry.state !== 'withdrawn';
  return `${said}，${listed(differences)}。${isWordless ? '发布时的文字，网站的核验页可以指出。' : ''}`;
}

function listed(differences: readonly LineDifference[]): string {
  const first = differences.slice(0, 3).map(sentenceOf).join('；');
  return `共 ${differences.length} 处：${first}${differences.length > 3 ? '；……' : ''}`;
}

/** 第 12 行与发布时不同：发布时为“…”，文件中为“…”. */
function sentenceOf({ line, expected, found }: LineDifference): string {
  if (line === null) {
    return expected === null ? short(found, 120) : `发布时为“${short(expected)}”，文件中为“${short(found)}”`;
  }
  if (expected === null) return `第 ${line} 行后多出“${short(found)}”`;
  if (found === null) return `第 ${line} 行缺失，发布时为“${short(expected)}”`;
  return `第 ${line} 行与发布时不同，发布时为“${short(expected)}”，文件中为“${short(found)}”`;
}

function short(text: string | null, most = 40): string {
  const characters = [...(text ?? '')];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('');
}

function unknown({ edition }: ExtractedReport): string {
  if (edition.slug === null) return '核对不通过：文件没有写明是哪一份通报，与登记的任何一份都不一致。';
  return `核对不通过：登记中没有编号 ${edition.slug} 第 ${edition.version ?? '？'} 版，文件内容与登记的任何一份都不一致。`;
}
