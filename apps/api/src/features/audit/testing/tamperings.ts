import type pg from 'pg';
import { checksOf, sealOf, type Field, type FindingKind, type Link } from '@rectify/audit-chain';
import { readLinks } from '../chain/read-chain.ts';
import { between, pick, writeEntry, type Random } from './fill-trail.ts';

/** What the verifier must say about a tampering. */
export interface Expected {
  kinds: FindingKind[];
  /** The place or places it happened at. */
  seq: number | null;
  until?: number;
  field?: Field;
  /** Only a copy of the head kept elsewhere shows it. */
  isOutside?: boolean;
}

export interface Crime {
  client: pg.ClientBase;
  random: Random;
  /** How many entries the chain has. */
  length: number;
}

type Tampering = (crime: Crime) => Promise<Expected>;

const COLUMNS: Partial<Record<Field, string[]>> = {
  at: ["at + interval '1 millisecond'", "'infinity'", "at - interval '4000 years'"],
  actorId: ["'00000000-0000-4000-8000-00000000ffff'"],
  actorName: ["actor_name || ' '", "''"],
  actorRole: ["CASE actor_role WHEN 'observer' THEN 'auditor' ELSE 'observer' END::\"Role\""],
  ip: ["'192.0.2.1'"],
  userAgent: ["coalesce(user_agent, '') || 'x'"],
  requestId: ["'x'", 'NULL'],
  action: ["'signOut'"],
  result: [`CASE result WHEN 'done' THEN 'refused' ELSE 'done' END::"AuditResult"`],
  objectKind: ["'system'"],
  objectId: ["'9'"],
  issueId: ["'00000000-0000-4000-8000-00000000ffff'"],
  note: ["CASE WHEN note IS NULL THEN '' WHEN note = '' THEN NULL ELSE left(note, -1) END"],
  before: [`CASE WHEN before IS NULL THEN 'null'::jsonb ELSE jsonb_build_array(before) END`],
  after: [`CASE WHEN after IS NULL THEN '{}'::jsonb ELSE after || '{"数量": "1"}' END`],
};
const ALL = Object.keys(COLUMNS).map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

const place = (seq: number) => `(SELECT entry_id FROM audit_seal WHERE seq = ${seq})`;

async function linkAt({ client }: Crime, seq: number): Promise<Link> {
  let found: Link | null = null;
  await readLinks(client, { after: BigInt(seq) - 1n, until: BigInt(seq) }, ({ message: _, ...link }) => {
    const copy = (bytes: Buffer) => Buffer.from(bytes);
    found = {
      ...link,
      prev: copy(link.prev),
      hash: copy(link.hash),
      checks: copy(link.checks),
      body: link.body && copy(link.body),
    };
  });
  if (!found) throw new Error(`no place ${seq}`);
  return found;
}

async function changeEntry({ client, random }: Crime, seq: number): Promise<Field> {
  const field = pick(random, Object.keys(COLUMNS) as Field[]);
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  await client.query(
    `UPDATE audit_entry SET ${column} = ${pick(random, COLUMNS[field] ?? [])} WHERE id = ${place(seq)}`,
  );
  return field;
}

async function reseal(crime: Crime, seq: number, what: { checks?: boolean; hash?: boolean }): Promise<void> {
  const link = await linkAt(crime, seq);
  const checks = what.checks && link.body ? checksOf(link.body) : link.checks;
  const hash = what.hash ? sealOf({ ...link, checks }) : link.hash;
  await crime.client.query('UPDATE audit_seal SET checks = $1, hash = $2 WHERE seq = $3', [checks, hash, seq]);
}

/** Two steps, or numbers would meet on the way. */
async function renumber({ client }: Crime, from: number, by: number): Promise<void> {
  await client.query(`UPDATE audit_seal SET seq = -(seq + ${by}) WHERE seq >= ${from}`);
  await client.query('UPDATE audit_seal SET seq = -seq WHERE seq < 0');
}

async function remove({ client }: Crime, from: number, to: number, what: 'entries' | 'both'): Promise<void> {
  await client.query(
    `DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE seq BETWEEN ${from} AND ${to})`,
  );
  if (what === 'both') await client.query(`DELETE FROM audit_seal WHERE seq BETWEEN ${from} AND ${to}`);
}

async function exchange({ client }: Crime, table: string, key: string, one: string, other: string): Promise<void> {
  await client.query(`UPDATE ${table} SET ${key} = -7 WHERE ${key} = ${one}`);
  await client.query(`UPDATE ${table} SET ${key} = ${one} WHERE ${key} = ${other}`);
  await client.query(`UPDATE ${table} SET ${key} = ${other} WHERE ${key} = -7`);
}

/** Everything sealed anew, as the owner of the database can. */
async function recompute({ client }: Crime): Promise<void> {
  await client.query('DELETE FROM audit_seal');
  await client.query('SELECT audit_append(e) FROM (SELECT * FROM audit_entry ORDER BY id) AS e');
}

async function insertForged(crime: Crime, seq: number, isConsistent: boolean): Promise<void> {
  await crime.client.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await writeEntry(crime.client, crime.random);
  await crime.client.query(
    `INSERT INTO audit_seal SELECT ${seq}, (SELECT max(id) FROM audit_entry), coalesce((SELECT hash FROM audit_seal
       WHERE seq = ${seq} - 1), decode(repeat('00', 32), 'hex')), sha256($1::text::bytea), substr(sha256('x') || sha256('y'), 1, 64)`,
    [String(crime.random())],
  );
  if (isConsistent) await reseal(crime, seq, { checks: true, hash: true });
}

/** Not the last place: nothing follows it that remembers. */
const inside = ({ random, length }: Crime) => between(random, 1, length - 1);
const stretch = (crime: Crime) => {
  const from = between(crime.random, 1, crime.length - 4);
  return { from, to: from + between(crime.random, 0, 2) };
};
const two = ({ random, length }: Crime): [number, number] => {
  const one = between(random, 1, length);
  const other = random() < 0.5 ? (one % length) + 1 : ((one + between(random, 1, length - 2)) % length) + 1;
  return one < other ? [one, other] : [other, one];
};
const idAt = async ({ client }: Crime, seq: number) =>
  (await client.query<{ id: string }>(`SELECT ${place(seq)} AS id`)).rows[0]?.id ?? '';

/** Every way of tampering, by name; each says what must be found. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  changeAField: async (crime) => {
    const seq = between(crime.random, 1, crime.length);
    return { kinds: ['changed'], seq, field: await changeEntry(crime, seq) };
  },
  changeAnotherField: async (crime) => {
    const seq = between(crime.random, 1, crime.length);
    return { kinds: ['changed'], seq, field: await changeEntry(crime, seq) };
  },
  changeAFieldAndItsChecks: async (crime) => {
    const seq = between(crime.random, 1, crime.length);
    await changeEntry(crime, seq);
    await reseal(crime, seq, { checks: true });
    return { kinds: ['changed'], seq };
  },
  changeAndSealAnew: async (crime) => {
    const seq = inside(crime);
    await changeEntry(crime, seq);
    await reseal(crime, seq, { checks: true, hash: true });
    return { kinds: ['changed'], seq };
  },
  changeASeal: async (crime) => {
    const seq = inside(crime);
    const column = pick(crime.random, ['hash', 'prev', 'checks']);
    await crime.client.query(
      `UPDATE audit_seal SET ${column} = substr(sha256(${column}) || sha256('x'), 1, length(${column})) WHERE seq = ${seq}`,
    );
    return { kinds: ['seal'], seq };
  },
  removeAnEntry: async (crime) => {
    const { from } = stretch(crime);
    await remove(crime, from, from, 'entries');
    return { kinds: ['removed'], seq: from };
  },
  removeEntriesAndSeals: async (crime) => {
    const { from, to } = stretch(crime);
    await remove(crime, from, to, 'both');
    return { kinds: ['removed'], seq: from, until: to };
  },
  removeAndRenumber: async (crime) => {
    const { from, to } = stretch(crime);
    await remove(crime, from, to, 'both');
    await renumber(crime, to + 1, from - to - 1);
    return { kinds: ['removed'], seq: from, until: to };
  },
  insertAnEntry: async (crime) => {
    await crime.client.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await writeEntry(crime.client, crime.random);
    return { kinds: ['inserted'], seq: null };
  },
  insertAndRenumber: async (crime) => {
    const seq = inside(crime);
    await renumber(crime, seq, 1);
    await insertForged(crime, seq, crime.random() < 0.5);
    return { kinds: ['inserted'], seq };
  },
  swapContents: async (crime) => {
    const [one, other] = two(crime);
    const [a, b] = [await idAt(crime, one), await idAt(crime, other)];
    await crime.client.query(
      `UPDATE audit_entry t SET (${ALL.join(', ')}) = (SELECT ${ALL.join(', ')} FROM audit_entry s
         WHERE s.id = CASE t.id WHEN ${a} THEN ${b} ELSE ${a} END) WHERE t.id IN (${a}, ${b})`,
    );
    return { kinds: ['swapped'], seq: one, until: other };
  },
  swapNumbersOfEntries: async (crime) => {
    const [one, other] = two(crime);
    await exchange(crime, 'audit_entry', 'id', await idAt(crime, one), await idAt(crime, other));
    return { kinds: ['swapped'], seq: one, until: other };
  },
  swapSeals: async (crime) => {
    const [one, other] = two(crime);
    await exchange(crime, 'audit_seal', 'seq', String(one), String(other));
    return { kinds: ['swapped'], seq: one, until: other };
  },
  swapWhatIsSealed: async (crime) => {
    const [one, other] = two(crime);
    await exchange(crime, 'audit_seal', 'entry_id', await idAt(crime, one), await idAt(crime, other));
    return { kinds: ['swapped'], seq: one, until: other };
  },
  cutTheTail: async (crime) => {
    const from = between(crime.random, Math.floor(crime.length / 2), crime.length);
    await remove(crime, from, crime.length, 'both');
    return { kinds: ['cut'], seq: from, until: crime.length, isOutside: true };
  },
  recomputeAfterAChange: async (crime) => {
    const seq = between(crime.random, 1, crime.length);
    await changeEntry(crime, seq);
    await recompute(crime);
    return { kinds: ['recomputed'], seq, isOutside: true };
  },
  recomputeAfterARemoval: async (crime) => {
    const seq = inside(crime);
    await remove(crime, seq, seq, 'entries');
    await recompute(crime);
    return { kinds: ['recomputed', 'cut'], seq, isOutside: true };
  },
  recomputeAfterASwap: async (crime) => {
    const [one, other] = two(crime);
    await exchange(crime, 'audit_entry', 'id', await idAt(crime, one), await idAt(crime, other));
    await recompute(crime);
    return { kinds: ['recomputed'], seq: one, isOutside: true };
  },
};
