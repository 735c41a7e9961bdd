/** Folds full-width forms to half-width one for one, so that offsets stay valid; 、 and 。 remain. */
export function foldWidth(text: string): string {
  if (!/[^\x21-\x7e]/.test(text)) return text;
  return text.replace(/[\uff01-\uff5e\u3000\u00a0\u2000-\u200a\u3014\u3015\u2013\u2014]/g, (char) => {
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if (code === 0x3014) return '(';
    if (code === 0x3015) return ')';
    if (code === 0x2013 || code === 0x2014) return '-';
    return ' ';
  });
}

const digitValues = new Map([...'零一二三四五六七八九'].map((char, index) => [char, index] as const));
digitValues.set('〇', 0).set('○', 0).set('Ο', 0).set('O', 0).set('两', 2);

/** Reads a Chinese or Arabic whole number (十二, 二十, 一百零五, 37); null when it is none. */
export function readNumber(text: string): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (text === '' || text.length > 12) return null;
  let total = 0;
  let digit: number | null = null;
  for (const char of text) {
    const unit = char === '十' ? 10 : char === '百' ? 100 : char === '千' ? 1000 : 0;
    if (unit > 0) {
      total += (digit ?? 1) * unit;
      digit = null;
      continue;
    }
    const value = digitValues.get(char);
    if (value === undefined) return null;
    // 二〇二四 is read digit by digit, 二十四 by place.
    digit = digit !== null && total === 0 ? digit * 10 + value : value;
  }
  return total + (digit ?? 0);
}

/** Reads ①…㊿ ⑴…⒇ ⒈…⒛ ㈠…㈩ ❶…❿: the number written inside a single enclosed character. */
export function readEnclosed(char: string): number | null {
  const code = char.codePointAt(0) ?? 0;
  for (const [first, last, start] of enclosedRanges) {
    if (code >= first && code <= last) return code - first + start;
  }
  return null;
}

const enclosedRanges: readonly (readonly [number, number, number])[] = [
  [0x2460, 0x2473, 1],
  [0x3251, 0x325f, 21],
  [0x32b1, 0x32bf, 36],
  [0x2474, 0x2487, 1],
  [0x2488, 0x249b, 1],
  [0x3220, 0x3229, 1],
  [0x2776, 0x277f, 1],
  [0x24f5, 0x24fe, 1],
];

/** Leaves out quoted and bracketed stretches (same length, filled with □), so that inner words do not count. */
export function maskQuotes(norm: string): string {
  if (!/[“《"「‘]/.test(norm)) return norm;
  return norm.replace(/“[^“”]{0,200}”|《[^《》]{0,120}》|"[^"]{0,200}"|「[^「」]{0,200}」|‘[^‘’]{0,200}’/g, (quoted) =>
    '□'.repeat(quoted.length),
  );
}

/** Quotes a piece of text in a message, shortened so that the sentence stays readable. */
export function excerpt(text: string, length = 20): string {
  const flat = text.replace(/\s{1,50}/g, ' ').trim();
  const chars = [...flat.slice(0, length * 2 + 2)];
  return chars.length > length ? `${chars.slice(0, length).join('')}…` : chars.join('');
}
