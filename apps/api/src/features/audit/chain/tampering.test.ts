import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleOf } from '@rectify/db';
import {
  ChainVerifier,
  makeSeed,
  signCheckpoint,
  signingKeyOf,
  tellFinding,
  type Finding,
  type Witness,
} from '@rectify/audit-chain';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { createRandom, pick, writeEntry } from '../testing/fill-trail.ts';
import { TAMPERINGS, type Expected } from '../testing/tamperings.ts';
import { readStart, verifyDatabase } from './read-chain.ts';

const COUNT = Number(process.env['TAMPER_COUNT'] ?? 150);
const SEED = Number(process.env['TAMPER_SEED'] ?? 20_240_603);
const LENGTH = 100;

let database: TestDatabase;
let client: pg.Client;
let witnesses: Witness[];

beforeAll(async () => {
  database = await createTestDatabase();
  const application = new pg.Client(database.url);
  await application.connect();
  const random = createRandom(SEED);
  for (let count = 0; count < LENGTH; count += 1) await writeEntry(application, random);
  await application.end();
  client = new pg.Client(database.adminUrl);
  await client.connect();
  const key = signingKeyOf(makeSeed());
  witnesses = [];
  for (const seq of [20n, 55n, 80n, BigInt(LENGTH)]) {
    const head = await readStart(client, seq);
    const where = { seq, hash: head.hash.toString('hex'), at: '2024-06-03T04:00:00.000Z', site: 'http://127.0.0.1' };
    witnesses.push({ name: `检查点 ${seq}`, checkpoint: signCheckpoint(where, key), isGenuine: true });
  }
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

async function verify(known: readonly Witness[]): Promise<Finding[]> {
  const verifier = new ChainVerifier({ witnesses: known });
  await verifyDatabase(client, verifier);
  return verifier.finish().findings;
}

/** The owner of the tables switches its own triggers off; a superuser does not even need to. */
async function takePower(who: 'owner' | 'superuser'): Promise<void> {
  if (who === 'superuser') {
    await client.query('SET LOCAL session_replication_role = replica');
    return;
  }
  await client.query(`SET LOCAL ROLE ${pg.escapeIdentifier(roleOf(database.ownerUrl))}`);
  await client.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await client.query('ALTER TABLE audit_seal DISABLE TRIGGER USER');
}

function isNamed(findings: readonly Finding[], expected: Expected): boolean {
  return findings.some(({ kind, seq, until, fields }) => {
    if (!expected.kinds.includes(kind)) return false;
    if (expected.field && !fields?.includes(expected.field)) return false;
    if (expected.seq === null) return seq === null;
    const place = BigInt(expected.seq);
    if (kind === 'recomputed') return seq !== null && seq <= place && place <= (until ?? seq);
    if (kind === 'cut' && expected.isOutside && expected.until === undefined) return true;
    return seq === place && (expected.until === undefined || (until ?? seq) === BigInt(expected.until));
  });
}

describe('a whole chain', () => {
  it('has nothing wrong with it, and agrees with what was noted elsewhere', async () => {
    await client.query('BEGIN');
    const verifier = new ChainVerifier({ witnesses });
    await verifyDatabase(client, verifier);
    await client.query('ROLLBACK');
    expect(verifier.finish()).toMatchObject({ count: LENGTH, findings: [], unnamed: 0, agreed: witnesses });
  });
});

describe(`${COUNT} random tamperings`, () => {
  it(
    'are all found and named; a cut tail and a chain computed anew by the outside head alone',
    { timeout: 600_000 },
    async () => {
      const random = createRandom(SEED + 1);
      const names = Object.keys(TAMPERINGS);
      const missed: string[] = [];
      const done = new Map<string, number>();
      for (let number = 0; number < COUNT; number += 1) {
        // Each sort in turn, so that even a short run has them all.
        const name = names[number % names.length] ?? '';
        const who = pick(random, ['owner', 'superuser'] as const);
        await client.query('BEGIN');
        await takePower(who);
        const expected = (await TAMPERINGS[name]?.({ client, random, length: LENGTH })) as Expected;
        const within = await verify([]);
        const findings = await verify(witnesses);
        await client.query('ROLLBACK');
        done.set(name, (done.get(name) ?? 0) + 1);
        const isRight = isNamed(findings, expected) && (expected.isOutside ? within.length === 0 : within.length > 0);
        if (!isRight || findings.length > 3)
          missed.push(`${number} ${name} ${who} ${JSON.stringify(expected)} → ${findings.map(tellFinding).join(' ')}`);
      }
      expect(missed).toEqual([]);
      expect([...done.values()].reduce((sum, count) => sum + count, 0)).toBe(COUNT);
      expect(done.size).toBe(Math.min(COUNT, names.length));
    },
  );
});
