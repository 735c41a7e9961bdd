import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 over the UTF-8 of a text, in hexadecimal. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Check code of one line: the first 8 hexadecimal digits of its digest. */
export function lineCode(text: string): string {
  return digestOf(text).slice(0, 8);
}
