import { createHash } from 'node:crypto';
import pg from 'pg';
import { publishReports } from './public-reports.ts';
import { composePools, POOL_SIZES } from './texts.ts';
import { BODIES, DISTRICTS } from './vocabulary.ts';

export interface SeedOptions {
  issues: number;
  /** Entries of progress for each measure that is under way or done. */
  progress: number;
  /** The calendar day around which the date limits lie. */
  today: string;
  passwordHash: string;
  /** Published reports. */
  reports: number;
}

/** Of issues: those that were seeded, whose ids are known; what was imported since has an author. */
export const SEEDED = 'created_by IS NULL';

const INSPECTIONS = 1_700;
const PROGRAMMES = 20;

// Numbers of the kinds of rows, as they go into the ids.
const KIND = {
  unit: 1,
  programme: 2,
  group: 3,
  inspection: 4,
  category: 5,
  issue: 6,
  measure: 7,
  progress: 8,
} as const;
const MORE = { evidence: 9, outcome: 10, request: 11, review: 12, record: 13, user: 15 } as const;

/** The accounts that the measurements sign in with, and the numbers of their units. */
export const ACCOUNTS = {
  /** The office of the whole city: everything is in its scope. */
  office: { username: 'bench-office', role: 'office', unit: 14 },
  /** The office of one district: a twelfth of it. */
  district: { username: 'bench-district', role: 'office', unit: 15 },
  /** A unit's own account. */
  liaison: { username: 'bench-liaison', role: 'liaison', unit: 40 },
  /** A member of two inspection groups. */
  group: { username: 'bench-group', role: 'group', unit: 14 },
} as const;

/** Liaisons who write at the same time, each of a unit of their own. */
export const WRITERS = Array.from({ length: 16 }, (_, index) => ({
  ...{ username: `bench-writer-${index + 1}`, role: 'liaison', unit: 41 + index * 20 },
}));

/** People of the office who import at the same time: one alone is refused beyond what one person can be busy with. */
export const IMPORTERS = Array.from({ length: 4 }, (_, index) => ({
  ...{ username: `bench-importer-${index + 1}`, role: 'office', unit: 14 },
}));

const UNITS = 1 + DISTRICTS.length + 1 + DISTRICTS.length + DISTRICTS.length * BODIES.length;
const FIRST_BODY = 3 + 2 * DISTRICTS.length;

const literal = (words: readonly string[]) => `ARRAY[${words.map((word) => pg.escapeLiteral(word)).join(',')}]`;

/** An id that is in the order of its number, as those made by the application are in the order of time. */
export function idOf(kind: keyof typeof KIND, number: number): string {
  const digest = createHash('md5').update(`${KIND[kind]}/${number}`).digest('hex');
  const time = (1_600_000_000_000 + number * 1_000).toString(16).padStart(12, '0');
  const hex = `${time}7${KIND[kind].toString(16).padStart(3, '0')}8${digest.slice(0, 15)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// Helpers of the session alone. draw() is a number from 0 to 1 that is always the same for the same arguments.
const HELPERS = `
  CREATE FUNCTION pg_temp.id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1600000000000 + n * 1000), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8'
      || left(md5(kind || '/' || n), 15))::uuid $$;
  CREATE FUNCTION pg_temp.draw(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(n, salt) & 1073741823) / 1073741824.0 $$;
  CREATE FUNCTION pg_temp.below(n bigint, salt int, size int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT floor(pg_temp.draw(n, salt) * size)::int $$;
  CREATE TEMP TABLE pool (kind text, n int, text text, PRIMARY KEY (kind, n))`;

/** The pooled text that a number draws, in a FROM clause. */
const drawn = (alias: string, kind: keyof typeof POOL_SIZES, n: string, salt: number) =>
  `LEFT JOIN pool ${alias} ON ${alias}.kind = '${kind}' AND ${alias}.n = pg_temp.below(${n}, ${salt}, ${POOL_SIZES[kind]})`;

const UNITS_SQL = `
  INSERT INTO unit (id, name, kind, parent_id, path, sort_order)
  SELECT pg_temp.id(${KIND.unit}, n), name, kind::"UnitKind", pg_temp.id(${KIND.unit}, parent),
    CASE WHEN parent IS NULL THEN '/' WHEN parent = 1 THEN '/' || pg_temp.id(${KIND.unit}, 1) || '/'
      ELSE '/' || pg_temp.id(${KIND.unit}, 1) || '/' || pg_temp.id(${KIND.unit}, parent) || '/' END || pg_temp.id(${KIND.unit}, n) || '/', n
  FROM (
    SELECT 1 AS n, '云州市' AS name, 'region' AS kind, NULL::int AS parent
    UNION ALL SELECT 1 + d, (${literal(DISTRICTS)})[d], 'region', 1 FROM generate_series(1, ${DISTRICTS.length}) d
    UNION ALL SELECT ${2 + DISTRICTS.length}, '市委巡察办', 'inspection_office', 1
    UNION ALL SELECT ${2 + DISTRICTS.length} + d, '区县委巡察办', 'inspection_office', 1 + d FROM generate_series(1, ${DISTRICTS.length}) d
    UNION ALL SELECT ${FIRST_BODY} + (d - 1) * ${BODIES.length} + b - 1, (${literal(BODIES)})[b], CASE WHEN b > 24 THEN 'township' ELSE 'department' END, 1 + d
      FROM generate_series(1, ${DISTRICTS.length}) d, generate_series(1, ${BODIES.length}) b
  ) AS units`;

// Every third programme has lights of its own.
const PROGRAMMES_SQL = `
  INSERT INTO programme (id, name, kind, unit_id, plan_days, plan_day_kind, rectification_months, plan_levels, closure_levels, yellow_days, orange_days, report_cadence, report_weekday)
  SELECT pg_temp.id(${KIND.programme}, n), '第' || n || '轮巡察', 'round', pg_temp.id(${KIND.unit}, 1), 15, 'working', 3,
    '{unit_leader,group}', '{unit_leader,group,office}', CASE WHEN n % 3 = 0 THEN 30 ELSE 20 END, CASE WHEN n % 3 = 0 THEN 15 ELSE 10 END, 'biweekly', 5
  FROM generate_series(1, ${PROGRAMMES}) n;
  INSERT INTO inspection_group (id, programme_id, name)
  SELECT pg_temp.id(${KIND.group}, n), pg_temp.id(${KIND.programme}, 1 + (n - 1) / 5), '第' || (1 + (n - 1) % 5) || '巡察组'
  FROM generate_series(1, ${PROGRAMMES * 5}) n`;

// Five years of inspections, the latest last.
const INSPECTIONS_SQL = `
  INSERT INTO inspection (id, programme_id, unit_id, group_id, kind, feedback_on)
  SELECT pg_temp.id(${KIND.inspection}, n), pg_temp.id(${KIND.programme}, p), pg_temp.id(${KIND.unit}, ${FIRST_BODY} + pg_temp.below(n, 1, ${UNITS - FIRST_BODY + 1})),
    pg_temp.id(${KIND.group}, (p - 1) * 5 + 1 + n % 5), 'routine', $1::date - ((${INSPECTIONS} - n) * 1800 / ${INSPECTIONS})
  FROM (SELECT n, 1 + (n - 1) * ${PROGRAMMES} / ${INSPECTIONS} AS p FROM generate_series(1, ${INSPECTIONS}) n) AS numbered`;

const CATEGORIES_SQL = `
  INSERT INTO category (id, inspection_id, parent_id, title, position)
  SELECT pg_temp.id(${KIND.category}, g), pg_temp.id(${KIND.inspection}, 1 + (g - 1) / 12),
    CASE WHEN (g - 1) % 12 >= 4 THEN pg_temp.id(${KIND.category}, g - (g - 1) % 12 + (g - 1) % 4) END,
    t.text, (g - 1) % 12
  FROM generate_series(1, ${INSPECTIONS} * 12) g ${drawn('t', 'category', 'g', 71)} ORDER BY g`;

// What was inspected lately is mostly open, what was inspected long ago is mostly closed and otherwise overdue.
const ISSUES_SQL = `
  INSERT INTO issue (id, inspection_id, category_id, number, position, title, text, nature, status, disclosure, lead_unit_id,
    due_on, original_due_on, extension_count, return_count, outcome_statement, closure_result, review_on, closed_at, created_at)
  SELECT pg_temp.id(${KIND.issue}, g), pg_temp.id(${KIND.inspection}, inspection), pg_temp.id(${KIND.category}, (inspection - 1) * 12 + 5 + pg_temp.below(g, 2, 8)),
    ordinal, ordinal * 1000, t.text, '关于' || t.text || '问题。' || concat(s1.text, s2.text, s3.text, s4.text, r.text),
    CASE WHEN pg_temp.draw(g, 7) < 0.1 THEN 'long_term' ELSE 'time_limited' END::"IssueNature", status::"IssueStatus",
    CASE WHEN pg_temp.draw(g, 8) < 0.5 THEN 'public' ELSE 'party' END::"Disclosure",
    CASE WHEN pg_temp.draw(g, 9) < 0.93 THEN unit_id ELSE pg_temp.id(${KIND.unit}, ${FIRST_BODY} + pg_temp.below(g, 10, ${UNITS - FIRST_BODY + 1})) END,
    due_on, CASE WHEN due_on IS NOT NULL THEN due_on - 30 * extensions END, extensions,
    CASE WHEN pg_temp.draw(g, 15) < 0.08 THEN 1 ELSE 0 END,
    CASE WHEN status IN ('closing', 'closed') THEN s1.text END,
    CASE WHEN status = 'closed' THEN CASE WHEN is_staged THEN 'staged' ELSE 'completed' END END::"ClosureResult",
    CASE WHEN status = 'closed' AND is_staged THEN due_on + 180 END,
    CASE WHEN status = 'closed' THEN due_on - 20 + pg_temp.below(g, 16, 40) END, feedback_on
  FROM (
    SELECT numbered.*, n.unit_id, n.feedback_on, CASE WHEN status <> 'draft' THEN n.feedback_on + 60 + pg_temp.below(g, 17, 120) END AS due_on,
      CASE WHEN status <> 'draft' AND pg_temp.draw(g, 18) < 0.1 THEN 1 ELSE 0 END AS extensions, pg_temp.draw(g, 19) < 0.08 AS is_staged
    FROM (
      SELECT chosen.*, row_number() OVER (PARTITION BY inspection ORDER BY g)::int AS ordinal,
        CASE WHEN inspection > 0.98 * ${INSPECTIONS} THEN CASE WHEN luck < 0.5 THEN 'draft' WHEN luck < 0.8 THEN 'issued' ELSE 'planning' END
          WHEN inspection > 0.85 * ${INSPECTIONS} THEN CASE WHEN luck < 0.02 THEN 'withdrawn' WHEN luck < 0.08 THEN 'issued' WHEN luck < 0.16 THEN 'planning'
            WHEN luck < 0.74 THEN 'rectifying' WHEN luck < 0.86 THEN 'closing' ELSE 'closed' END
          ELSE CASE WHEN luck < 0.02 THEN 'withdrawn' WHEN luck < 0.08 THEN 'rectifying' WHEN luck < 0.1 THEN 'closing' ELSE 'closed' END END AS status
      FROM (SELECT g, 1 + ((g - 1) * ${INSPECTIONS} / $1::bigint)::int AS inspection, pg_temp.draw(g, 1) AS luck FROM generate_series(1, $1::bigint) g) AS chosen
    ) AS numbered JOIN inspection n ON n.id = pg_temp.id(${KIND.inspection}, numbered.inspection)
  ) AS ready
  ${drawn('t', 'title', 'g', 11)} ${drawn('s1', 'sentence', 'g', 20)}
  ${drawn('s2', 'sentence', 'g', 30)} AND pg_temp.draw(g, 3) < 0.75 ${drawn('s3', 'sentence', 'g', 40)} AND pg_temp.draw(g, 4) < 0.45
  ${drawn('s4', 'sentence', 'g', 50)} AND pg_temp.draw(g, 5) < 0.25 ${drawn('r', 'rare', 'g', 60)} AND pg_temp.draw(g, 6) < 0.1
  ORDER BY g`;

const CO_UNITS_SQL = `
  INSERT INTO issue_co_unit (issue_id, unit_id)
  SELECT pg_temp.id(${KIND.issue}, n), pg_temp.id(${KIND.unit}, ${FIRST_BODY} + pg_temp.below(n, 90, ${UNITS - FIRST_BODY + 1}))
  FROM generate_series(1, $1::bigint) n WHERE pg_temp.draw(n, 91) < 0.05`;

const MEASURES_SQL = `
  INSERT INTO measure (id, issue_id, ordinal, text, target, leader, department, owner, start_on, due_on, original_due_on, status, done_on, created_by, created_at)
  SELECT pg_temp.id(${KIND.measure}, m), i.id, ordinal, t.text, '问题全部整改到位', leader.text, '综合科', owner.text, i.due_on - 90,
    i.due_on - pg_temp.below(m, 10, 40), i.due_on, stage::"MeasureStatus", CASE WHEN stage = 'done' THEN i.due_on - 45 END, pg_temp.id(${MORE.user}, 3), i.created_at
  FROM (
    SELECT numbered.*, i.*, hashtext(i.lead_unit_id::text)::bigint AS unit_number, CASE WHEN i.status IN ('closing', 'closed') THEN 'done'
      WHEN i.status <> 'rectifying' THEN 'planned' WHEN pg_temp.draw(m, 11) < 0.5 THEN 'done' ELSE 'ongoing' END AS stage
    FROM (SELECT g, ordinal, g * 10 + ordinal AS m FROM generate_series(1, $1::bigint) g, generate_series(1, 7) ordinal WHERE ordinal <= 1 + pg_temp.below(g, 92, 7)) AS numbered
    JOIN issue i ON i.id = pg_temp.id(${KIND.issue}, g)
  ) AS i ${drawn('t', 'step', 'm', 1)} ${drawn('leader', 'person', 'unit_number * 40 + pg_temp.below(m, 6, 4)', 7)}
  ${drawn('owner', 'person', 'unit_number * 40 + pg_temp.below(m, 8, 9)', 9)} AND stage <> 'planned' ORDER BY m`;

const progressSql = (entries: number) => `
  INSERT INTO progress_entry (id, issue_id, measure_id, as_of, text, created_by, created_at)
  SELECT pg_temp.id(${KIND.progress}, g), issue_id, id, coalesce(start_on, $1::date) + 30 * k, '截至目前，已' || t.text, pg_temp.id(${MORE.user}, 3), now()
  FROM (SELECT m.*, k, row_number() OVER (ORDER BY m.id) AS g FROM measure m, generate_series(0, ${entries - 1}) k WHERE m.status <> 'planned') AS numbered
  ${drawn('t', 'step', 'g', 2)} ORDER BY g`;

const REVIEWS_SQL = `
  INSERT INTO review_request (id, issue_id, kind, status, levels, turn, result, requested_by, requested_at, decided_at)
  SELECT pg_temp.id(${MORE.request}, row_number() OVER (ORDER BY i.id)), i.id, CASE WHEN i.status = 'planning' THEN 'plan' ELSE 'closure' END::"RequestKind",
    CASE WHEN i.status = 'closed' THEN 'approved' WHEN i.status = 'rectifying' THEN 'returned' ELSE 'open' END::"RequestStatus", '{unit_leader,group,office}',
    CASE WHEN i.status = 'planning' THEN 'group' WHEN i.status = 'closing' THEN CASE WHEN i.id > pg_temp.id(${KIND.issue}, $1::bigint / 2) THEN 'office' ELSE 'group' END END::"ReviewLevel",
    CASE WHEN i.status <> 'planning' THEN coalesce(i.closure_result, 'completed') END, pg_temp.id(${MORE.user}, 3), i.due_on - 40, CASE WHEN i.status IN ('closed', 'rectifying') THEN i.due_on - 20 END
  FROM issue i WHERE i.status IN ('planning', 'closing', 'closed') OR (i.status = 'rectifying' AND i.return_count > 0);
  INSERT INTO review (id, request_id, level, decision, note, reviewer_id, reviewed_at)
  SELECT pg_temp.id(${MORE.review}, row_number() OVER (ORDER BY r.id, u.n)), r.id, u.level, CASE WHEN r.status = 'returned' AND u.n = 4 THEN 'returned' ELSE 'approved' END::"ReviewDecision",
    '材料齐全，情况属实', pg_temp.id(${MORE.user}, u.n + 10), r.requested_at
  FROM review_request r, (VALUES (3, 'unit_leader'::"ReviewLevel"), (4, 'group')) AS u (n, level) WHERE r.status <> 'open';
  INSERT INTO closure_record (id, number, issue_id, request_id, result, basis, decided_by, decided_at)
  SELECT pg_temp.id(${MORE.record}, row_number() OVER (ORDER BY r.id)), '销号〔2024〕' || row_number() OVER (ORDER BY r.id) || '号', r.issue_id, r.id, r.result, '整改到位，同意销号', pg_temp.id(${MORE.user}, 1), r.decided_at
  FROM review_request r WHERE r.status = 'approved'`;

const PAPERS_SQL = `
  INSERT INTO evidence (id, issue_id, file_name, media_type, size, sha256, status, uploaded_by, uploaded_at)
  SELECT pg_temp.id(${MORE.evidence}, n), pg_temp.id(${KIND.issue}, n), '整改佐证材料.pdf', 'application/pdf', 40960, md5(n::text) || md5(n::text), 'accepted', pg_temp.id(${MORE.user}, 3), now()
  FROM generate_series(1, $1::bigint) n WHERE pg_temp.draw(n, 93) < 0.5;
  INSERT INTO evidence_measure (evidence_id, measure_id)
  SELECT e.id, m.id FROM evidence e JOIN measure m ON m.issue_id = e.issue_id AND m.ordinal = 1;
  INSERT INTO outcome (id, issue_id, kind, count, note, created_by, created_at)
  SELECT pg_temp.id(${MORE.outcome}, n), pg_temp.id(${KIND.issue}, n), 'system_established', 1, '建立制度一项', pg_temp.id(${MORE.user}, 3), now()
  FROM generate_series(1, $1::bigint) n WHERE pg_temp.draw(n, 94) < 0.2;
  INSERT INTO audit_entry (at, actor_name, actor_role, action, result, object_kind, object_id, issue_id, after)
  SELECT i.created_at + k * interval '10 days', '经办人', 'liaison', (ARRAY['issueIssue', 'submitPlan', 'requestClosure'])[k], 'done', 'issue', i.id::text, i.id, '{"状态": "整改中"}'
  FROM issue i, generate_series(1, 3) k`;

async function seedAccounts(client: pg.Client, passwordHash: string): Promise<void> {
  for (const [index, { username, role, unit }] of [...Object.values(ACCOUNTS), ...WRITERS, ...IMPORTERS].entries()) {
    await client.query(
      `INSERT INTO app_user (id, name, email, username, display_username, role, unit_id, must_change_password)
       VALUES (pg_temp.id(${MORE.user}, $1), '测试员', $2 || '@rectify.invalid', $2, $2, $3, pg_temp.id(${KIND.unit}, $4), false)`,
      [index + 1, username, role, unit],
    );
    await client.query(
      `INSERT INTO credential (provider_id, account_id, user_id, password, id)
       SELECT 'credential', id::text, id, $2, id FROM app_user WHERE username = $1`,
      [username, passwordHash],
    );
  }
}

/** Fills an empty migrated database; `say` is told what was done and how long it took. */
export async function seedLedger(client: pg.Client, options: SeedOptions, say: (text: string) => void): Promise<void> {
  const { issues, today } = options;
  const run = async (title: string, sql: string, parameter?: number | string) => {
    const startedAt = performance.now();
    // Several statements at once take no parameters, so these go in as literals.
    await client.query(parameter === undefined ? sql : sql.replaceAll('$1', pg.escapeLiteral(String(parameter))));
    say(`  ${title}（${((performance.now() - startedAt) / 1000).toFixed(1)} 秒）`);
  };
  await client.query('BEGIN');
  await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  await client.query(HELPERS);
  for (const [kind, texts] of Object.entries(composePools())) {
    await client.query(
      'INSERT INTO pool SELECT $1, n - 1, text FROM unnest($2::text[]) WITH ORDINALITY AS t (text, n)',
      [kind, texts],
    );
  }
  await client.query('ANALYZE pool');
  await client.query(UNITS_SQL);
  await seedAccounts(client, options.passwordHash);
  await run('单位、轮次、巡察组', PROGRAMMES_SQL);
  await client.query(
    `INSERT INTO group_member (group_id, user_id) SELECT pg_temp.id(${KIND.group}, n), u.id FROM app_user u, generate_series(91, 92) n WHERE u.username = $1`,
    [ACCOUNTS.group.username],
  );
  await run('巡察', INSPECTIONS_SQL, today);
  await run('问题类别', CATEGORIES_SQL);
  // Built at one go, the index of grams takes a fraction of what it takes row by row.
  await client.query('DROP INDEX issue_search_grams_idx');
  await run(`问题 ${issues.toLocaleString('en')} 项`, ISSUES_SQL, issues);
  await run('关键词索引', 'CREATE INDEX issue_search_grams_idx ON issue USING gin (search_grams)');
  await run('配合单位', CO_UNITS_SQL, issues);
  await run('整改措施', MEASURES_SQL, issues);
  if (options.progress > 0) await run('进展', progressSql(options.progress), today);
  await run('审核与销号', REVIEWS_SQL, issues);
  await run('佐证、成效、办理记录', PAPERS_SQL, issues);
  const reportsFrom = performance.now();
  await publishReports(client, options.reports, idOf('unit', 1));
  say(
    `  公开通报 ${options.reports.toLocaleString('en')} 份（${((performance.now() - reportsFrom) / 1000).toFixed(1)} 秒）`,
  );
  await client.query('COMMIT');
  await run('整理与统计（VACUUM ANALYZE）', 'VACUUM ANALYZE');
}
