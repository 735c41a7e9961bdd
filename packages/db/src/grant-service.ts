import pg from 'pg';
import { codeOf, DatabaseFault, messageOf } from './fault.ts';

/** Tables that the application only reads: the chain, which a trigger writes, and the history of migrations. */
const READ_ONLY = ['audit_seal', '_prisma_migrations'];

/** Where the job queue keeps its tables. Their row security lets nobody but their owner see them. */
const QUEUE_SCHEMA = 'graphile_worker';

/** Bits of pg_trigger.tgtype. */
const ON_DELETE = 8;
const ON_UPDATE = 16;

/** The role that an address signs in as. */
export function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}

/**
 * Lets the application's role read and write rows, and nothing beyond: no TRUNCATE anywhere, and on tables that only
 * grow neither UPDATE nor DELETE. Run by the owner after every migration; safe to repeat.
 */
export async function grantService(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ isOwner: boolean }>('SELECT current_user = $1 AS "isOwner"', [role]);
  if (rows[0]?.isOwner) return;
  await client.query('BEGIN');
  try {
    await grantRows(client, pg.escapeIdentifier(role));
    await handOverQueue(client, role);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw fault(error, role);
  }
}

async function grantRows(client: pg.Client, role: string): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
  const refused = await listRefused(client);
  await client.query(
    refused.map(({ table, privileges }) => `REVOKE ${privileges.join(', ')} ON ${table} FROM ${role}`).join('; '),
  );
}

/** What triggers refuse to everybody, the role is not allowed in the first place. */
async function listRefused(client: pg.Client): Promise<{ table: string; privileges: string[] }[]> {
  const { rows } = await client.query<{ table: string; types: number }>(
    `SELECT t.tgrelid::regclass::text AS "table", bit_or(t.tgtype)::int AS types
     FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
     WHERE p.proname = 'refuse_change' AND c.relnamespace = 'public'::regnamespace GROUP BY 1`,
  );
  const refused = rows.map(({ table, types }) => ({
    table,
    privileges: [...(types & ON_UPDATE ? ['UPDATE'] : []), ...(types & ON_DELETE ? ['DELETE'] : [])],
  }));
  const known = await client.query<{ table: string }>(
    `SELECT tablename AS "table" FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY ($1)`,
    [READ_ONLY],
  );
  const readOnly = known.rows.map(({ table }) => ({ table, privileges: ['INSERT', 'UPDATE', 'DELETE'] }));
  return [...refused.filter(({ privileges }) => privileges.length > 0), ...readOnly];
}

/** The queue makes and keeps its own tables as the application; what the owner made before there were two roles is handed over. */
async function handOverQueue(client: pg.Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const { rows } = await client.query<{ database: string; owner: string | null }>(
    `SELECT current_database() AS database, (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = $1) AS owner`,
    [QUEUE_SCHEMA],
  );
  await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(rows[0]?.database ?? '')} TO ${name}`);
  const owner = rows[0]?.owner;
  if (!owner || owner === name || owner === role) return;
  const statements = await client.query<{ text: string }>(QUEUE_OBJECTS, [QUEUE_SCHEMA, role]);
  for (const { text } of statements.rows) await client.query(text);
}

/** The schema first: whoever is to own what lies in it must be allowed to create there. Sequences follow their tables. */
const QUEUE_OBJECTS = `
  SELECT format('ALTER SCHEMA %I OWNER TO %I', $1::text, $2::text) AS text
  UNION ALL
  SELECT format('ALTER %s %s OWNER TO %I', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, oid::regclass, $2)
  FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'v', 'c')
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, $2) FROM pg_proc WHERE pronamespace = $1::regnamespace`;

function fault(error: unknown, role: string): DatabaseFault {
  const advice =
    codeOf(error) === '42704'
      ? `数据库里没有角色 ${role}，请先建立它。`
      : `请确认 MIGRATION_DATABASE_URL 的角色是数据库及各表的所有者，并且是 ${role} 的成员（GRANT ${role} TO 所有者）。`;
  return new DatabaseFault(`没能给应用角色 ${role} 授权：${messageOf(error)}。${advice}`, { cause: error });
}
