import { withSession } from '@rectify/db';
import { COLUMNS, type ColumnRule, type Guard } from './columns.ts';

/** One string that stands in one field of one row, and nowhere else. */
export interface Canary {
  table: string;
  column: string;
  guard: Guard | 'secret';
  /** The row that it was planted in, as it was then. */
  row: Readonly<Record<string, unknown>>;
}

/** What was planted, by what is looked for. */
export type Canaries = Map<string, Canary>;

type Row = Record<string, unknown>;
type Client = Parameters<Parameters<typeof withSession>[1]>[0];

/** A canary wherever it stands, whatever became of its case. */
export const CANARY = /kqx\d{5}z/gi;

const shortest = 16;
let sequence = 0;
const nextMark = () => `kqx${String((sequence += 1)).padStart(5, '0')}z`;

function plantInJson(value: unknown, mark: string, keys: readonly string[] | undefined, key = ''): unknown {
  if (typeof value === 'string') return !keys || keys.includes(key) ? value + mark : value;
  if (Array.isArray(value)) return value.map((each) => plantInJson(each, mark, keys, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plantInJson(each, mark, keys, name)]));
}

/** The value with a canary in it. */
function planted(value: unknown, mark: string, rule: Exclude<ColumnRule, string>): unknown {
  if (value !== null && typeof value === 'object') return JSON.stringify(plantInJson(value, mark, rule.keys));
  return `${typeof value === 'string' ? value : ''}${mark}`;
}

// Whether these are there at all says something: they stay empty where they are.
const STAYS_EMPTY = new Set([
  ...['public_report.withdrawn_reason', 'public_report.approved_figures'],
  ...['audit_entry.before', 'audit_entry.after'],
]);
const staysEmpty = (table: string, column: string, value: unknown) =>
  (value === null || value === undefined) && STAYS_EMPTY.has(`${table}.${column}`);

async function plantInRow(client: Client, table: string, ctid: string, row: Row, canaries: Canaries): Promise<void> {
  const changes: [string, unknown][] = [];
  for (const [column, rule] of Object.entries(COLUMNS[table] ?? {})) {
    const value = row[column];
    if (rule === 'secret' && typeof value === 'string' && value.length >= shortest)
      canaries.set(value, { table, column, guard: 'secret', row });
    if (typeof rule === 'string' || staysEmpty(table, column, value)) continue;
    const mark = nextMark();
    canaries.set(mark, { table, column, guard: rule.guard, row });
    changes.push([column, planted(value, mark, rule)]);
  }
  if (changes.length === 0) return;
  const sets = changes.map(([column], index) => `"${column}" = $${index + 2}`).join(', ');
  await client.query(`UPDATE "${table}" SET ${sets} WHERE ctid = $1::tid`, [
    ctid,
    ...changes.map(([, value]) => value),
  ]);
}

/** Puts a canary into every field of these tables that holds words, and watches what is secret there. */
export async function plant(adminUrl: string, tables: readonly string[], canaries: Canaries): Promise<void> {
  await withSession(adminUrl, async (client) => {
    for (const table of tables) {
      // What nobody may ever change is planted as the database's administrator could.
      await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
      const { rows } = await client.query<{ ctid: string; row: Row }>(
        `SELECT ctid::text AS ctid, to_jsonb(t) AS row FROM "${table}" t`,
      );
      for (const { ctid, row } of rows) await plantInRow(client, table, ctid, row, canaries);
      await client.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
    }
  });
}

/** Every column of the database that can hold words, written `table.column`. */
export async function wordColumns(adminUrl: string): Promise<string[]> {
  return withSession(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND (data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'inet', 'xml')
        OR (data_type = 'ARRAY' AND udt_name IN ('_text', '_varchar', '_jsonb')))
      ORDER BY 1`);
    return rows.map(({ name }) => name);
  });
}
