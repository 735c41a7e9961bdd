import type { IParagraphOptions, IRunOptions } from 'docx';
import type { LineKind, ReportLine } from '@rectify/report-text';

// GB/T 9704-2012 in twentieths of a point: A4, text block 156 × 225 mm with 22 lines of 28 characters.

const MM = 1440 / 25.4;
const mm = (value: number) => Math.round(value * MM);

/** Distance between two lines: a hair less than a 22nd of 225 mm, so that the last one still fits. */
export const LINE_PITCH = 579;
/**
 * 28 characters of 16 pt in 156 mm: each gives up a quarter of a point. A grid of characters would say the same, but
 * LibreOffice spreads them over it.
 */
const CHARACTER_SPACE = -5;

export const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(24) },
} as const;
export const GRID = { type: 'lines', linePitch: LINE_PITCH } as const;

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
export const FONTS = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  bold: font('黑体'),
  kai: font('楷体_GB2312'),
  page: font('宋体'),
} as const;

/** 三号 and 四号 and 二号 in half-points. */
export const SIZES = { title: 44, body: 32, small: 28, note: 24 } as const;

const exact = (line: number) => ({ line, lineRule: 'exact' }) as const;
const twoCharacters = { firstLineChars: 200, firstLine: 640 };
const body: IParagraphOptions = { indent: twoCharacters, spacing: exact(LINE_PITCH), widowControl: true };
const small: IParagraphOptions = { ...body, spacing: exact(440), indent: { firstLineChars: 200, firstLine: 560 } };

const ofKind: Partial<Record<LineKind, IParagraphOptions>> = {
  title: { alignment: 'center', spacing: { ...exact(700), after: LINE_PITCH }, keepNext: true },
  fact: { alignment: 'center', spacing: exact(400) },
  totals: { ...body, spacing: { ...exact(LINE_PITCH), before: 290 } },
  heading: { ...body, keepNext: true },
  state: { ...small, keepNext: true },
  signatory: {
    alignment: 'right',
    spacing: { ...exact(LINE_PITCH), before: LINE_PITCH * 2 },
    indent: { right: 640 },
    keepNext: true,
  },
  date: { alignment: 'right', spacing: exact(LINE_PITCH), indent: { right: 1280 } },
  'units-heading': { spacing: exact(LINE_PITCH), pageBreakBefore: true, keepNext: true },
  'notes-heading': { spacing: exact(LINE_PITCH), pageBreakBefore: true, keepNext: true },
  note: { ...small, keepNext: true },
  'note-item': { ...small, indent: { left: 1120 } },
};

/** How a line stands on the page. */
export function paragraphLayout({ kind }: ReportLine): IParagraphOptions {
  return ofKind[kind] ?? body;
}

/** The characters of a line: 一、 in 黑体, （一） in 楷体, everything else of the body in 仿宋. */
export function runLayout({ kind, text }: ReportLine): IRunOptions {
  if (kind === 'title') return { font: FONTS.title, size: SIZES.title };
  if (kind === 'fact') return { font: FONTS.kai, size: SIZES.note };
  if (kind === 'state') return { font: FONTS.kai, size: SIZES.small };
  if (kind === 'note') return { font: FONTS.bold, size: SIZES.small };
  if (kind === 'note-item' || kind === 'units-row') return { font: FONTS.body, size: SIZES.small };
  if (kind === 'notes-heading' || kind === 'units-heading') return { font: FONTS.bold, size: SIZES.body };
  return {
    font: kind === 'heading' ? headingFont(text) : FONTS.body,
    size: SIZES.body,
    characterSpacing: CHARACTER_SPACE,
  };
}

function headingFont(text: string): (typeof FONTS)[keyof typeof FONTS] {
  if (/^[（(][一二三四五六七八九十]+[）)]/u.test(text)) return FONTS.kai;
  return /^[（(]?\d/u.test(text) ? FONTS.body : FONTS.bold;
}
