import { createHash } from 'node:crypto';
import pg from 'pg';

// What PostgreSQL's own catalogue says about the tables of this program.

export interface TableInfo {
  name: string;
  /** Without generated columns, which compute themselves. */
  columns: string[];
  /** The order in which rows are written, so that equal content has equal bytes. */
  order: string;
}

export interface SequenceState {
  name: string;
  last: string;
  isCalled: boolean;
}

const quote = (name: string) => pg.escapeIdentifier(name);

/** Every table, in the order of its name. */
export async function listTables(client: pg.ClientBase): Promise<TableInfo[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[] | null; texts: string[] }>(`
    SELECT c.relname AS name,
      array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
      coalesce(array_agg(a.attname::text) FILTER (WHERE a.attcollation <> 0), '{}') AS texts,
      (SELECT array_agg(k.attname::text ORDER BY o.n) FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS o (attnum, n),
        pg_attribute k WHERE i.indrelid = c.oid AND i.indisprimary AND k.attrelid = c.oid AND k.attnum = o.attnum) AS key
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    GROUP BY c.oid, c.relname ORDER BY c.relname COLLATE "C"`);
  return rows.map(({ name, columns, key, texts }) => ({ name, columns, order: orderOf(key, new Set(texts)) }));
}

/** Text is ordered by its bytes: the order of a language changes with the version of its rules. */
function orderOf(key: string[] | null, texts: ReadonlySet<string>): string {
  if (!key) return 't::text COLLATE "C"';
  return key.map((name) => `t.${quote(name)}${texts.has(name) ? ' COLLATE "C"' : ''}`).join(', ');
}

/** The command that writes a table's rows in their order. */
export function copyOut({ name, columns, order }: TableInfo): string {
  const list = columns.map((column) => `t.${quote(column)}`).join(', ');
  return `COPY (SELECT ${list} FROM public.${quote(name)} t ORDER BY ${order}) TO STDOUT`;
}

/** The command that reads them back. */
export function copyIn(name: string, columns: string[]): string {
  return `COPY public.${quote(name)} (${columns.map(quote).join(', ')}) FROM STDIN`;
}

/** What decides how values are written: the same everywhere, whatever the server's settings are. */
export const PLAIN_OUTPUT = `
  SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET extra_float_digits = 3; SET bytea_output = 'hex'; SET search_path = public; SET row_security = off;
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

/** Where every counter stands. */
export async function listSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY 1`,
  );
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const found = await client.query<{ last: string; isCalled: boolean }>(
      `SELECT last_value::text AS last, is_called AS "isCalled" FROM public.${quote(name)}`,
    );
    states.push({ name, last: found.rows[0]?.last ?? '1', isCalled: found.rows[0]?.isCalled ?? false });
  }
  return states;
}

const PRINTED = [
  `SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
     pg_get_expr(d.adbin, d.adrelid)
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace`,
  `SELECT pg_get_indexdef(i.indexrelid), i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
   WHERE c.relnamespace = 'public'::regnamespace`,
  `SELECT pg_get_triggerdef(t.oid), t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal`,
  `SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
];

/** A hash over columns, constraints, indexes, triggers and functions: equal for databases of equal form. */
export async function printSchema(client: pg.ClientBase): Promise<string> {
  const hash = createHash('sha256');
  for (const sql of PRINTED) {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    for (const line of rows.map((row) => JSON.stringify(row)).sort()) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}
