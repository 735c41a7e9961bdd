import type pg from 'pg';
import type { Book, Kind, Written } from './book.ts';
import { copiesOf } from './writes.ts';

/** Where the text of a kind of write ends up; null for what only the audit trail keeps, or later writes replace. */
const ROWS: Record<Kind, string | null> = {
  progress: 'SELECT text FROM progress_entry',
  evidence: 'SELECT file_name FROM evidence',
  issue: `SELECT title FROM issue WHERE title LIKE '会议记录缺失%'`,
  import: `SELECT title FROM issue WHERE title LIKE '导入%'`,
  outcome: 'SELECT note FROM outcome',
  request: 'SELECT statement FROM review_request',
  review: 'SELECT note FROM review',
  comment: null,
  statement: null,
  measure: null,
  assignment: 'SELECT owner FROM measure',
  completion: null,
};

/** The fields that later writes overwrite, by slot. */
const SLOTS = `SELECT 'measure ' || id AS slot, text FROM measure
  UNION ALL SELECT 'statement ' || id, outcome_statement FROM issue`;

export interface Losses {
  missing: string[];
  twice: string[];
  /** Of an import only a part. */
  halves: string[];
  /** Later acknowledged, yet an earlier text stands. */
  lostUpdates: string[];
}

function groupBy<K extends string>(entries: Iterable<Written>, keyOf: (entry: Written) => K | null): Map<K, Written[]> {
  const groups = new Map<K, Written[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

type Counts = Map<string, number>;

async function countMarks(client: pg.Client, book: Book, sql: string): Promise<Counts> {
  const { rows } = await client.query<{ text: string | null }>(`SELECT text FROM (${sql}) AS rows(text)`);
  const counts: Counts = new Map();
  for (const { text } of rows) {
    for (const mark of book.marksIn(text ?? '')) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return counts;
}

function judge(losses: Losses, { mark, kind, fate, isRepeated }: Written, where: string, found: number): void {
  const whole = copiesOf(kind);
  const words = `${mark} (${kind}, ${fate}${isRepeated ? ', repeated' : ''}) in ${where}: ${found} of ${whole}`;
  if (fate === 'acknowledged' && found === 0) losses.missing.push(words);
  if (fate === 'refused' && found > 0) losses.twice.push(words);
  if (found > whole) losses.twice.push(words);
  if (found > 0 && found < whole) losses.halves.push(words);
}

async function judgeSlots(client: pg.Client, book: Book, losses: Losses): Promise<void> {
  const { rows } = await client.query<{ slot: string; text: string | null }>(SLOTS);
  const texts = new Map(rows.map(({ slot, text }) => [slot, text ?? '']));
  const bySlot = groupBy(
    [...book.written.values()].filter(({ kind, fate }) => kind !== 'completion' && fate !== 'refused'),
    ({ slot }) => slot,
  );
  for (const [slot, entries] of bySlot) {
    const last = entries.findLastIndex(({ fate }) => fate === 'acknowledged');
    if (last < 0) continue;
    const stands = entries.slice(last).some(({ mark }) => texts.get(slot)?.includes(mark));
    if (!stands) losses.lostUpdates.push(`${slot}: ${texts.get(slot)} instead of ${entries[last]?.mark}`);
  }
}

/** A measure is marked done once: its writes carry no words, so they are told apart by their measure. */
async function judgeCompletions(client: pg.Client, book: Book, losses: Losses): Promise<void> {
  const { rows } = await client.query<{ slot: string; count: number }>(
    `SELECT 'completion ' || object_id AS slot, count(*)::int FROM audit_entry
     WHERE action = 'completeMeasure' AND result = 'done' GROUP BY 1`,
  );
  const counts = new Map(rows.map(({ slot, count }) => [slot, count]));
  for (const entry of book.written.values()) {
    if (entry.kind !== 'completion' || entry.fate === 'refused') continue;
    judge(losses, entry, 'the audit trail', counts.get(entry.slot ?? '') ?? 0);
  }
}

const AUDITED = `SELECT coalesce(note, '') || ' ' || coalesce(after::text, '') FROM audit_entry WHERE result = 'done'`;

/** Holds everything that was acknowledged against the tables and the audit trail. */
export async function checkMarks(client: pg.Client, book: Book): Promise<Losses> {
  const losses: Losses = { missing: [], twice: [], halves: [], lostUpdates: [] };
  const audited = await countMarks(client, book, AUDITED);
  const kinds = groupBy(book.written.values(), ({ kind }) => kind);
  for (const [kind, entries] of kinds) {
    if (kind === 'completion') continue;
    const sql = ROWS[kind];
    const stored = sql === null ? null : await countMarks(client, book, sql);
    for (const entry of entries) {
      judge(losses, entry, 'the audit trail', audited.get(entry.mark) ?? 0);
      if (stored) judge(losses, entry, kind, stored.get(entry.mark) ?? 0);
    }
  }
  await judgeSlots(client, book, losses);
  await judgeCompletions(client, book, losses);
  return losses;
}
