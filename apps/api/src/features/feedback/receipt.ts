import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// Without characters that look alike when a number is read out or copied by hand.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 12;

/** What a person confirms, with the moment at which it was shown to them. */
export interface Told {
  reportId: string;
  paragraphId: string;
  text: string;
  name: string;
  contact: string;
}

const mac = (secret: string, purpose: string, ...parts: string[]) =>
  createHmac('sha256', `${purpose} ${secret}`).update(JSON.stringify(parts)).digest();

const sealOf = (secret: string, nonce: string, shownAt: string, told: Told) =>
  mac(secret, 'feedback', nonce, shownAt, told.reportId, told.paragraphId, told.text, told.name, told.contact);

/** Signs what is shown for confirmation; whoever brings it back has seen it. */
export function signTold(secret: string, told: Told, now: Date): string {
  const nonce = randomBytes(12).toString('base64url');
  const shownAt = String(now.getTime());
  return `${nonce}.${shownAt}.${sealOf(secret, nonce, shownAt, told).toString('base64url')}`;
}

/** The moment and the mark of a token for exactly these words; null where it is none of ours. */
export function readToken(secret: string, told: Told, token: string): { nonce: string; shownAt: Date } | null {
  const [nonce = '', shownAt = '', seal = ''] = token.split('.');
  if (!/^\d{1,15}$/.test(shownAt)) return null;
  const expected = sealOf(secret, nonce, shownAt, told);
  const given = Buffer.from(seal, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { nonce, shownAt: new Date(Number(shownAt)) };
}

/** The receipt number that belongs to a confirmed token: the same for one that is sent twice. */
export function receiptOf(secret: string, nonce: string): string {
  let rest = BigInt(`0x${mac(secret, 'receipt', nonce).toString('hex')}`);
  let receipt = '';
  while (receipt.length < LENGTH) {
    receipt += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return receipt;
}

/** In groups of four, as people copy it. */
export const groupReceipt = (receipt: string) => receipt.match(/.{1,4}/gu)?.join('-') ?? receipt;

/** A receipt number as someone typed it; null where it cannot be one. */
export function readReceipt(typed: string): string | null {
  const receipt = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
  return receipt.length === LENGTH && [...receipt].every((character) => ALPHABET.includes(character)) ? receipt : null;
}
