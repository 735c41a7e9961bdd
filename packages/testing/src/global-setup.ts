import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyMigrations, ensureRole, removeEmbedded, roleOf, startEmbedded, withSession } from '@rectify/db';
import { databaseUrl, SERVER_VARIABLE, type TestServer } from './database.ts';

const PREFIX = 'rectify-test-';
const OWNER_FILE = 'owner.pid';
const MIGRATIONS = path.resolve(import.meta.dirname, '../../../prisma/migrations');

/** Vitest's global set-up: one throw-away server with a migrated template; returns the tear-down. */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const { server, tearDown } = given ? await onGivenServer(given) : await startThrowAway();
  try {
    await createTemplate(server);
  } catch (error) {
    await tearDown();
    throw error;
  }
  process.env[SERVER_VARIABLE] = JSON.stringify(server);
  return tearDown;
}

/** Of the role that tests sign in with on a server that is not ours: it owns nothing there. */
const GIVEN_ROLE = 'rectify_test_service';

async function onGivenServer(url: string) {
  const appUrl = await withSession(url, async (admin) => {
    const { rows } = await admin.query<{ may: boolean }>(
      'SELECT rolcreaterole OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0]?.may ? createGivenRole(admin, url) : url;
  });
  const server: TestServer = { adminUrl: url, ownerUrl: url, appUrl, template: templateName() };
  const tearDown = async () => {
    await withSession(server.adminUrl, (admin) =>
      admin.query(`DROP DATABASE IF EXISTS ${server.template} WITH (FORCE)`),
    );
  };
  return { server, tearDown };
}

async function createGivenRole(admin: Parameters<typeof ensureRole>[0], url: string): Promise<string> {
  const address = new URL(url);
  address.username = GIVEN_ROLE;
  // The same in every run: two at once must not lock each other out.
  address.password = GIVEN_ROLE;
  await ensureRole(admin, GIVEN_ROLE, GIVEN_ROLE);
  return address.href;
}

async function startThrowAway() {
  await sweepLeftovers();
  const dataDir = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(dataDir, OWNER_FILE), String(process.pid));
  try {
    const embedded = await startEmbedded({ dataDir, durable: false });
    const tearDown = async () => {
      await embedded.stop();
      await removeEmbedded(dataDir);
    };
    const { adminUrl, ownerUrl, url: appUrl } = embedded;
    const server: TestServer = { adminUrl, ownerUrl, appUrl, template: templateName() };
    return { server, tearDown };
  } catch (error) {
    await removeEmbedded(dataDir);
    throw error;
  }
}

function templateName(): string {
  return `rectify_template_${randomBytes(4).toString('hex')}`;
}

async function createTemplate(server: TestServer): Promise<void> {
  const owner = roleOf(server.ownerUrl);
  await withSession(server.adminUrl, (admin) => admin.query(`CREATE DATABASE ${server.template} OWNER "${owner}"`));
  const url = databaseUrl(server.ownerUrl, server.template);
  await applyMigrations(url, MIGRATIONS, { serviceRole: roleOf(server.appUrl) });
}

/** Ends the servers of earlier runs that were killed before they could tidy up. */
async function sweepLeftovers(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX));
  for (const dataDir of folders.map((entry) => path.join(tmpdir(), entry))) {
    if (isAbandoned(dataDir)) await removeEmbedded(dataDir);
  }
}

/** False also for another user's folder. */
function isAbandoned(dataDir: string): boolean {
  try {
    process.kill(Number(readFileSync(path.join(dataDir, OWNER_FILE), 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
