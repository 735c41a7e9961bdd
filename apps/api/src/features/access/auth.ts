import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { username } from 'better-auth/plugins';
import type { Db } from '@rectify/db';

export interface AuthSettings {
  secret: string;
  /** Minutes without any request after which a session ends. */
  idleMinutes: number;
  publicUrl: string;
}

/** Shortest password that is accepted, in characters. */
export const PASSWORD_MIN = 10;

/** Sign-in by username and password with sessions in the database; its own routes are not mounted. */
export function createAuth(db: Db, settings: AuthSettings) {
  return betterAuth({
    database: prismaAdapter(db, { provider: 'postgresql' }),
    secret: settings.secret,
    baseURL: settings.publicUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: PASSWORD_MIN, maxPasswordLength: 128 },
    account: { modelName: 'credential' },
    session: {
      expiresIn: settings.idleMinutes * 60,
      // a request moves the end of the session at most once a minute
      updateAge: 60,
    },
    advanced: {
      cookiePrefix: 'rectify',
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      database: { generateId: false },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 60,
        usernameValidator: (name) => /^[a-z0-9][a-z0-9._-]*$/i.test(name),
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
