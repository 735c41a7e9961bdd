import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { unreachable } from '../fault.ts';

/** The lock of a data folder: whoever holds it is the one program that uses it. */
const OWNER_LOCK = 7_318_231;

/** The address of a database of the embedded server. */
export function localUrl(options: { port: number; user: string; password: string; database: string }): string {
  return `postgresql://${options.user}:${options.password}@127.0.0.1:${options.port}/${options.database}?sslmode=disable`;
}

/** Opens one session; the caller ends it. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Runs some statements in a session of their own. */
export async function withSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Takes a lock that ends with this process at the latest; null where another session has it. */
export async function holdLock(url: string, key: number): Promise<(() => Promise<void>) | null> {
  const client = await connect(url);
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [key]);
  const release = () => client.end().catch(() => {});
  if (rows[0]?.taken) return release;
  await release();
  return null;
}

/**
 * Waits for a lock that ends with this process at the latest; `onWait` is called when another session has it.
 * @throws DatabaseFault when the database cannot be reached.
 */
export async function waitForLock(url: string, key: number, onWait: () => void): Promise<() => Promise<void>> {
  const client = await connect(url).catch((error: unknown) => {
    throw unreachable(error);
  });
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [key]);
  if (!rows[0]?.taken) {
    onWait();
    await client.query('SELECT pg_advisory_lock($1)', [key]);
  }
  return () => client.end().catch(() => {});
}

/** Tries for a while to become the owner, since the session of a killed program takes a moment to vanish. */
export async function tryOwn(client: pg.Client, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
    if (rows[0]?.taken) return true;
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
}

/** Creates the owner of the database, the role of the application and the database where they are missing; safe to repeat. */
export async function ensureDatabase(
  client: pg.Client,
  name: string,
  passwords: { owner: string; service: string },
): Promise<void> {
  const service = serviceRoleOf(name);
  const { rows } = await client.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)
     UNION ALL SELECT 'the database' FROM pg_database WHERE datname = $2`,
    [[name, service], name],
  );
  const found = new Set(rows.map((row) => row.name));
  const roles = [
    roleStatement(name, passwords.owner, found.has(name)),
    roleStatement(service, passwords.service, found.has(service)),
    // So that the owner may hand over what the application is to own.
    `GRANT ${pg.escapeIdentifier(service)} TO ${pg.escapeIdentifier(name)}`,
  ];
  // Sent together: every start waits for it, and the disk is waited for once.
  await client.query(roles.join('; '));
  if (!found.has('the database'))
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${pg.escapeIdentifier(name)}`);
}

/** The role that the application signs in as, which owns nothing of the database. */
export const serviceRoleOf = (owner: string) => `${owner}_service`;

/** Creates a role that may sign in, or renews its password. */
export async function ensureRole(client: pg.Client, name: string, password: string): Promise<void> {
  const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(roleStatement(name, password, role.rowCount !== 0));
}

function roleStatement(name: string, password: string, isThere: boolean): string {
  const verb = isThere ? 'ALTER' : 'CREATE';
  return `${verb} ROLE ${pg.escapeIdentifier(name)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`;
}
