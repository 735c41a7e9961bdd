import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@rectify/db';

export interface Actor {
  role: string;
  id: string;
  unitId: string;
}

export const ANONYMOUS: Actor = { role: 'anonymous', id: '', unitId: '' };

/** One account of each role that there is. */
export async function readActors(db: Db): Promise<Actor[]> {
  return db.$queryRaw<Actor[]>`SELECT DISTINCT ON (role) role::text AS role, id::text AS id, unit_id::text AS "unitId"
    FROM app_user WHERE NOT is_disabled ORDER BY role, username`;
}

/** A new session, straight in the database: sign-in has limits of its own. */
export async function openSession(db: Db, { id }: Actor): Promise<string> {
  if (!id) return '';
  const token = randomBytes(16).toString('hex');
  const hash = createHash('sha256').update(token).digest('hex');
  await db.$executeRaw`INSERT INTO session (id, token, user_id, expires_at)
    VALUES (gen_random_uuid(), ${hash}, ${id}::uuid, now() + interval '25 minutes')`;
  return `rectify-session=${token}`;
}

/** Takes back what an administrator may have done to those who act. */
export async function restoreActors(db: Db, actors: readonly Actor[]): Promise<void> {
  for (const { id, role, unitId } of actors) {
    await db.$executeRaw`UPDATE app_user SET is_disabled = false, must_change_password = false,
      password_changed_at = now(), role = ${role}::"Role", unit_id = ${unitId}::uuid WHERE id = ${id}::uuid`;
  }
}

const withIds = (db: Db) => db.$queryRaw<{ name: string }[]>`
  SELECT table_name AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'uuid' ORDER BY table_name`;

/** Ids of some rows of every table. */
export async function readIds(db: Db): Promise<Map<string, string[]>> {
  const tables = await withIds(db);
  const lists = await Promise.all(
    tables.map(async ({ name }): Promise<[string, string[]]> => {
      const rows = await db.$queryRawUnsafe<{ id: string }[]>(
        `SELECT id::text AS id FROM "${name}" ORDER BY random() LIMIT 12`,
      );
      return [name, rows.map(({ id }) => id)];
    }),
  );
  return new Map(lists.filter(([, ids]) => ids.length > 0));
}

/** Whoever asks, and by themselves; a backup goes on after the request that began it. */
const ALWAYS = [
  'audit_entry',
  'audit_seal',
  'session',
  'sign_in_throttle',
  'verification',
  'submission',
  'rate_limit',
  'backup_run',
  // what jobs write: sums of what was changed before, and the head of the trail
  ...['tally_change', 'tally_cell', 'tally_unit', 'tally_programme', 'audit_checkpoint'],
];
const ACCOUNTS = ['app_user', 'credential', 'old_password', 'second_factor', 'recovery_code', 'group_member'];
const PLACES = ['unit', 'programme', 'inspection_group', 'group_member', 'inspection', 'counter'];

/** Tables that a role may not change, and the only ones that it may. */
const RULES: Readonly<Record<string, { only?: readonly string[]; never?: readonly string[] }>> = {
  anonymous: { only: ALWAYS },
  auditor: { only: ALWAYS },
  // Whose word on an issue makes a new version of it.
  observer: { only: [...ALWAYS, 'issue', 'report_comment', 'report_sight'] },
  sys_admin: { only: [...ALWAYS, ...ACCOUNTS.filter((name) => name !== 'group_member'), 'unit'] },
  office: { never: ACCOUNTS.filter((name) => name !== 'group_member') },
  group: { never: [...ACCOUNTS, ...PLACES.filter((name) => name !== 'counter')] },
  liaison: { never: [...ACCOUNTS, ...PLACES.filter((name) => name !== 'counter')] },
  unit_leader: { never: [...ACCOUNTS, ...PLACES.filter((name) => name !== 'counter')] },
};

/** Rows that once written stay as they are, whole or in these columns. */
const LASTING: Readonly<Record<string, string>> = {
  ...{
    audit_entry: 't.*',
    progress_entry: 't.*',
    closure_record: 't.*',
    reopening: 't.*',
    review: 't.*',
    report_step: 't.*',
  },
  ...{ public_report_version: 't.*', party_report_version: 't.*', session: 'user_id, created_at, method' },
  ...{
    issue: 'inspection_id, created_by',
    measure: 'issue_id',
    evidence: 'issue_id, sha256, uploaded_by, uploaded_at',
  },
  ...{ report_comment: 'report_id, written_by, text', public_feedback: 'report_id, receipt, text, received_at' },
  ...{ public_report: 'inspection_id', inspection: 'programme_id', outcome: 'created_by' },
};
/** Of these a row may be gone. */
const MAY_GO: ReadonlySet<string> = new Set([
  'session',
  'issue',
  'measure',
  'outcome',
  'public_report',
  'report_comment',
  'report_step',
]);

export interface Picture {
  whole: Map<string, string>;
  lasting: Map<string, Map<string, string>>;
}

const digestOf = (db: Db, table: string) =>
  db.$queryRawUnsafe<{ digest: string | null }[]>(
    `SELECT count(*) || md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS digest FROM "${table}" t`,
  );

const rowsOf = (db: Db, table: string, columns: string) =>
  db.$queryRawUnsafe<{ key: string; digest: string }[]>(
    `SELECT coalesce(to_jsonb(t)->>'id', md5(t::text)) AS key, md5(ROW(${columns})::text) AS digest FROM "${table}" t`,
  );

/** What is in the database, as far as it must not change. */
export async function takePicture(db: Db, role: string): Promise<Picture> {
  const tables = await db.$queryRaw<{ name: string }[]>`SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`;
  const { only, never } = RULES[role] ?? { only: [] };
  const guarded = tables.map(({ name }) => name).filter((name) => never?.includes(name) ?? !only?.includes(name));
  const whole = new Map<string, string>();
  for (const name of guarded) whole.set(name, (await digestOf(db, name))[0]?.digest ?? '');
  const lasting = new Map<string, Map<string, string>>();
  for (const [table, columns] of Object.entries(LASTING)) {
    if (!whole.has(table))
      lasting.set(table, new Map((await rowsOf(db, table, columns)).map(({ key, digest }) => [key, digest])));
  }
  return { whole, lasting };
}

/** What changed between two pictures and must not have, in words. */
export function changesBetween(before: Picture, after: Picture): string[] {
  const tables = [...before.whole].filter(([name, digest]) => after.whole.get(name) !== digest);
  const rows = [...before.lasting].flatMap(([table, digests]) =>
    [...digests].flatMap(([key, digest]) => {
      const now = after.lasting.get(table)?.get(key);
      if (now === digest || (now === undefined && MAY_GO.has(table))) return [];
      return [`the row ${key} of ${table} ${now === undefined ? 'is gone' : 'is another'}`];
    }),
  );
  return [...tables.map(([name]) => `the table ${name} changed`), ...rows];
}
