import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Db } from '@rectify/db';
import type { Deps } from './context.ts';
import type { Settings } from './env.ts';
import { createOidc, type SingleSignOn } from './features/access/oidc.ts';
import { fileStoreOf } from './file-store-of.ts';
import { createLog } from './log.ts';

/** The key that signs session cookies; where none is set, one is made and kept beside the data. */
function sessionSecret(settings: Settings): string {
  if (settings.SESSION_SECRET) return settings.SESSION_SECRET;
  const file = path.join(settings.DATA_DIR, 'session-secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('base64url');
    mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}

/** The address that people use; where none is set, the one it listens on. */
export function publicUrlOf(settings: Settings): string {
  const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST;
  return settings.PUBLIC_URL ?? `http://${host}:${settings.PORT}`;
}

/** Single sign-on, where the settings name a provider. */
export function singleSignOnOf(settings: Settings): SingleSignOn | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_USERNAME_CLAIM, OIDC_LABEL } = settings;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return createOidc({
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    claim: OIDC_USERNAME_CLAIM,
    label: OIDC_LABEL,
    publicUrl: publicUrlOf(settings),
  });
}

/** The dependencies of a running server over its database. */
export function createDeps(db: Db, settings: Settings, databaseUrl = settings.DATABASE_URL ?? ''): Deps {
  const secret = sessionSecret(settings);
  return {
    db,
    databaseUrl,
    secret,
    settings,
    now: () => new Date(),
    files: fileStoreOf(settings),
    singleSignOn: singleSignOnOf(settings),
    log: createLog(settings),
  };
}
