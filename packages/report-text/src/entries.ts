import { maskQuotes } from './characters.ts';
import { innerLabels, leadingLabel } from './label-words.ts';
import type { Label } from './label-words.ts';
import type { Layout } from './layout.ts';
import { regionOf } from './lexicon.ts';
import { opensWithIssue, readMarker, usualRank } from './markers.ts';
import type { Marker } from './markers.ts';
import { findOrdinals, ordinalAt, pickSeries } from './ordinals.ts';
import type { Ordinal } from './ordinals.ts';
import type { Paragraph } from './paragraphs.ts';

/** A content paragraph with the signs of structure at its beginning. */
export interface Entry {
  at: number;
  marker: Marker | null;
  /** Length of a number that only counts a label: (2)整改情况：… */
  skip: number;
  isPlain: boolean;
  isAbout: boolean;
  /** The ordinal that counts such an issue: 一是针对“…”问题. */
  counted: Ordinal | null;
  /** Begins 下一步 and no further issue follows. */
  isClosing: boolean;
  isLabel: boolean;
  /** The number that the words right behind a leading label begin with: 整改措施：1.… */
  labelMarker: Marker | null;
  hasLabel: boolean;
  hasOrdinals: boolean;
}

function readEntry(paragraph: Paragraph, at: number): Entry {
  const { norm } = paragraph;
  const label = leadingLabel(norm);
  const isOwnLabel = label !== null && label.family !== 'problem' && label.textFrom >= norm.length;
  const marker = isOwnLabel ? null : readMarker(norm);
  const textFrom = marker?.length ?? 0;
  const isOrdinal = marker === null && ordinalAt(norm) !== null;
  const labels = isOrdinal ? [] : [label, ...innerLabels(norm, textFrom), labelBehind(norm, marker)];
  const isReport = labels.some((each) => each?.family === 'measures' || each?.family === 'status');
  return {
    at,
    marker,
    skip: 0,
    isPlain: marker === null && !isOrdinal && label === null && isPlainHeading(norm),
    isAbout: marker === null && label === null && (isOrdinal ? countsIssue(norm) : opensWithIssue(norm)),
    counted: isOrdinal && countsIssue(norm) ? ordinalAt(norm) : null,
    isClosing: false,
    isLabel: isOwnLabel && label.family !== 'field',
    labelMarker: marker === null && label && isReport ? readMarker(norm.slice(label.textFrom)) : null,
    hasLabel: isReport,
    hasOrdinals:
      isOrdinal ||
      pickSeries(findOrdinals(norm.slice(0, 4000), textFrom, Math.min(norm.length, 4000)), 1, null).length > 0,
  };
}

/** 一是针对“…”问题。 counts an issue, where no issue is open that it could be a measure of. */
function countsIssue(norm: string): boolean {
  const textFrom = ordinalAt(norm)?.textFrom ?? 0;
  return /^针对[“"「]/.test(norm.slice(textFrom, textFrom + 3)) && opensWithIssue(norm.slice(textFrom));
}

/** A label behind a number: (1)整改措施：…; but 二、整改落实情况 is a heading of its own. */
function labelBehind(norm: string, marker: Marker | null): Label | null {
  if (!marker) return null;
  const words = norm.slice(marker.length);
  const label = leadingLabel(words);
  const isHeading =
    label !== null && label.textFrom >= words.length && /^(?:part|aspect|han|han-paren)$/.test(marker.style);
  return isHeading ? null : label;
}

/** A short unnumbered line that names a part of the report. */
function isPlainHeading(norm: string): boolean {
  if (norm.length < 4 || norm.length > 32 || /[。;,:!?]/.test(maskQuotes(norm))) return false;
  return /整改|反馈|下一步|今后|建议/.test(norm) && regionOf(norm, true) !== null;
}

/** Reads the entries of all content paragraphs. */
export function readEntries(paragraphs: readonly Paragraph[], layout: Layout, skip: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    if (layout.roles[index] === 'content' && !skip.has(index)) entries.push(readEntry(paragraph, index));
  }
  demoteNumberedLabels(entries, paragraphs);
  markClosing(entries, paragraphs);
  return entries;
}

/** (1)问题描述：… (2)整改情况：… count the labels of one issue, they open none of their own. */
function demoteNumberedLabels(entries: readonly Entry[], paragraphs: readonly Paragraph[]): void {
  let next: { marker: Marker; family: Label['family'] | null } | null = null;
  for (const entry of entries.toReversed()) {
    const { marker } = entry;
    if (!marker) continue;
    const norm = paragraphs[entry.at]?.norm ?? '';
    const label = /^(?:part|aspect|han)$/.test(marker.style) ? null : labelBehind(norm, marker);
    const family = label?.family ?? null;
    const isFollowed =
      next !== null && next.marker.style === marker.style && next.marker.number === (marker.number ?? 0) + 1;
    const opensPair = family === 'problem' && isFollowed && next?.family !== null && next?.family !== 'problem';
    next = { marker, family };
    if (family === null || (family === 'problem' && !opensPair)) continue;
    entry.skip = marker.length;
    entry.marker = null;
    entry.isLabel = family !== 'field' && label !== null && marker.length + label.textFrom >= norm.length;
  }
}

const closing =
  /^(?:下一步|下步|下一阶段|今后|接下来)|^[^。,;:]{0,18}将以(?:此次|这次|本次)?(?:巡察|巡视)|^[^。,;:]{2,18}将(?:继续|持续|进一步)[^。]{0,40}巩固[^。]{0,8}整改成[果效]|^通过(?:此次|这次|本次)?(?:巡察|巡视)?整改,/;

/** An unnumbered 下一步… closes the report when neither a label nor a going-on number follows it. */
function markClosing(entries: readonly Entry[], paragraphs: readonly Paragraph[]): void {
  let following: Marker | null = null;
  for (const entry of entries.toReversed()) {
    const norm = paragraphs[entry.at]?.norm ?? '';
    if (!entry.marker && closing.test(norm) && !entry.isLabel && (following?.number ?? 1) === 1) entry.isClosing = true;
    if (entry.hasLabel || entry.isAbout) return;
    if (entry.marker) following = entry.marker;
  }
}

/** For every entry: whether a measure label stands in its block, before the next numbered paragraph. */
export function labelledBlocks(entries: readonly Entry[]): boolean[] {
  const result: boolean[] = [];
  let isLabelled = false;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index] as Entry;
    isLabelled ||= entry.hasLabel;
    result[index] = isLabelled;
    if (entry.marker) isLabelled = false;
  }
  return result;
}

/** Which style stands above which: the usual order, unless the text itself shows the contrary twice. */
export function inferRanks(entries: readonly Entry[], labelled: readonly boolean[]): Map<string, number> {
  const opens = new Map<string, number>();
  let last: Marker | null = null;
  let isAnswered = false;
  for (const [index, { marker }] of entries.entries()) {
    if (!marker) continue;
    // An issue that has been answered is complete: the number behind it opens nothing below it.
    if (last && marker.number === 1 && marker.style !== last.style && !isAnswered) {
      const key = `${last.style}>${marker.style}`;
      opens.set(key, (opens.get(key) ?? 0) + 1);
    }
    last = marker;
    isAnswered = labelled[index] ?? false;
  }
  const ranks = new Map<string, number>(Object.entries(usualRank));
  for (const [pair, inverse] of opens) {
    const [outer = '', inner = ''] = pair.split('>');
    const outerRank = ranks.get(outer) ?? 0;
    const innerRank = ranks.get(inner) ?? 0;
    const usual = opens.get(`${inner}>${outer}`) ?? 0;
    if (innerRank < outerRank && inverse >= 2 && inverse > usual * 2) ranks.set(inner, outerRank + 0.5);
  }
  return ranks;
}
