import { readClaims } from './claims.ts';
import { classify } from './classify.ts';
import type { Verdict } from './classify.ts';
import { readContact } from './contact.ts';
import { openCountedFields } from './feedback-items.ts';
import {
  claimFindings,
  measureFindings,
  missingMeasureFindings,
  orderFindings,
  statedWithheld,
  unnumberedFindings,
} from './findings.ts';
import { impossibleDates, readAddressee, readInspection, readUnitName, unitOfTitle } from './inspection.ts';
import { readIssues, readUnnumberedIssues } from './issues.ts';
import type { FoundIssue } from './issues.ts';
import { readLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { headingFindings, issueNumberFindings, nothingLeftOut, type LeftOut } from './number-findings.ts';
import { readOutline } from './outline.ts';
import type { Heading, Outline } from './outline.ts';
import { splitParagraphs } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import { assignRegions, documentKind, readExplicit } from './regions.ts';
import type { DocumentKind } from './regions.ts';
import { readNodes, readSections, sectionKinds } from './sections.ts';
import { readStackedTables } from './stacked-tables.ts';
import { readTables } from './tables.ts';
import type { Claim, Finding, Inspection, ReportParse, SectionKind, TextNode } from './types.ts';

/** Everything both results are made from. */
interface Reading {
  paragraphs: Paragraph[];
  layout: Layout;
  outline: Outline;
  kind: DocumentKind;
  verdicts: Map<Heading, Verdict>;
  found: FoundIssue[];
  kinds: (SectionKind | null)[];
  /** Content that belongs to no part. */
  loose: Set<number>;
}

function read(text: string): Reading {
  const paragraphs = splitParagraphs(text);
  const stacked = readStackedTables(paragraphs);
  const tables = stacked.found.length > 0 ? stacked : readTables(paragraphs);
  const layout = readLayout(paragraphs, stacked.covered);
  for (const index of tables.covered) layout.roles[index] = 'content';
  const skipped = new Set(tables.covered);
  if (paragraphs.at(-1)?.isUnread === true) {
    layout.roles[paragraphs.length - 1] = 'content';
    skipped.add(paragraphs.length - 1);
  }
  const outline = readOutline(paragraphs, layout, skipped);
  readExplicit(outline, paragraphs);
  const outer = documentKind(paragraphs, layout, outline);
  const kind = tables.found.length > 0 && outer === 'other' ? 'report' : outer;
  assignRegions(outline, paragraphs, kind);
  const verdicts = classify(outline.headings, paragraphs, kind);
  if (kind === 'feedback') openCountedFields(verdicts, paragraphs);
  const numbered = readIssues(verdicts, paragraphs, kind);
  const plain = numbered.length === 0 ? readUnnumberedIssues(outline.front, paragraphs, kind) : [];
  const found = [...numbered, ...plain, ...tables.found].sort((a, b) => a.issue.line - b.issue.line);
  const kinds = sectionKinds(layout, outline, tables.covered, kind !== 'other' || found.length > 0);
  markPlainIssues(kinds, plain);
  const loose = new Set<number>();
  for (const [index, each] of kinds.entries()) if (each === 'body') loose.add(index);
  return { paragraphs, layout, outline, kind, verdicts, found, kinds, loose };
}

function markPlainIssues(kinds: (SectionKind | null)[], plain: readonly FoundIssue[]): void {
  for (const { cuts } of plain) for (const cut of cuts) kinds[cut.index] = 'rectification';
}

/** Paragraphs whose totals speak of the whole: everything but the issues themselves and loose text. */
function claimParagraphs(reading: Reading): Paragraph[] {
  const ofIssues = new Set<number>();
  for (const { cuts } of reading.found) for (const cut of cuts) ofIssues.add(cut.index);
  for (const [heading, verdict] of reading.verdicts) {
    if (verdict === 'issue' || verdict === 'measure') for (const at of heading.own) ofIssues.add(at);
  }
  const isSummary = (paragraph: Paragraph): boolean =>
    /^(?:截[至止]|目前).{0,30}反馈.{0,12}\d{1,4}(?:个|项|条)/.test(paragraph.norm.slice(0, 90));
  const speaking = new Set<SectionKind | null | undefined>(['preamble', 'overview', 'rectification', 'next-steps']);
  return reading.paragraphs.filter(
    (paragraph, index) => speaking.has(reading.kinds[index]) && (!ofIssues.has(index) || isSummary(paragraph)),
  );
}

function readAllClaims(reading: Reading): Claim[] {
  return reading.kind === 'other' && reading.found.length === 0 ? [] : claimParagraphs(reading).flatMap(readClaims);
}

function looseFindings(reading: Reading): Finding[] {
  const { paragraphs, loose } = reading;
  const findings: Finding[] = [];
  let run: { from: number; to: number } | null = null;
  const finish = (): void => {
    if (!run) return;
    const place = run.from === run.to ? `第 ${run.from} 行` : `第 ${run.from} 行至第 ${run.to} 行`;
    findings.push({
      code: 'unclassified-text',
      severity: 'note',
      line: run.from,
      message: `${place}的文字没有归入任何部分。`,
    });
    run = null;
  };
  for (const [index, paragraph] of paragraphs.entries()) {
    if (loose.has(index))
      run = { from: run === null ? paragraph.line : (run as { from: number }).from, to: paragraph.lastLine };
    else if (paragraph.text !== '') finish();
  }
  finish();
  // A text that is no report at all needs one sentence, not one for every gap in it.
  const [first] = findings;
  if (reading.found.length > 0 || !first) return findings;
  const message = `没有识别出问题和整改措施，全文 ${loose.size} 段文字没有归类。`;
  return [{ ...first, message }];
}

function structureFindings(text: string, reading: Reading): Finding[] {
  if (text.trim() === '')
    return [{ code: 'empty-text', severity: 'warning', line: 1, message: '文本是空的，没有可以识别的内容。' }];
  const unread = reading.paragraphs.at(-1);
  if (unread?.isUnread === true) {
    return [
      {
        code: 'text-too-long',
        severity: 'error',
        line: 1,
        message: `文本太长，第 ${unread.line} 行以后没有识别，请分成几份。`,
      },
    ];
  }
  if (reading.found.length > 0) return [];
  const message = '没有识别出巡察整改通报或反馈意见的结构，请确认是否选对了文本。';
  return [{ code: 'no-structure', severity: 'warning', line: 1, message }];
}

function dateFindings(preamble: readonly Paragraph[]): Finding[] {
  return preamble.flatMap((paragraph) =>
    impossibleDates(paragraph).map((date): Finding => ({
      code: 'date-impossible',
      severity: 'error',
      line: paragraph.line,
      message: `第 ${paragraph.line} 行的日期“${date}”不存在。`,
    })),
  );
}

function paragraphsOf(reading: Reading, kind: SectionKind): Paragraph[] {
  return reading.paragraphs.filter((_, index) => reading.kinds[index] === kind);
}

/** A 反馈意见 names the unit above its text and is signed by the group; a report is signed by the unit. */
function unitNameOf({ kind, layout }: Reading, preamble: readonly Paragraph[]): string | null {
  const named = unitOfTitle(layout.title) ?? readUnitName(preamble);
  return named ?? (kind === 'feedback' ? readAddressee(preamble) : layout.signatory);
}

/** A page that is no such report says nothing about an inspection, whatever it mentions. */
const noInspection: Inspection = { groupName: null, onSiteFrom: null, onSiteTo: null, feedbackOn: null };
const noContact = { phone: null, postcode: null, address: null, email: null };

/** What the check of a report needs beside the parse: where everything stands. */
export interface ReportReading {
  parse: ReportParse;
  kind: DocumentKind;
  paragraphs: readonly Paragraph[];
  /** The part that each paragraph belongs to; null for blank ones. */
  kinds: readonly (SectionKind | null)[];
  found: readonly FoundIssue[];
}

/** Parses and keeps the places; what exists but is rightly left out of this text leaves no gap. */
export function readReport(text: string, leftOut: LeftOut = nothingLeftOut): ReportReading {
  const reading = read(text);
  const { paragraphs, kind, kinds, found } = reading;
  return { parse: toParse(text, reading, leftOut), kind, paragraphs, kinds, found };
}

/** Turns the text of a 整改通报 or 反馈意见 into its structure; never throws. */
export function parseReport(text: string): ReportParse {
  return readReport(text).parse;
}

function toParse(text: string, reading: Reading, leftOut: LeftOut): ReportParse {
  const { paragraphs, layout, outline, found, kind, verdicts } = reading;
  const isReport = kind !== 'other';
  const preamble = paragraphsOf(reading, 'preamble');
  const claims = readAllClaims(reading);
  const issues = found.map((each) => each.issue);
  const withheld = Math.max(leftOut.withheld, statedWithheld(paragraphs));
  const findings = [
    ...structureFindings(text, reading),
    ...(isReport ? dateFindings(preamble.slice(0, 12)) : []),
    ...issueNumberFindings(found, leftOut.issues),
    ...(isReport ? headingFindings(outline, verdicts, paragraphs, leftOut.headings) : []),
    ...measureFindings(found),
    ...missingMeasureFindings(found, kind),
    ...unnumberedFindings(found),
    ...claimFindings(claims, issues, withheld),
    ...looseFindings(reading),
  ];
  return {
    title: layout.title,
    unitName: isReport ? unitNameOf(reading, preamble) : null,
    inspection: isReport ? readInspection(preamble) : { ...noInspection },
    issues,
    claims,
    sections: readSections(paragraphs, reading.kinds, outline),
    contact: isReport ? readContact(paragraphsOf(reading, 'contact')) : { ...noContact },
    signatory: isReport ? layout.signatory : null,
    signedOn: isReport ? layout.signedOn : null,
    findings: orderFindings(findings),
  };
}

/** Cuts the text into consecutive nodes that together are exactly the input. */
export function parseNodes(text: string): TextNode[] {
  const { paragraphs, kinds, found, loose } = read(text);
  const cuts = found.flatMap((each) => each.cuts);
  return readNodes(paragraphs, kinds, cuts, loose);
}
