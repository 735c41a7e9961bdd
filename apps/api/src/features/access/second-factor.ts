import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Db, SignInMethod, Tx } from '@rectify/db';
import type { OpenCtx } from '../../context.ts';
import { hashToken, keyFor } from './cookies.ts';

const STEP_SECONDS = 30;
/** Steps before and after the present one that are taken too: phones' clocks are a little off. */
const DRIFT = 1;
const RECOVERY_CODES = 10;
/** 118 bits: enough for a hash without salt; those of the first releases had 16. */
const RECOVERY_LENGTH = 24;
// Without letters and digits that look alike on paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

const PURPOSE = 'second factor';

function encrypt(secret: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, PURPOSE), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Null where the secret of the installation is another one by now: the factor must then be reset. */
function decrypt(secret: string, stored: string): string | null {
  const bytes = Buffer.from(stored, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, PURPOSE), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

const generatorOf = (key: string, label = '') =>
  new TOTP({ issuer: '整改通', label, secret: Secret.fromBase32(key), period: STEP_SECONDS, digits: 6 });

/** A new key for a generator and its address for the QR code; nothing is in force before a code confirms it. */
export async function prepareFactor(ctx: OpenCtx, userId: string, username: string) {
  const key = new Secret({ size: 20 }).base32;
  const secret = encrypt(ctx.secret, key);
  await ctx.db.secondFactor.upsert({
    where: { userId, confirmedAt: null },
    create: { userId, secret },
    update: { secret, lastStep: 0 },
  });
  return { key, uri: generatorOf(key, username).toString() };
}

/** Takes a code of a generator; each step is taken once, also by two who send it at once. */
export async function takeCode(ctx: OpenCtx, userId: string, code: string): Promise<boolean> {
  const factor = await ctx.db.secondFactor.findUnique({ where: { userId } });
  const key = factor && decrypt(ctx.secret, factor.secret);
  if (!key) return false;
  const timestamp = ctx.at.getTime();
  const delta = generatorOf(key).validate({ token: code, timestamp, window: DRIFT });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
  const { count } = await ctx.db.secondFactor.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

const isGenerated = (code: string) => /^\d{6}$/.test(code);

async function takeRecoveryCode(ctx: OpenCtx, userId: string, code: string): Promise<boolean> {
  const where = { userId, hash: hashToken(code), usedAt: null };
  const { count } = await ctx.db.recoveryCode.updateMany({ where, data: { usedAt: ctx.at } });
  return count === 1;
}

/** Takes the second factor of a sign-in: which kind it was, or null when it is wrong. */
export async function takeSecondFactor(ctx: OpenCtx, userId: string, code: string): Promise<SignInMethod | null> {
  if (isGenerated(code)) return (await takeCode(ctx, userId, code)) ? 'totp' : null;
  return (await takeRecoveryCode(ctx, userId, code)) ? 'recovery_code' : null;
}

/** Whether the account signs in with a second factor. */
export async function hasSecondFactor(db: Db, userId: string): Promise<boolean> {
  return (await db.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
}

function makeRecoveryCode(): string {
  return Array.from({ length: RECOVERY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Replaces the account's recovery codes; they can be read now and never again. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashToken(code) })) });
  return codes.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-'));
}

/** Takes the second factor and its recovery codes away. */
export async function dropFactor(tx: Tx, userId: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.secondFactor.deleteMany({ where: { userId } });
}
