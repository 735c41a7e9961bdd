import { joinLines, normaliseLine } from '@rectify/report-text/canonical';

import { digestOf, lineCode } from '../digest.ts';
import { extractReport } from './extract-report.ts';
import { spelled, spellOut } from './invisible.ts';
import { differencesByCodes, differencesByWords } from './line-differences.ts';
import { listed, quotedAll } from './sentences.ts';
import type { ExtractedReport, FieldDifference, LineDifference, RegistryEntry, Verdict } from './types.ts';

/**
 * Judges whether a file is a published report: by the digest of all its lines, and by what else in it changes or
 * contradicts them. Names what differs. Throws UnreadableFile when the file is no report of ours.
 */
export function verifyFile(
  bytes: Uint8Array,
  fileName: string,
  registry: readonly RegistryEntry[],
  siteName: string | null = null,
): Verdict {
  const report = extractReport(bytes, fileName);
  const digest = digestOfFile(report);
  const published = registry.find((entry) => entry.digest.toLowerCase() === digest);
  if (!published) return judgeLines(report, registry);
  const versions = registry.filter(({ slug }) => slug === published.slug);
  const besides = report.besides({ entry: published, versions, lines: plain(report.lines), siteName });
  return judgeBeside(report, published, besides.map(spellOut));
}

/** The digest of a file's lines, as the register has that of the published ones. */
export const digestOfFile = ({ lines }: ExtractedReport): string => digestOf(joinLines(plain(lines)));

const plain = (lines: readonly string[]) => lines.map(normaliseLine).filter((line) => line !== '');

/** The lines with invisible characters only where they were not published with the same. */
function withoutPublished(lines: readonly string[], { unseen = [] }: RegistryEntry): string[] {
  const known = new Set(unseen);
  return lines.map((line) => (known.has(line) ? normaliseLine(line) : line));
}

/** The lines are as published but for invisible characters; says whether these and the rest of the file are. */
function judgeBeside(report: ExtractedReport, published: RegistryEntry, besides: string[]): Verdict {
  const unseen = differencesByWords(plain(report.lines), withoutPublished(report.lines, published));
  const beside = [
    ...(report.isCut ? [CUT] : []),
    ...report.findings,
    ...claimContradictions(report, published),
    ...report.contradictions(published),
  ];
  const differences = [...unseen, ...beside.map(differenceOf)].map(spelled);
  const isAuthentic = differences.length === 0;
  return {
    isAuthentic,
    edition: published,
    state: published.state,
    message: isAuthentic
      ? agrees(published, report.format, besides)
      : unseen.length > 0
        ? differs(published, differences, false)
        : altered(published, differences),
    differences,
    besides,
  };
}

function judgeLines(report: ExtractedReport, registry: readonly RegistryEntry[]): Verdict {
  const { slug, version } = report.edition;
  const claimed = registry.find((entry) => entry.slug === slug && entry.version === version) ?? null;
  const differences = [...differencesOf(report, claimed), ...report.findings.map(differenceOf)].map(spelled);
  return {
    isAuthentic: false,
    edition: claimed,
    state: claimed?.state ?? 'unknown',
    message: claimed ? differs(claimed, differences, report.isCut) : unknown(report),
    differences,
    besides: [],
  };
}

/** After how many lines a file breaks off, where it is as published up to there. */
function cutAt([first, ...rest]: readonly LineDifference[]): number | null {
  const isEnd = first?.expected != null && rest.every(({ line, found }) => line !== null && found === null);
  return isEnd && first.line !== null ? first.line - 1 : null;
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
  const isOther = format !== 'json' && codes !== null && codes.join(' ') !== plain(lines).map(lineCode).join(' ');
  return isOther ? [...found, '文件自带的逐行核对码与正文不符'] : found;
}

function differencesOf({ lines, codes }: ExtractedReport, claimed: RegistryEntry | null): LineDifference[] {
  const found = claimed ? withoutPublished(lines, claimed) : lines;
  if (claimed?.lines) return differencesByWords(claimed.lines, found);
  return codes === null ? [] : differencesByCodes(codes, found);
}

const nameOf = ({ title, slug, version }: RegistryEntry) => `《${title}》（编号 ${slug}，第 ${version} 版）`;

const STANDING = '效力以本页“效力”一栏为准。';
/** What the word 一致 covers, and what it does not. */
const COVERAGE: Readonly<Record<ExtractedReport['format'], string>> = {
  html: `核验的是正文各行（标题、来源、各段、数字说明），并查了有无改变显示的内容、正文之外有无别的文字、指向别处的链接和二维码；随网页另存的样式和脚本文件不在核验范围，${STANDING}`,
  docx: `核验的是正文各行，并查了有无隐藏、修订的文字；页码、字体和文末的核验地址不在核验范围，${STANDING}`,
  txt: `核验的是正文各行；文末的核验地址不在核验范围，${STANDING}`,
  json: `核验的是正文各行和由它们可以推算的字段，${STANDING}`,
};
const COVERAGE_WHOLE = `核验的是文件的全部内容，${STANDING}`;

function agrees(entry: RegistryEntry, format: ExtractedReport['format'], besides: readonly string[]): string {
  const said =
    besides.length === 0
      ? `核对通过：文件与${nameOf(entry)}逐字一致`
      : `正文核对通过，但文件里另有 ${besides.length} 处不属于通报的文字，发布的网页上没有：${quotedAll(besides)}。正文各行与${nameOf(entry)}逐字一致`;
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

const CUT = '文件不完整，末尾缺失：多半是下载、复制或传送中断，请从发布页面重新下载或另存后再核验';

function differs(entry: RegistryEntry, differences: readonly LineDifference[], isCut: boolean): string {
  const said = `核对不通过：文件与${nameOf(entry)}不一致`;
  const sameUntil = isCut ? cutAt(differences) : null;
  if (sameUntil !== null) return `${said}：前 ${sameUntil} 行与发布时相同，其后中断。${CUT}。`;
  if (isCut && differences.length === 0) return `${said}。${CUT}。`;
  if (differences.length === 0)
    return `${said}；文件自带的逐行核对码也已不是发布时的，无法指出是哪一行，请与发布页面比对。`;
  // Of a withdrawn report nobody is told more.
  const isWordless = entry.lines === undefined && entry.content === undefined && entry.state !== 'withdrawn';
  return `${said}，${listed(differences)}。${isCut ? `${CUT}。` : ''}${isWordless ? '发布时的文字，网站的核验页可以指出。' : ''}`;
}

function unknown({ edition }: ExtractedReport): string {
  if (edition.slug === null) return '核对不通过：文件没有写明是哪一份通报，与登记的任何一份都不一致。';
  return `核对不通过：登记中没有编号 ${spellOut(edition.slug).slice(0, 100)} 第 ${edition.version ?? '？'} 版，文件内容与登记的任何一份都不一致。`;
}
