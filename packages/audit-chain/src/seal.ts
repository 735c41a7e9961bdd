import { hash } from 'node:crypto';
import { FIELD_CODES, type Field } from './fields.ts';

export const HASH_BYTES = 32;
/** What stands in the place of a hash before the first entry. */
export const GENESIS = Buffer.alloc(HASH_BYTES);

const CHECK_BYTES = 4;

export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/** One place of the chain, with the entry that it seals. */
export interface Link {
  seq: bigint;
  prev: Buffer;
  hash: Buffer;
  checks: Buffer;
  /** The entry's fields, each with its length before it; null where the entry is gone. */
  body: Buffer | null;
  /** prev, seq, checks and fields as the hash covers them; given where a reader has it at hand. */
  message?: Buffer;
}

/** Takes the fields that audit_append in the database put together apart again, each still with its length. */
export function partsOf(body: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let offset = 0; offset < body.length;) {
    const end = offset + 4 + Math.max(0, body.readInt32BE(offset));
    parts.push(body.subarray(offset, end));
    offset = end;
  }
  return parts;
}

/** The values of a body's fields. */
export function valuesOf(body: Buffer): (string | null)[] {
  return partsOf(body).map((each) => (each.readInt32BE(0) < 0 ? null : each.toString('utf8', 4)));
}

/** Four bytes of each field's own hash. */
export function checksOf(body: Buffer): Buffer {
  return Buffer.concat(partsOf(body).map((each) => sha256(each).subarray(0, CHECK_BYTES)));
}

/** The fields whose content no longer fits the sealed checks. */
export function fieldsThatDiffer(checks: Buffer, body: Buffer): Field[] {
  const actual = checksOf(body);
  const at = (bytes: Buffer, index: number) => bytes.subarray(index * CHECK_BYTES, (index + 1) * CHECK_BYTES);
  return FIELD_CODES.filter((_, index) => !at(actual, index).equals(at(checks, index)));
}

/** Checks without the one of the entry's number: what two entries that changed places have swapped. */
export const contentKey = (checks: Buffer): string => checks.subarray(CHECK_BYTES).toString('hex');

function messageOf({ prev, seq, checks, body }: Pick<Link, 'prev' | 'seq' | 'checks' | 'body'>): Buffer {
  const message = Buffer.allocUnsafe(20 + prev.length + checks.length + (body?.length ?? 0));
  let offset = message.writeInt32BE(prev.length, 0);
  offset += prev.copy(message, offset);
  offset = message.writeBigInt64BE(seq, message.writeInt32BE(8, offset));
  offset = message.writeInt32BE(checks.length, offset);
  offset += checks.copy(message, offset);
  body?.copy(message, offset);
  return message;
}

/** Whether a place of the chain has the hash that its content gives. */
export function isSealed(link: Link): boolean {
  // As text of one byte a character: half the time of making a buffer for each.
  return hash('sha256', link.message ?? messageOf(link), 'binary') === link.hash.toString('binary');
}

/** The hash that a place of the chain should have. */
export function sealOf(link: Pick<Link, 'prev' | 'seq' | 'checks' | 'body' | 'message'>): Buffer {
  return sha256(link.message ?? messageOf(link));
}
