import { randomInt } from 'node:crypto';
import type { Tx } from '@rectify/db';
import type { Auth } from './auth.ts';

// Without letters and digits that look alike on paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A password to be handed out once, e.g. on paper. */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** The stored form of a password. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** Whether the password is the account's present one. */
export async function isPassword(auth: Auth, tx: Tx, userId: string, password: string): Promise<boolean> {
  const credential = await tx.credential.findFirst({
    where: { userId, providerId: 'credential' },
    select: { password: true },
  });
  if (!credential?.password) return false;
  return (await auth.$context).password.verify({ hash: credential.password, password });
}

/** Sets an account's password from its stored form. */
export async function setPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx.credential.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
    create: { providerId: 'credential', accountId: userId, userId, password: hash },
    update: { password: hash },
  });
}
