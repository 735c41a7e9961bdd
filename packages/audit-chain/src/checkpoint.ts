import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

/** A signed word on where the chain stood: whoever keeps a copy elsewhere can show what happened to the chain since. */
export interface Checkpoint {
  /** The number of the last entry, which is how many there were. */
  seq: bigint;
  /** Hex. */
  hash: string;
  /** ISO 8601 in UTC. */
  at: string;
  /** The address of the system that it comes from. */
  site: string;
  /** Raw Ed25519 key, hex. */
  publicKey: string;
  /** Hex. */
  signature: string;
}

const FORMAT = 'rectify-audit-checkpoint/1';
/** What DER puts before the 32 bytes of an Ed25519 key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

export interface SigningKey {
  privateKey: KeyObject;
  /** Hex. */
  publicKey: string;
}

/** The key that grows out of 32 secret bytes. */
export function signingKeyOf(seed: Buffer): SigningKey {
  if (seed.length !== SEED_BYTES) throw new RangeError('an Ed25519 key has 32 bytes');
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: spki.subarray(SPKI_PREFIX.length).toString('hex') };
}

/** 32 secret bytes for a new key. */
export function makeSeed(): Buffer {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_PREFIX.length);
}

/** A short name of a key, for people to compare. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 16);
}

type Signed = Omit<Checkpoint, 'signature'>;

const messageOf = ({ seq, hash, at, site, publicKey }: Signed) =>
  Buffer.from([FORMAT, seq, hash, at, site, publicKey].join('\n'), 'utf8');

/** Signs where the chain stands. */
export function signCheckpoint(head: Pick<Checkpoint, 'seq' | 'hash' | 'at' | 'site'>, key: SigningKey): Checkpoint {
  const signed: Signed = { ...head, publicKey: key.publicKey };
  return { ...signed, signature: sign(null, messageOf(signed), key.privateKey).toString('hex') };
}

/** Whether a checkpoint is what its key signed, and signed by the expected key where one is given. */
export function isGenuine(checkpoint: Checkpoint, expectedKey?: string): boolean {
  if (expectedKey !== undefined && checkpoint.publicKey !== expectedKey) return false;
  try {
    const der = Buffer.concat([SPKI_PREFIX, Buffer.from(checkpoint.publicKey, 'hex')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, messageOf(checkpoint), key, Buffer.from(checkpoint.signature, 'hex'));
  } catch {
    return false;
  }
}

/** The small file in which a checkpoint goes elsewhere; people can read it. */
export function writeCheckpoint(checkpoint: Checkpoint): string {
  const { seq, hash, at, site, publicKey, signature } = checkpoint;
  const keyId = keyIdOf(publicKey);
  const count = String(seq);
  return `${JSON.stringify({ format: FORMAT, seq: count, count, hash, at, site, keyId, publicKey, signature }, null, 2)}\n`;
}

const isHex = (value: unknown, bytes: number): value is string =>
  typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value);
const isWord = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max;

/** Reads a checkpoint from its file; null when it is none. */
export function readCheckpoint(text: string): Checkpoint | null {
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
  if (read?.['format'] !== FORMAT) return null;
  const { seq, hash, at, site, publicKey, signature } = read;
  if (!isWord(seq, 18) || !/^\d+$/.test(seq) || !isWord(at, 40) || !isWord(site, 300)) return null;
  if (!isHex(hash, 32) || !isHex(publicKey, 32) || !isHex(signature, 64)) return null;
  return { seq: BigInt(seq), hash, at, site, publicKey, signature };
}
