import type pg from 'pg';
import type { ChainVerifier, Link, Start } from '@rectify/audit-chain';
import { GENESIS } from '@rectify/audit-chain';
import { copyOut } from '@rectify/db';

/** Places read at a time: each such piece is sorted in memory, and progress is told after it. */
const PIECE = 20_000;
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

const FIELDS = `e.id::text, extract(epoch FROM e.at)::text, e.actor_id::text, e.actor_name::text, e.actor_role::text, e.ip::text,
  e.user_agent::text, e.request_id::text, e.action::text, e.result::text, e.object_kind::text, e.object_id::text,
  e.issue_id::text, e.note::text, e.before::text, e.after::text`;

// By the number last seen, not by ranges of numbers: a number far out of order must not lead into the void.
const selectPiece = (after: bigint, until: bigint) => `
  SELECT s.hash, e.id IS NOT NULL AS is_there, s.prev, s.seq, s.checks, ${FIELDS}
  FROM (SELECT * FROM audit_seal WHERE seq > ${after} AND seq <= ${until} ORDER BY seq LIMIT ${PIECE}) s
  LEFT JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.seq`;

/** Takes a row apart where it lies; from `prev` on it is exactly what the hash covers. */
function linkOf(row: Buffer): Link {
  const hashEnd = 4 + row.readInt32BE(0);
  const isThere = row[hashEnd + 4] === 1;
  const start = hashEnd + 5;
  const prevEnd = start + 4 + row.readInt32BE(start);
  const checksStart = prevEnd + 12;
  const checksEnd = checksStart + 4 + row.readInt32BE(checksStart);
  return {
    seq: row.readBigInt64BE(prevEnd + 4),
    prev: row.subarray(start + 4, prevEnd),
    hash: row.subarray(4, hashEnd),
    checks: row.subarray(checksStart + 4, checksEnd),
    ...(isThere ? { body: row.subarray(checksEnd), message: row.subarray(start) } : { body: null }),
  };
}

/** Where the chain stands; the start of everything when it is empty. */
export async function readHead(client: pg.ClientBase): Promise<Start> {
  return readPlace(client, 'true');
}

/** The place of a number or, where that is missing, the one before it. */
export async function readStart(client: pg.ClientBase, seq: bigint): Promise<Start> {
  return readPlace(client, `seq <= ${seq}`);
}

async function readPlace(client: pg.ClientBase, where: string): Promise<Start> {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>(
    `SELECT seq, hash FROM audit_seal WHERE ${where} ORDER BY seq DESC LIMIT 1`,
  );
  return rows[0] ? { seq: BigInt(rows[0].seq), hash: rows[0].hash } : { seq: 0n, hash: GENESIS };
}

export interface ChainRange {
  /** The number after which to begin; before the very first when absent. */
  after?: bigint;
  /** The last number wanted; to the very end when absent. */
  until?: bigint;
}

/** Reads places of the chain with their entries in the order of their numbers. */
export async function readLinks(
  client: pg.ClientBase,
  { after = LOWEST, until = HIGHEST }: ChainRange,
  onLink: (link: Link) => void,
  onPiece: (until: bigint) => void | Promise<void> = () => undefined,
): Promise<void> {
  let last = after;
  for (let count = PIECE; count === PIECE;) {
    count = 0;
    await copyOut(client, selectPiece(last, until), (row) => {
      const link = linkOf(row);
      last = link.seq;
      count += 1;
      onLink(link);
    });
    if (count > 0) await onPiece(last);
  }
}

/** Holds the whole chain of a database against a verifier. Inside `onSnapshot`. */
export async function verifyDatabase(
  client: pg.ClientBase,
  verifier: ChainVerifier,
  onProgress: (checked: number) => void | Promise<void> = () => undefined,
): Promise<void> {
  await readLinks(
    client,
    {},
    (link) => verifier.add(link),
    () => onProgress(verifier.count),
  );
  await client.query('SET LOCAL enable_hashjoin = on');
  await copyOut(
    client,
    'SELECT e.id::text FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id',
    (row) => verifier.addUnsealed(row.toString('utf8', 4)),
  );
}

/** Does some reading on one snapshot of the database, so that what is written meanwhile plays no part. */
export async function onSnapshot<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // Otherwise the planner may read the whole trail for each piece of it.
    await client.query('SET LOCAL enable_hashjoin = off');
    await client.query('SET LOCAL enable_mergejoin = off');
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}
