import type { LineDifference } from './types.ts';

/** Also what no program shows and `normaliseLine` leaves: selectors of variants, fillers, the empty pattern of Braille. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{DI}\u2800]|(?![\s\u0085])\p{Cc}/gu;

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u, '文字方向控制符'],
  [/[\u200b\u2060\ufeff\u180e]/u, '零宽空格'],
  [/[\u200c\u200d]/u, '零宽连接符'],
  [/\u00ad/u, '软连字符'],
  [/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u, '字形选择符'],
  [/\p{Cc}/u, '控制字符'],
];

function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} ${NAMES.find(([pattern]) => pattern.test(character))?.[1] ?? '不可见字符'}`;
}

const unseenIn = (text: string | null): string[] => (text ?? '').match(UNSEEN) ?? [];

/** The text with its invisible characters written out, e.g. 〔U+202E 文字方向控制符〕. */
export function spellOut(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `〔${named(character)}〕`);
}

/** The difference with its invisible characters written out, and named where only the file has them. */
export function spelled(difference: LineDifference): LineDifference {
  const { expected, found } = difference;
  const known = new Set(unseenIn(expected));
  const names = [...new Set(unseenIn(found))].filter((each) => !known.has(each)).map(named);
  return {
    ...difference,
    expected: expected && spellOut(expected),
    found: found && spellOut(found),
    ...(names.length > 0 && { unseen: names.slice(0, 5).join('、') + (names.length > 5 ? '等' : '') }),
  };
}
