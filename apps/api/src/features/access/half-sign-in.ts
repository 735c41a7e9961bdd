import type { Db } from '@rectify/db';
import { hashToken, makeToken } from './cookies.ts';

// What waits for the other half of a sign-in: the code of the second factor, or the way back from single sign-on.

type Half = 'second-factor' | 'sso';

const identifierOf = (half: Half, token: string) => `${half}:${hashToken(token)}`;

/** Keeps what the next step needs; answers the token under which the browser may come back for it. */
export async function keepHalf(db: Db, half: Half, value: unknown, seconds: number): Promise<string> {
  const { token } = makeToken();
  await db.$transaction([
    db.$executeRaw`DELETE FROM verification WHERE expires_at < now()`,
    db.$executeRaw`INSERT INTO verification (id, identifier, value, expires_at)
      VALUES (gen_random_uuid(), ${identifierOf(half, token)}, ${JSON.stringify(value)},
        now() + make_interval(secs => ${seconds}::int))`,
  ]);
  return token;
}

/** What was kept under a token; null when it is gone or its time is over. */
export async function peekHalf<T>(db: Db, half: Half, token: string | null): Promise<T | null> {
  if (!token) return null;
  const rows = await db.$queryRaw<{ value: string }[]>`
    SELECT value FROM verification WHERE identifier = ${identifierOf(half, token)} AND expires_at > now()`;
  return rows[0] ? (JSON.parse(rows[0].value) as T) : null;
}

/** Takes what was kept under a token; of several who try at once, one gets it. */
export async function takeHalf<T>(db: Db, half: Half, token: string | null): Promise<T | null> {
  if (!token) return null;
  const rows = await db.$queryRaw<{ value: string }[]>`
    DELETE FROM verification WHERE identifier = ${identifierOf(half, token)} AND expires_at > now() RETURNING value`;
  return rows[0] ? (JSON.parse(rows[0].value) as T) : null;
}
