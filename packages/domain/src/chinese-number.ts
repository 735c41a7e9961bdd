const DIGITS = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]));
DIGITS.set('〇', 0);
DIGITS.set('两', 2);
const PLACES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** The value of a number below ten thousand as documents write it, 4, ４, 四 or 二十三; null for other text. */
export function parseChineseNumber(text: string): number | null {
  const ascii = text.replaceAll(/[０-９]/gu, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) - 0xfee0));
  if (/^\d+$/u.test(ascii)) return Number(ascii);
  if (text === '') return null;
  let total = 0;
  let digit: number | null = null;
  for (const character of text) {
    const place = PLACES.get(character);
    const value = DIGITS.get(character);
    if (place !== undefined) {
      total += (digit ?? 1) * place;
      digit = null;
    } else if (value === undefined) {
      return null;
    } else {
      digit = value;
    }
  }
  return total + (digit ?? 0);
}
