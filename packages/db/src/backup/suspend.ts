import pg from 'pg';

// While rows are loaded, triggers and foreign keys stand aside: rows come as they were, in no particular order. Both
// work for the owner of the tables, who need not be a superuser, and end with the transaction when that fails.

const quote = (name: string) => pg.escapeIdentifier(name);

interface Trigger {
  table: string;
  name: string;
  /** O: on; A: always; R: for replicas; D: off. */
  state: 'O' | 'A' | 'R' | 'D';
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Switches off the triggers of tables and answers how each stood. */
export async function disableTriggers(client: pg.ClientBase, tables: string[]): Promise<Trigger[]> {
  const { rows } = await client.query<Trigger>(`
    SELECT c.relname AS table, t.tgname AS name, t.tgenabled AS state FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal`);
  for (const table of tables) await client.query(`ALTER TABLE public.${quote(table)} DISABLE TRIGGER USER`);
  return rows;
}

const SWITCHES = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA', D: 'DISABLE' } as const;

/** Puts every trigger back as it stood. */
export async function enableTriggers(client: pg.ClientBase, triggers: Trigger[]): Promise<void> {
  for (const { table, name, state } of triggers)
    await client.query(`ALTER TABLE public.${quote(table)} ${SWITCHES[state]} TRIGGER ${quote(name)}`);
}

/** Takes every foreign key away and answers what each said. */
export async function dropForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT c.relname AS table, f.conname AS name, pg_get_constraintdef(f.oid) AS definition
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
    WHERE f.connamespace = 'public'::regnamespace AND f.contype = 'f' AND f.conparentid = 0`);
  for (const { table, name } of rows)
    await client.query(`ALTER TABLE public.${quote(table)} DROP CONSTRAINT ${quote(name)}`);
  return rows;
}

/** Puts them back, which checks every row against each. */
export async function addForeignKeys(client: pg.ClientBase, keys: ForeignKey[]): Promise<void> {
  for (const { table, name, definition } of keys)
    await client.query(`ALTER TABLE public.${quote(table)} ADD CONSTRAINT ${quote(name)} ${definition}`);
}
