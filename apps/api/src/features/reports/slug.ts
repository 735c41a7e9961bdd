import { randomInt } from 'node:crypto';
import type { CalendarDay } from '@rectify/domain';

// Without characters that look alike when an address is read out.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 8;

/** An address that stays the same through all versions: the year and eight characters. */
export function makeSlug(today: CalendarDay): string {
  const random = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${today.slice(0, 4)}-${random}`;
}
