import { createHash } from 'node:crypto';
import {
  checkLabels,
  checkReport,
  compareAudiences,
  FIGURE_REFERENCE,
  type CheckFinding,
  type LedgerFacts,
  type Repair,
} from '@rectify/report-text';
import { projectFacts, type CountedLedger } from './compose-input.ts';
import { toDraft, writeOut, type WrittenParagraph } from './draft-offsets.ts';
import { composedFacts, type Audience } from './ledger-facts.ts';
import type { ReportCase } from './report-case.ts';
import type { StoredParagraph } from './stored-draft.ts';

/** A finding at its place in the draft: offsets are of the paragraph's drafted text. */
export interface DraftFinding extends Omit<CheckFinding, 'code' | 'related'> {
  key: string;
  code: string;
  label: string;
  related: { line: number; quote: string; paragraphId: string | null }[];
  paragraphId: string | null;
}

interface Placed {
  paragraph: StoredParagraph;
  /** Where its written words begin in the text that is checked. */
  start: number;
  /** Its first line there, from 1. */
  line: number;
  written: WrittenParagraph;
}

const KEPT = 60;
const known = new Map<string, CheckFinding[]>();

/** The same text against the same ledger is examined once. */
function findingsOf(text: string, facts: LedgerFacts): CheckFinding[] {
  const key = createHash('sha256')
    .update(JSON.stringify([text, facts]))
    .digest('base64');
  const found = known.get(key) ?? checkReport(text, facts).findings;
  known.delete(key);
  known.set(key, found);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return found;
}

const keyOf = (code: string, quote: string, paragraphId: string | null) =>
  createHash('sha256')
    .update(JSON.stringify([code, quote, paragraphId]))
    .digest('hex')
    .slice(0, 32);

function placeAt(places: readonly Placed[], offset: number): Placed | null {
  return places.findLast(({ start }) => start <= offset) ?? null;
}

const inDraft = ({ written, start }: Placed, from: number, to: number) => toDraft(written, from - start, to - start);

function repairIn(place: Placed, repair: Repair | null): Repair | null {
  if (!repair) return null;
  const { from, to, isExact } = inDraft(place, repair.from, repair.to);
  return isExact ? { ...repair, from, to } : null;
}

// Several inspections number their issues each for itself.
const BY_INSPECTION: ReadonlySet<string> = new Set(['number-duplicate', 'number-order']);

/** A 阶段成效 names the whole and tells of some issues: its bound total is the ledger's, whatever is listed below. */
function isCountOfWhole(found: CheckFinding, places: readonly Placed[]): boolean {
  const place = found.code === 'claim-mismatch' ? placeAt(places, found.from) : null;
  return place !== null && !inDraft(place, found.from, found.to).isExact;
}

const NAMED = 14;

/**
 * A writer sees paragraphs, not lines of a text: a line is named by the words that it begins with. Another issue's is
 * named by its mark alone, since not everyone who reads the finding may see that issue.
 */
function nameLines(message: string, own: Placed | null, places: readonly Placed[]): string {
  return message.replaceAll(/（第 \d+ 行）/gu, '').replaceAll(/第 (\d+) 行/gu, (words, line: string) => {
    const place = places.find((each) => each.line === Number(line));
    if (!place) return words;
    const { text } = place.written;
    const { issueId } = place.paragraph;
    if (issueId !== null && issueId !== own?.paragraph.issueId) {
      const mark = /^[（(]?[\d一二三四五六七八九十]{1,4}[)）.．、]/u.exec(text)?.[0];
      return mark === undefined ? '另一个问题的一段' : `“${mark}”一段`;
    }
    return `“${text.slice(0, NAMED)}${text.length > NAMED ? '…' : ''}”一段`;
  });
}

function placeFinding(found: CheckFinding, places: readonly Placed[]): DraftFinding {
  const place = placeAt(places, found.from);
  const paragraphId = place?.paragraph.id ?? null;
  const { from, to } = place ? inDraft(place, found.from, found.to) : found;
  return {
    ...found,
    ...{ from, to, paragraphId },
    key: keyOf(found.code, found.quote, paragraphId),
    label: checkLabels[found.code],
    message: nameLines(found.message, place, places),
    repair: place && repairIn(place, found.repair),
    related: (found.related ?? []).map((each) => ({
      ...each,
      paragraphId: places.findLast((other) => other.line <= each.line)?.paragraph.id ?? null,
    })),
  };
}

/** A figure that the ledger does not have: its category is gone, or its name was mistyped. */
function unknownFigures({ paragraph, written }: Placed, line: number, keys: ReadonlySet<string>): DraftFinding[] {
  return [...paragraph.text.matchAll(FIGURE_REFERENCE)]
    .filter(([reference]) => !keys.has(reference.slice(2, -2)))
    .map(({ 0: quote, index }) => ({
      key: keyOf('figure-unknown', quote, paragraph.id),
      code: 'figure-unknown',
      label: '数字引用失效',
      severity: 'error' as const,
      ...{ line, quote, paragraphId: paragraph.id },
      from: index,
      to: index + quote.length,
      message: `“${written.text.slice(0, 20)}…”引用的数字在台账中已经没有了。请删去，或重新插入一个数字。`,
      repair: null,
      related: [],
    }));
}

/** Where a paragraph's figures stand in the text that is checked. */
const boundSpans = ({ written, start }: Placed) =>
  written.segments
    .filter(({ isFigure }) => isFigure)
    .map(({ from, to }): [number, number] => [start + from, start + to]);

/** The paragraphs that one composition shows as they are written out, and what must not slip into them. */
function separate({ row, place, draft }: ReportCase, ledger: CountedLedger, audience: Audience) {
  const paragraphs = draft?.paragraphs ?? [];
  const figures = new Map(ledger.figures.map((figure) => [figure.key, figure.text]));
  const rows = new Map(
    compareAudiences(paragraphs, projectFacts({ row, place }, ledger)).map((each) => [each.paragraphId, each]),
  );
  const shown: Pick<Placed, 'paragraph' | 'written'>[] = [];
  const texts: Record<'hidden' | 'composed' | 'headings', string[]> = { hidden: [], composed: [], headings: [] };
  for (const paragraph of paragraphs) {
    const written = writeOut(paragraph.text, (key) => figures.get(key));
    if ((rows.get(paragraph.id)?.[audience] ?? null) === null) {
      texts.hidden.push(written.text);
      if (paragraph.kind === 'heading') texts.headings.push(written.text);
      continue;
    }
    if (!paragraph.isEdited) texts.composed.push(written.text);
    shown.push({ paragraph, written });
  }
  return { shown, facts: composedFacts({ kind: row.kind, place, paragraphs }, ledger, audience, texts) };
}

function checkAudience(report: ReportCase, ledger: CountedLedger, audience: Audience): DraftFinding[] {
  const { row, place, draft } = report;
  if (!draft) return [];
  const { shown, facts } = separate(report, ledger, audience);
  const places: Placed[] = [];
  let text = '';
  let line = 1;
  for (const each of shown) {
    places.push({ ...each, line, start: text.length });
    text += `${each.written.text}\n`;
    line += each.written.text.split('\n').length;
  }
  const keys = new Set(ledger.figures.map(({ key }) => key));
  return [
    ...findingsOf(text, { ...facts, boundSpans: places.flatMap(boundSpans) })
      .filter((found) => row.kind === 'final' || !isCountOfWhole(found, places))
      .filter(({ code }) => place.inspectionId !== null || !BY_INSPECTION.has(code))
      .map((found) => placeFinding(found, places)),
    ...places.flatMap((each, index) => unknownFigures(each, index + 1, keys)),
  ];
}

const UNSAYABLE: ReadonlySet<string> = new Set(['withheld-words', 'personal-data', 'secrecy-marking']);

/** What keeps words from readers that stand beside a report: nothing may get out there that may not in the report. */
export function findUnsayable(report: ReportCase, ledger: CountedLedger, words: string): CheckFinding | undefined {
  const { facts } = separate(report, ledger, 'public');
  return checkReport(words, facts).findings.find(({ code, severity }) => severity === 'error' && UNSAYABLE.has(code));
}

const ELSEWHERE = '这里与您看不到的另一个问题有关，请由巡察办核对。';

/** The findings as someone may read them to whom some paragraphs do not exist: neither in quotes nor in sentences. */
export function readableFindings(findings: readonly DraftFinding[], hidden: ReadonlySet<string>): DraftFinding[] {
  const isHidden = (paragraphId: string | null) => paragraphId !== null && hidden.has(paragraphId);
  return findings
    .filter(({ paragraphId }) => !isHidden(paragraphId))
    .map((finding) => {
      const related = finding.related.filter(({ paragraphId }) => !isHidden(paragraphId));
      return related.length === finding.related.length ? finding : { ...finding, related, message: ELSEWHERE };
    });
}

export interface DraftCheck {
  findings: Record<Audience, DraftFinding[]>;
  errorCount: number;
  openWarningCount: number;
  noteCount: number;
  /** The errors, or where there are none, the warnings that nobody has ticked. */
  blocking: DraftFinding[];
}

/** Examines both compositions of a draft: both are published, so an error of either blocks (通报体检). */
export function checkDraft(report: ReportCase, ledger: CountedLedger, ticked: ReadonlySet<string>): DraftCheck {
  const findings = {
    public: checkAudience(report, ledger, 'public'),
    party: checkAudience(report, ledger, 'party'),
  };
  const each = new Map([...findings.public, ...findings.party].map((finding) => [finding.key, finding]));
  const of = (wanted: DraftFinding['severity']) => [...each.values()].filter(({ severity }) => severity === wanted);
  const errors = of('error');
  const open = of('warning').filter(({ key }) => !ticked.has(key));
  return {
    findings,
    errorCount: errors.length,
    openWarningCount: open.length,
    noteCount: of('note').length,
    blocking: errors.length > 0 ? errors : open,
  };
}
