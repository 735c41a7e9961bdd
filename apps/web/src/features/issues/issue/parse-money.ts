export type MoneyUnit = '元' | '万元';

const CENTS: Record<string, bigint> = {
  元: 100n,
  万元: 1_000_000n,
  万: 1_000_000n,
  亿元: 10_000_000_000n,
  亿: 10_000_000_000n,
};
const LARGEST = 100_000_000_000_000n;
const PATTERN = /^(?:人民币|¥)?(\d+)(?:\.(\d{1,10}))?(元|万元|万|亿元|亿)?(?:整)?$/u;

/** An amount as people write it (1.32万元, 13,200.50, ５万) in integer cents; null when it is none or has parts of a cent. A unit in the text wins over the given one. */
export function parseMoney(text: string, unit: MoneyUnit): number | null {
  // Thousands separators only where they separate thousands: 1,32 is more likely a slip than 132.
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/gu, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/gu, '');
  const match = PATTERN.exec(plain);
  if (!match) return null;
  const [, whole = '', fraction = '', written] = match;
  const factor = CENTS[written ?? unit] ?? 100n;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * factor;
  if (scaled % scale !== 0n) return null;
  const cents = scaled / scale;
  return cents > 0n && cents <= LARGEST ? Number(cents) : null;
}
