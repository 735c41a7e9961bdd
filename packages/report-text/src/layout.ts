import { isContactLine } from './contact.ts';
import { dateLine, findDates, isMonthLine } from './dates.ts';
import { isBreadcrumb, isFooter, isFurniture } from './furniture.ts';
import { leadingLabel } from './label-words.ts';
import { looksLikeSignatory, looksLikeTitle } from './lexicon.ts';
import { opensWithIssue, readMarker } from './markers.ts';
import { ordinalAt } from './ordinals.ts';
import type { Paragraph } from './paragraphs.ts';

/** What a paragraph is on the page, before its words are read as a report. */
export type Role = 'blank' | 'furniture' | 'title' | 'content' | 'contact' | 'signature';

export interface Layout {
  roles: Role[];
  title: string | null;
  signatory: string | null;
  signedOn: string | null;
}

/** Tells title, content, closing block and page furniture apart; `cells` are the lines of a table. */
export function readLayout(paragraphs: readonly Paragraph[], cells: ReadonlySet<number>): Layout {
  const roles = paragraphs.map((each, index): Role => {
    if (cells.has(index)) return 'blank';
    if (isFurniture(each.norm, each.isBlank)) return 'furniture';
    return each.text === '' ? 'blank' : 'content';
  });
  const title = readHead(paragraphs, roles, [...cells][0] ?? paragraphs.length);
  const { signatory, signedOn } = readTail(paragraphs, roles, [...cells].at(-1) ?? -1);
  return { roles, title, signatory, signedOn };
}

/** Finds the title in the first lines; short lines above it are the page's own. */
function readHead(paragraphs: readonly Paragraph[], roles: Role[], firstCell: number): string | null {
  const head = contentIndexes(roles, 40).filter((index) => index < firstCell);
  const stop = head.findIndex((index) => isBody(paragraphs[index]));
  const above = stop < 0 ? head : head.slice(0, stop);
  const at = above.findIndex((index) => looksLikeTitle(paragraphs[index]?.norm ?? ''));
  let title: string | null = null;
  if (at >= 0) title = markTitle(paragraphs, roles, above, at);
  for (const index of above) {
    const { norm, text } = paragraphs[index] ?? { norm: '', text: '' };
    if (roles[index] !== 'content') continue;
    const isAboveTitle = at >= 0 && index < (above[at] ?? 0) && norm.length <= 60;
    const isDate = dateLine(norm) !== null || isMonthLine(norm);
    if (isAboveTitle || isBreadcrumb(norm) || isDate || withoutBullet(text) === title) roles[index] = 'furniture';
  }
  return title;
}

function withoutBullet(text: string): string {
  return text.replace(/^[•·●▪■◆] ?/, '');
}

function contentIndexes(roles: readonly Role[], limit: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < roles.length && found.length < limit; index += 1) {
    if (roles[index] === 'content') found.push(index);
  }
  return found;
}

function isBody(paragraph: Paragraph | undefined): boolean {
  const norm = paragraph?.norm ?? '';
  return norm.length > 100 || readMarker(norm) !== null || /[。;]/.test(norm) || norm.includes('\t');
}

/** Marks the title line, with the line of the issuing body above it when the title begins with 关于. */
function markTitle(paragraphs: readonly Paragraph[], roles: Role[], above: number[], at: number): string {
  const index = above[at] ?? 0;
  const own = withoutBullet(paragraphs[index]?.text ?? '').replace(/^(?:标题|title) ?[:：] ?['"]?|['"]$/gi, '');
  roles[index] = 'title';
  const before = above[at - 1];
  const issuer = before === undefined ? '' : (paragraphs[before]?.norm ?? '');
  const isBroken =
    own.length <= 16 && issuer.length >= 12 && /关于|党组|巡察|整改/.test(issuer) && !/[。;:!?]$/.test(issuer);
  if (before !== undefined && isBroken && !isBreadcrumb(issuer)) {
    roles[before] = 'title';
    return `${paragraphs[before]?.text ?? ''}${own}`;
  }
  if (
    before !== undefined &&
    /^(?:关于|巡察|巡视|整改|落实)/.test(own) &&
    /(?:党组|党委|党工委|委员会|支部|总支)(?:关于)?$/.test(issuer)
  ) {
    roles[before] = 'title';
    return `${paragraphs[before]?.text ?? ''}${own}`;
  }
  return own;
}

function isStructural(paragraph: Paragraph): boolean {
  const { norm } = paragraph;
  if (isContactLine(norm)) return false;
  if (norm.length >= 90) return true;
  if (norm.includes('\t')) return true;
  return readMarker(norm) !== null || ordinalAt(norm) !== null || leadingLabel(norm) !== null || opensWithIssue(norm);
}

function readTail(
  paragraphs: readonly Paragraph[],
  roles: Role[],
  lastCell: number,
): { signatory: string | null; signedOn: string | null } {
  let last = paragraphs.length - 1;
  while (last > lastCell && (roles[last] !== 'content' || !isStructural(paragraphs[last] as Paragraph))) last -= 1;
  const start = tailStart(paragraphs, roles, last + 1);
  let signatory: string | null = null;
  let signedOn: string | null = null;
  let isOver = false;
  let isSigned = false;
  let previous = -1;
  for (let index = start; index < paragraphs.length; index += 1) {
    const { norm, text } = paragraphs[index] as Paragraph;
    if (isFooter(norm)) isOver = true;
    if (roles[index] !== 'content') continue;
    const signed: Signature | null = isOver || isSigned ? null : readSignature(norm, text);
    if (isOver) {
      roles[index] = 'furniture';
    } else if (signed) {
      signedOn = signed.date;
      isSigned = true;
      roles[index] = 'signature';
      const issuer = paragraphs[previous];
      signatory = signed.name ?? (issuer && roles[previous] === 'signature' ? issuer.text : null);
    } else if (isContactLine(norm)) {
      roles[index] = 'contact';
    } else if (
      looksLikeSignatory(norm.replace(/ /g, '')) &&
      (/^中共/.test(norm) || nextIsDate(paragraphs, roles, index))
    ) {
      roles[index] = 'signature';
      signatory ??= text;
    } else {
      roles[index] = !isSigned && /[。;:\d]|监督|意见/.test(norm) ? 'contact' : 'furniture';
    }
    previous = index;
  }
  return { signatory, signedOn };
}

interface Signature {
  name: string | null;
  /** Null where only the month is written. */
  date: string | null;
}

/** A date line, or issuer and date on one line. */
function readSignature(norm: string, text: string): Signature | null {
  const date = dateLine(norm);
  if (date !== null || isMonthLine(norm)) return { name: null, date };
  if (norm.length > 80 || !/[年./-]/.test(norm)) return null;
  const [written] = findDates(norm);
  if (!written || written.from === 0) return null;
  const own = dateLine(norm.slice(written.from));
  const name = text.slice(0, written.from).trim();
  return own !== null && looksLikeSignatory(norm.slice(0, written.from).trim()) ? { name, date: own } : null;
}

function nextIsDate(paragraphs: readonly Paragraph[], roles: readonly Role[], index: number): boolean {
  for (let next = index + 1; next < Math.min(paragraphs.length, index + 6); next += 1) {
    const { norm } = paragraphs[next] as Paragraph;
    if (roles[next] === 'content') return dateLine(norm) !== null || isMonthLine(norm);
  }
  return false;
}

function tailStart(paragraphs: readonly Paragraph[], roles: readonly Role[], from: number): number {
  // Nothing stands before the closing block of a text that has no body.
  if (from === 0) return paragraphs.length;
  for (let index = from; index < paragraphs.length; index += 1) {
    const { norm, text } = paragraphs[index] as Paragraph;
    if (isFooter(norm) && roles[index] === 'furniture') return index;
    if (roles[index] !== 'content') continue;
    if (isContactLine(norm) || readSignature(norm, text)) return index;
    if (looksLikeSignatory(norm.replace(/ /g, '')) && (/^中共/.test(norm) || nextIsDate(paragraphs, roles, index)))
      return index;
  }
  return paragraphs.length;
}
