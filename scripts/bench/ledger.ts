import pg from 'pg';
import { applyMigrations, closeDb, createDb, DatabaseFault, roleOf } from '@rectify/db';
import { dayInShanghai, type CalendarDay } from '@rectify/domain';
import { hashPassword } from '../../apps/api/src/features/access/passwords.ts';
import { foldTally } from '../../apps/api/src/features/overview/fold-tally.ts';
import { at } from '../lib/root.mjs';
import type { Place } from './place.ts';
import { seedLedger } from './seed.ts';

/** A database full of a ledger. */
export interface Ledger {
  /** Signed in as the application. */
  url: string;
  ownerUrl: string;
  dataDir: string;
}

export interface LedgerSize {
  issues: number;
  reports: number;
  /** Entries of progress per measure. */
  progress: number;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** A further database on the same server, as the first one was made. */
async function createBeside(place: Place, adminUrl: string, name: string): Promise<Ledger> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    await admin.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${pg.escapeIdentifier(roleOf(place.ownerUrl))}`,
    );
  } finally {
    await admin.end();
  }
  const { dataDir } = place;
  return { url: withDatabase(place.url, name), ownerUrl: withDatabase(place.ownerUrl, name), dataDir };
}

/** Opens a session as the owner of a ledger. */
export async function connectTo({ ownerUrl }: Pick<Ledger, 'ownerUrl'>): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** What the clock does within a minute: the figures of all that was written at once. */
async function foldOnce(url: string, today: CalendarDay): Promise<void> {
  const db = createDb(url, { poolSize: 1 });
  await foldTally(db, today).finally(() => closeDb(db));
}

/** Brings a database up to date and fills it; one that an earlier run has filled is kept when BENCH_KEEP says so. */
export async function fillLedger(
  { url, ownerUrl }: Ledger,
  { issues, reports, progress }: LedgerSize,
  password: string,
  say: (text: string) => void,
): Promise<void> {
  await applyMigrations(ownerUrl, at('prisma/migrations'), { serviceRole: roleOf(url) });
  const client = await connectTo({ ownerUrl });
  try {
    const { rows } = await client.query<{ units: number }>('SELECT count(*)::int AS units FROM unit');
    if (process.env['BENCH_KEEP'] === '1' && rows[0]?.units) return;
    if (rows[0]?.units)
      throw new DatabaseFault(
        'BENCH_DATABASE_URL 指向的数据库里已有数据。性能测试要写入大量数据，请给它一个空数据库。',
      );
    const passwordHash = await hashPassword(password);
    const today = dayInShanghai(new Date());
    await seedLedger(client, { issues, reports, progress, passwordHash, today }, say);
    await foldOnce(url, today);
    // What was folded leaves as many dead rows as there were.
    await client.query('VACUUM ANALYZE tally_change, tally_cell, tally_unit');
  } finally {
    await client.end();
  }
}

/** Makes and fills a further ledger beside the first; null where the server is not ours. */
export async function addLedger(
  place: Place,
  name: string,
  size: LedgerSize,
  password: string,
  say: (text: string) => void,
): Promise<Ledger | null> {
  if (place.adminUrl === null) return null;
  const ledger = await createBeside(place, place.adminUrl, name);
  await fillLedger(ledger, size, password, say);
  return ledger;
}
