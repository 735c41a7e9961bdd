const PATTERN = /^销号〔(\d{4})〕([1-9]\d*)号$/u;

/** The number of a closure record as printed, 销号〔2024〕12号: six-corner brackets, no leading zeros (GB/T 9704 发文字号). */
export function closureRecordNumber(year: number, sequence: number): string {
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new RangeError(`year out of range: ${year}`);
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError(`sequence out of range: ${sequence}`);
  return `销号〔${year}〕${sequence}号`;
}

/** The year and sequence of a closure record's number, or null for other text. */
export function parseClosureRecordNumber(text: string): { year: number; sequence: number } | null {
  const match = PATTERN.exec(text);
  return match ? { year: Number(match[1]), sequence: Number(match[2]) } : null;
}
