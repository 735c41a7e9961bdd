import { REPORT_KINDS, WITHHOLD_GROUNDS } from '@rectify/domain';

import { writtenDay } from './compose/chinese.ts';
import type {
  Edition,
  HiddenCount,
  ParagraphKind,
  PublishedFigure,
  PublishedParagraph,
  ReportContent,
  Run,
} from './report-document.ts';

export type LineKind =
  | ParagraphKind
  | 'fact'
  | 'totals'
  | 'hidden'
  | 'state'
  | 'units-heading'
  | 'units-row'
  | 'notes-heading'
  | 'note'
  | 'note-item';

/** One visible line of a report: pages and files show these and nothing else. */
export interface ReportLine {
  /** Unique within the report; the page's `data-line`. */
  id: string;
  kind: LineKind;
  /** As of the paragraph; 0 elsewhere. */
  level: number;
  runs: Run[];
  /** Of rows of the units' table: its cells, which together are the line; null elsewhere. */
  cells: string[] | null;
  /** Anchor that the line itself carries on a page, e.g. p12 or f-issues_total. */
  anchor: string | null;
  /** Anchor of the paragraph that the line points to, for items of the figure notes. */
  target: string | null;
  /** The line as it is hashed. */
  text: string;
}

/** What shows nothing itself and may turn round or part what is shown: format and control characters, halves of pairs. */
const INVISIBLE = /[\p{Cf}\p{Cs}]|(?![\s\u0085])\p{Cc}/gu;

/** The text without its invisible characters; line breaks and other white space stay. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** A line as `normaliseLine` has it, but with the invisible characters that stand in it. */
export function writtenLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/(?:[^\S\ufeff]|\u0085)+/gu, ' ')
    .replaceAll(/^ | $/gu, '');
}

/** A line as it is hashed: no control or invisible characters, no line breaks, white space as single spaces. */
export function normaliseLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/[\s\u0085]+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}

/** The anchor of a figure's note, to which the figure in the text points. */
export function figureAnchor(key: string): string {
  return `f-${key.replace('@', '-')}`;
}

const runText = (runs: readonly Run[]) => runs.map((run) => (typeof run === 'string' ? run : run.text)).join('');

function makeLine(id: string, kind: LineKind, runs: Run[], rest: Partial<ReportLine> = {}): ReportLine {
  const text = normaliseLine(rest.cells ? rest.cells.map(normaliseLine).join(' ') : runText(runs));
  return { id, kind, level: 0, runs, cells: null, anchor: null, target: null, ...rest, text };
}

/** Every visible line of a report in order; without an edition, as a draft that is not published. */
export function reportLines(content: ReportContent, edition: Edition | null): ReportLine[] {
  const lines = [
    makeLine('title', 'title', [content.title]),
    ...factLines(content, edition),
    ...totalLines(content),
    ...content.paragraphs.flatMap(paragraphLines),
    ...contactLines(content),
    ...unitLines(content),
    ...noteLines(content.figures),
  ];
  return lines.filter(({ text }) => text !== '');
}

/** The lines that are hashed, one for each visible line. */
export function canonicalLines(content: ReportContent, edition: Edition | null): { id: string; text: string }[] {
  return reportLines(content, edition).map(({ id, text }) => ({ id, text }));
}

/** The lines as a page writes them: with the invisible characters that older content may hold. */
export function linesAsWritten(content: ReportContent, edition: Edition | null): string[] {
  return reportLines(content, edition).map(({ cells, runs }) => writtenLine(cells ? cells.join(' ') : runText(runs)));
}

/** The text whose SHA-256 over UTF-8 is the report's digest. */
export function canonicalText(content: ReportContent, edition: Edition | null): string {
  return joinLines(canonicalLines(content, edition).map(({ text }) => text));
}

/** Lines as the text that is hashed: each ends with a line feed. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const AUDIENCES = { public: '向社会公开', party: '党内公开' } as const;

function factLines(content: ReportContent, edition: Edition | null): ReportLine[] {
  const { unitName, regionName, programmeName, groupName, feedbackOn, kind, audience } = content;
  const facts: (readonly [string, string])[] = [
    ['source', `来源：${unitName}`],
    ['programme', `所属工作：${[regionName, programmeName].filter((name) => name !== '').join(' ')}`],
  ];
  if (groupName !== null) facts.push(['group', `巡察组：${groupName}`]);
  if (feedbackOn !== null) facts.push(['feedback', `反馈日期：${writtenDay(feedbackOn)}`]);
  facts.push(['kind', `类别：${REPORT_KINDS[kind]}（${AUDIENCES[audience]}）`]);
  if (edition) {
    facts.push(['edition', `编号：${edition.slug} 第 ${edition.version} 版`]);
    facts.push(['published', `发布时间：${writtenInstant(edition.publishedAt)}`]);
  }
  return facts.map(([id, text]) => makeLine(`fact-${id}`, 'fact', [text]));
}

/** An instant in the time of China, which has no summer time: 2024-09-26 18:00:05; as it is where it is none. */
function writtenInstant(instant: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function totalLines({ totals, hiddenIssues, hiddenTexts, audience }: ReportContent): ReportLine[] {
  const { total, shown, completed, staged, unfinished } = totals;
  const lines: ReportLine[] = [];
  if (total > 0) {
    const results = `已完成整改 ${completed} 项，阶段性完成、持续整改 ${staged} 项，正在整改 ${unfinished} 项`;
    lines.push(makeLine('totals', 'totals', [`共反馈问题 ${total} 项：${results}。本通报列出 ${shown} 项。`]));
  }
  const unlisted = hiddenIssues.filter(({ ground }) => ground === 'unlisted');
  const issues = hiddenSentence(
    hiddenIssues.filter(({ ground }) => ground !== 'unlisted'),
    '项问题',
    audience,
  );
  if (issues !== null) lines.push(makeLine('hidden-issues', 'hidden', [issues]));
  for (const { count } of unlisted) lines.push(makeLine('unlisted', 'hidden', [`另有 ${count} 项问题未列入本通报。`]));
  const texts = hiddenSentence(hiddenTexts, '处文字', audience);
  if (texts !== null) lines.push(makeLine('hidden-texts', 'hidden', [texts]));
  return lines;
}

/** 另有 3 项问题依规不公开（在办案件 2 项，仅限党内公开 1 项）。 */
function hiddenSentence(
  hidden: readonly HiddenCount[],
  unit: string,
  audience: ReportContent['audience'],
): string | null {
  if (hidden.length === 0) return null;
  const sum = hidden.reduce((total, { count }) => total + count, 0);
  const parts = hidden.map(({ ground, count }) => `${groundWords(ground)} ${count} ${unit.slice(0, 1)}`);
  const where = audience === 'party' ? '在党内' : '';
  return `另有 ${sum} ${unit}依规不${where}公开（${parts.join('，')}）。`;
}

/** Why something is left out, in words for the reader. */
export function groundWords(ground: HiddenCount['ground']): string {
  if (ground === 'party') return '仅限党内公开';
  return ground === 'unlisted' ? '未列入本通报' : WITHHOLD_GROUNDS[ground];
}

function paragraphLines({ id, kind, level, runs, state }: PublishedParagraph): ReportLine[] {
  const line = makeLine(id, kind, runs, { level, anchor: id });
  return state === null ? [line] : [line, makeLine(`${id}-state`, 'state', [`整改状态：${state}`])];
}

/** Ways of contact that the report's own words leave out, so that no part of it goes unhashed. */
function contactLines({ paragraphs, contact }: ReportContent): ReportLine[] {
  const said = paragraphs.filter(({ kind }) => kind === 'contact').map(({ runs }) => runText(runs));
  const ways = [
    ['phone', '联系电话', contact.phone],
    ['address', '通信地址', contact.address],
    ['postcode', '邮政编码', contact.postcode],
    ['email', '电子邮箱', contact.email],
  ] as const;
  return ways.flatMap(([id, label, value]) => {
    const isSaid = value === null || value.trim() === '' || said.some((words) => words.includes(value.trim()));
    return isSaid ? [] : [makeLine(`contact-${id}`, 'contact', [`${label}：${value}`])];
  });
}

function unitLines({ units }: ReportContent): ReportLine[] {
  if (units.length === 0) return [];
  const row = (id: string, cells: string[]) => makeLine(id, 'units-row', [], { cells });
  return [
    makeLine('units', 'units-heading', ['附：各单位整改情况']),
    row('unit-0', ['单位', '总数', '已完成整改', '阶段性完成', '正在整改']),
    ...units.map(({ name, total, completed, staged, unfinished }, at) =>
      row(`unit-${at + 1}`, [name, ...[total, completed, staged, unfinished].map(String)]),
    ),
  ];
}

function noteLines(figures: readonly PublishedFigure[]): ReportLine[] {
  if (figures.length === 0) return [];
  return [makeLine('notes', 'notes-heading', ['附：数字说明']), ...figures.flatMap(figureLines)];
}

function figureLines({ key, label, text, items, hidden }: PublishedFigure, at: number): ReportLine[] {
  const id = `note-${at + 1}`;
  const head = makeLine(id, 'note', [`${label}：${text}`], { anchor: figureAnchor(key) });
  const shown = items.map(({ name, share, paragraphId }, place) =>
    makeLine(`${id}-${place + 1}`, 'note-item', [share === null ? name : `${name}（${share}）`], {
      target: paragraphId,
    }),
  );
  if (hidden === null) return [head, ...shown];
  return [head, ...shown, makeLine(`${id}-hidden`, 'note-item', [`未在本通报列出的：${hidden}`])];
}
