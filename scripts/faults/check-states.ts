import type pg from 'pg';

/**
 * States that no issue can be in, each as a query that answers the ones that are. `expected` replays what the audit
 * trail says was done to an issue that was handed out, and `writes` counts the requests that changed it.
 */
const REPLAY = `WITH steps AS (
    SELECT issue_id, id, action, after FROM audit_entry WHERE result = 'done' AND issue_id IS NOT NULL),
  expected AS (
    SELECT DISTINCT ON (issue_id) issue_id, CASE
        WHEN action = 'submitPlan' THEN 'planning'
        WHEN action = 'approvePlan' THEN CASE WHEN after ? '方案' THEN 'rectifying' ELSE 'planning' END
        WHEN action = 'returnPlan' THEN 'issued'
        WHEN action = 'requestClosure' THEN 'closing'
        WHEN action = 'approveClosure' THEN CASE WHEN after ? '记录号' THEN 'closed' ELSE 'closing' END
        WHEN action = 'returnClosure' THEN 'rectifying' END AS status
    FROM steps
    WHERE action IN ('submitPlan', 'approvePlan', 'returnPlan', 'requestClosure', 'approveClosure', 'returnClosure')
    ORDER BY issue_id, id DESC)`;

const IMPOSSIBLE: Record<string, string> = {
  'closed without its closure record': `SELECT i.id FROM issue i WHERE i.status = 'closed'
    AND (i.closed_at IS NULL OR i.closure_result IS NULL OR NOT EXISTS (SELECT 1 FROM closure_record c WHERE c.issue_id = i.id))`,
  'a closure record of an issue that is open': `SELECT i.id FROM issue i JOIN closure_record c ON c.issue_id = i.id
    WHERE i.status <> 'closed'`,
  'closed with a measure that is not done': `SELECT i.id FROM issue i JOIN measure m ON m.issue_id = i.id
    WHERE i.status = 'closed' AND (m.status <> 'done' OR m.done_on IS NULL)`,
  'closed without evidence or without a statement': `SELECT i.id FROM issue i WHERE i.status = 'closed'
    AND (i.outcome_statement IS NULL OR NOT EXISTS (SELECT 1 FROM evidence e WHERE e.issue_id = i.id))`,
  'a request that does not fit the state': `SELECT i.id FROM issue i
    LEFT JOIN LATERAL (SELECT array_agg(r.kind::text) AS kinds FROM review_request r
      WHERE r.issue_id = i.id AND r.status = 'open') open ON true
    WHERE coalesce(open.kinds, '{}') <> CASE i.status WHEN 'planning' THEN '{plan}'::text[]
      WHEN 'closing' THEN '{closure}'::text[] ELSE '{}'::text[] END`,
  'an approved request without all of its reviews': `SELECT r.id FROM review_request r WHERE r.status = 'approved'
    AND cardinality(r.levels) <> (SELECT count(*) FROM review v WHERE v.request_id = r.id AND v.decision = 'approved')`,
  'an open request whose turn is not the next level': `SELECT r.id FROM review_request r WHERE r.status = 'open'
    AND r.turn IS DISTINCT FROM r.levels[1 + (SELECT count(*) FROM review v WHERE v.request_id = r.id)]`,
  'an approved closure without its record': `SELECT r.id FROM review_request r WHERE r.kind = 'closure'
    AND r.status = 'approved' AND NOT EXISTS (SELECT 1 FROM closure_record c WHERE c.request_id = r.id)`,
  'returns that were not counted': `SELECT i.id FROM issue i WHERE i.return_count <>
    (SELECT count(*) FROM review_request r WHERE r.issue_id = i.id AND r.status = 'returned')`,
  'numbers of closure records with a gap': `SELECT key FROM counter WHERE key LIKE 'closure-record-%'
    AND value <> (SELECT count(*) FROM closure_record)`,
  'a state that the audit trail does not lead to': `${REPLAY}
    SELECT i.id FROM issue i LEFT JOIN expected e ON e.issue_id = i.id
    WHERE i.status::text <> coalesce(e.status, CASE WHEN i.status = 'draft' THEN 'draft' ELSE 'issued' END)`,
  'a version that is not the number of its writes': `SELECT i.id FROM issue i
    WHERE i.version - 1 <> (SELECT count(DISTINCT a.request_id) FROM audit_entry a WHERE a.issue_id = i.id
      AND a.result = 'done' AND a.action NOT IN ('createIssue', 'commitImport'))`,
  'an import that counts other issues than it made': `SELECT r.id FROM report_import r WHERE r.issue_count <> 3
    OR r.measure_count <> 3`,
  'imported issues without their import': `SELECT count(*)::text AS id FROM issue WHERE title LIKE '导入%'
    HAVING count(*) <> (SELECT coalesce(sum(issue_count), 0) FROM report_import)`,
  'an audit entry without a seal': `SELECT a.id::text FROM audit_entry a LEFT JOIN audit_seal s ON s.entry_id = a.id
    WHERE s.seq IS NULL`,
  'a submission that was begun and not ended': `SELECT key FROM submission WHERE object_id IS NULL`,
};

/** Everything that should not be possible, in words; empty when all is well. */
export async function checkStates(client: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(IMPOSSIBLE)) {
    const { rows } = await client.query<Record<string, string>>(sql);
    if (rows.length > 0) found.push(`${what}: ${rows.length}, e.g. ${Object.values(rows[0] ?? {})[0]}`);
  }
  return found;
}
