import { describe, expect, it } from 'vitest';
import {
  isGenuine,
  keyIdOf,
  makeSeed,
  readCheckpoint,
  signCheckpoint,
  signingKeyOf,
  writeCheckpoint,
  type Checkpoint,
} from './checkpoint.ts';

const key = signingKeyOf(makeSeed());
const head = { seq: 42n, hash: 'ab'.repeat(32), at: '2024-06-03T04:00:00.000Z', site: 'https://zg.example.gov.cn' };
const signed = signCheckpoint(head, key);

describe('a checkpoint', () => {
  it('comes out of its file as it went in, and is genuine', () => {
    const read = readCheckpoint(writeCheckpoint(signed));
    expect(read).toEqual(signed);
    expect(read && isGenuine(read, key.publicKey)).toBe(true);
    expect(JSON.parse(writeCheckpoint(signed))).toMatchObject({ count: '42', keyId: keyIdOf(key.publicKey) });
  });

  const changes: Record<string, Partial<Checkpoint>> = {
    'another number': { seq: 43n },
    'another hash': { hash: 'ac'.repeat(32) },
    'another time': { at: '2024-06-03T04:00:01.000Z' },
    'another system': { site: 'https://other.example' },
    'another signature': { signature: signed.signature.replace(/^../, (two) => (two === '00' ? '01' : '00')) },
    'another key': { publicKey: signingKeyOf(makeSeed()).publicKey },
    'no key': { publicKey: 'zz' },
  };
  it.each(Object.keys(changes))('is not genuine with %s', (name) =>
    expect(isGenuine({ ...signed, ...changes[name] })).toBe(false),
  );

  it('of another key is not ours', () => {
    const other = signCheckpoint(head, signingKeyOf(makeSeed()));
    expect(isGenuine(other)).toBe(true);
    expect(isGenuine(other, key.publicKey)).toBe(false);
  });

  it.each([
    '',
    'null',
    '{}',
    '[]',
    writeCheckpoint(signed).replace('"42"', '42'),
    writeCheckpoint(signed).replace('ab', 'xy'),
  ])('is not read from %j', (text) => expect(readCheckpoint(text)).toBeNull());

  it('grows from the same seed into the same key', () => {
    const seed = Buffer.alloc(32, 7);
    expect(signingKeyOf(seed).publicKey).toBe(signingKeyOf(Buffer.from(seed)).publicKey);
    expect(() => signingKeyOf(Buffer.alloc(31))).toThrow(RangeError);
  });
});
