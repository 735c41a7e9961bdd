import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { PASSWORDS_REMEMBERED } from '@rectify/domain';
import type { Tx } from '@rectify/db';

// Without letters and digits that look alike on paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 64;

interface Cost {
  N: number;
  r: number;
  p: number;
}

// OWASP's advice for scrypt with 32 MB of memory.
const COST: Cost = { N: 32_768, r: 8, p: 3 };
// Hashes without a cost of their own: those of the first releases.
const FIRST_COST: Cost = { N: 16_384, r: 16, p: 1 };

/** A password to be handed out once, e.g. on paper. */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}

function derive(password: string, salt: string, { N, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** The stored form of a password, with the cost at which it was made. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt, key.toString('hex')].join(':');
}

const isOfFirstReleases = (hash: string) => !hash.startsWith('scrypt:');

/** Whether a password belongs to a stored form. */
async function fitsHash(password: string, hash: string): Promise<boolean> {
  const parts = isOfFirstReleases(hash)
    ? ['', FIRST_COST.N, FIRST_COST.r, FIRST_COST.p, ...hash.split(':')]
    : hash.split(':');
  const [, N, r, p, salt = '', stored = ''] = parts;
  const key = await derive(password, String(salt), { N: Number(N), r: Number(r), p: Number(p) });
  const expected = Buffer.from(String(stored), 'hex');
  return expected.length === key.length && timingSafeEqual(expected, key);
}

async function presentHash(tx: Tx, userId: string): Promise<string | null> {
  const where = { userId, providerId: 'credential' };
  return (await tx.credential.findFirst({ where, select: { password: true } }))?.password ?? null;
}

/** Whether the password is the account's present one; takes as long for an account that has none. */
export async function isPassword(tx: Tx, userId: string | null, password: string): Promise<boolean> {
  const hash = userId && (await presentHash(tx, userId));
  if (!hash) {
    await hashPassword(password);
    return false;
  }
  const isRight = await fitsHash(password, hash);
  if (isRight && isOfFirstReleases(hash)) await setPassword(tx, userId, await hashPassword(password));
  return isRight;
}

/** Sets an account's password from its stored form. */
export async function setPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx.credential.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
    create: { providerId: 'credential', accountId: userId, userId, password: hash },
    update: { password: hash },
  });
}

/** Whether the password is the present one or one of the few before it. */
export async function isRemembered(tx: Tx, userId: string, password: string): Promise<boolean> {
  const old = await tx.oldPassword.findMany({
    where: { userId },
    select: { hash: true },
    orderBy: { id: 'desc' },
    take: PASSWORDS_REMEMBERED - 1,
  });
  const hashes = [await presentHash(tx, userId), ...old.map(({ hash }) => hash)];
  for (const hash of hashes) if (hash && (await fitsHash(password, hash))) return true;
  return false;
}

/** Puts a new password in the place of the present one, which is remembered. */
export async function replacePassword(tx: Tx, userId: string, hash: string, at: Date): Promise<void> {
  const before = await presentHash(tx, userId);
  if (before) await tx.oldPassword.create({ data: { userId, hash: before } });
  const kept = await tx.oldPassword.findMany({
    where: { userId },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: PASSWORDS_REMEMBERED - 1,
  });
  await tx.oldPassword.deleteMany({ where: { userId, id: { notIn: kept.map(({ id }) => id) } } });
  await setPassword(tx, userId, hash);
  await tx.user.update({ where: { id: userId }, data: { passwordChangedAt: at } });
}
