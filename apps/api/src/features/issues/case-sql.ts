import { Prisma } from '@rectify/db';
import type { Actor } from '@rectify/domain';
import { oneIssueScopeSql } from '../access/scope.ts';

// One issue with everything under it, as one document that PostgreSQL builds in one statement: no joins whose rows are
// told apart afterwards, no column that nobody reads (the grams of the search alone are longer than all else). What lies
// under an issue is looked for by indexes that start at the issue or at the measure, however large the tables are.

/** Entries of progress that come with a measure; older ones are counted. */
const PROGRESS_SHOWN = 20;
/** Requests that come with an issue. */
const REQUESTS_SHOWN = 20;

const PROGRESS = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('id', p.id, 'asOf', p.as_of, 'text', p.text, 'correctsId', p.corrects_id,
    'createdBy', p.created_by, 'createdAt', p.created_at) ORDER BY p.id DESC), '[]')
  FROM (SELECT * FROM progress_entry e WHERE e.measure_id = m.id ORDER BY e.id DESC LIMIT ${PROGRESS_SHOWN}) p`;

// A corrected entry no longer counts; the correction, which is on the same measure, does.
const PROGRESS_SUM = Prisma.sql`
  SELECT count(*) AS count, max(p.as_of) AS latest FROM progress_entry p
  WHERE p.measure_id = m.id AND p.id <> ALL (ARRAY(
    SELECT c.corrects_id FROM progress_entry c WHERE c.measure_id = m.id AND c.corrects_id IS NOT NULL))`;

const MEASURE = Prisma.sql`'id', m.id, 'issueId', m.issue_id, 'ordinal', m.ordinal, 'text', m.text,
  'target', m.target, 'leader', m.leader, 'department', m.department, 'owner', m.owner, 'startOn', m.start_on,
  'dueOn', m.due_on, 'originalDueOn', m.original_due_on, 'extensionCount', m.extension_count, 'status', m.status,
  'doneOn', m.done_on, 'createdBy', m.created_by`;

const MEASURES = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object(${MEASURE}, 'progressCount', s.count, 'latestAsOf', s.latest,
    'progress', (${PROGRESS})) ORDER BY m.ordinal, m.id), '[]')
  FROM measure m CROSS JOIN LATERAL (${PROGRESS_SUM}) s WHERE m.issue_id = i.id`;

const BARE_MEASURES = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object(${MEASURE}, 'progressCount', 0, 'latestAsOf', NULL, 'progress', '[]'::json)
    ORDER BY m.ordinal, m.id), '[]')
  FROM measure m WHERE m.issue_id = i.id`;

// What answers a rejected file belongs to the same issue.
const EVIDENCE = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('id', e.id, 'fileName', e.file_name, 'mediaType', e.media_type, 'size', e.size,
    'sha256', e.sha256, 'datedOn', e.dated_on, 'status', e.status, 'rejectReason', e.reject_reason,
    'replacesId', e.replaces_id, 'uploadedBy', e.uploaded_by, 'uploadedAt', e.uploaded_at,
    'measures', (SELECT coalesce(json_agg(json_build_object('measureId', l.measure_id) ORDER BY l.measure_id), '[]')
      FROM evidence_measure l WHERE l.evidence_id = e.id),
    'replacedBy', (SELECT coalesce(json_agg(json_build_object('id', r.id)), '[]')
      FROM evidence r WHERE r.issue_id = e.issue_id AND r.replaces_id = e.id)) ORDER BY e.id DESC), '[]')
  FROM evidence e WHERE e.issue_id = i.id`;

const OUTCOMES = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('id', o.id, 'measureId', o.measure_id, 'kind', o.kind, 'count', o.count,
    'amountCents', o.amount_cents, 'form', o.form, 'note', o.note) ORDER BY o.id), '[]')
  FROM outcome o WHERE o.issue_id = i.id`;

const REQUESTS = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('id', q.id, 'kind', q.kind, 'status', q.status, 'statement', q.statement,
    'levels', q.levels, 'turn', q.turn, 'result', q.result, 'measureId', q.measure_id, 'newDueOn', q.new_due_on,
    'requestedBy', q.requested_by, 'requestedAt', q.requested_at,
    'reviews', (SELECT coalesce(json_agg(json_build_object('level', v.level, 'decision', v.decision, 'note', v.note,
      'reviewerId', v.reviewer_id, 'reviewedAt', v.reviewed_at) ORDER BY v.id), '[]')
      FROM review v WHERE v.request_id = q.id)) ORDER BY q.id DESC), '[]')
  FROM (SELECT * FROM review_request r WHERE r.issue_id = i.id ORDER BY r.id DESC LIMIT ${REQUESTS_SHOWN}) q`;

const CLOSURE_RECORDS = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'result', k.result, 'basis', k.basis,
    'decidedBy', k.decided_by, 'decidedAt', k.decided_at) ORDER BY k.id DESC), '[]')
  FROM closure_record k WHERE k.issue_id = i.id`;

const REOPENINGS = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('reason', o.reason, 'evidence', o.evidence, 'reopenedBy', o.reopened_by,
    'reopenedAt', o.reopened_at) ORDER BY o.id DESC), '[]')
  FROM reopening o WHERE o.issue_id = i.id`;

const CO_UNITS = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('unitId', c.unit_id, 'unit', json_build_object('id', u.id, 'name', u.name))), '[]')
  FROM issue_co_unit c JOIN unit u ON u.id = c.unit_id WHERE c.issue_id = i.id`;

const PEOPLE = Prisma.sql`
  SELECT coalesce(json_object_agg(a.id, a.name), '{}') FROM app_user a WHERE a.id IN (
    SELECT created_by FROM progress_entry WHERE issue_id = i.id
    UNION SELECT uploaded_by FROM evidence WHERE issue_id = i.id
    UNION SELECT requested_by FROM review_request WHERE issue_id = i.id
    UNION SELECT v.reviewer_id FROM review v JOIN review_request r ON r.id = v.request_id WHERE r.issue_id = i.id
    UNION SELECT decided_by FROM closure_record WHERE issue_id = i.id
    UNION SELECT reopened_by FROM reopening WHERE issue_id = i.id)`;

const INSPECTION = Prisma.sql`json_build_object('unit', json_build_object('id', nu.id, 'name', nu.name),
  'group', json_build_object('id', g.id, 'name', g.name), 'groupId', n.group_id, 'feedbackOn', n.feedback_on,
  'programme', json_build_object('name', p.name, 'planDays', p.plan_days, 'planDayKind', p.plan_day_kind,
    'rectificationMonths', p.rectification_months, 'planLevels', p.plan_levels, 'closureLevels', p.closure_levels,
    'yellowDays', p.yellow_days, 'orangeDays', p.orange_days, 'reportCadence', p.report_cadence,
    'reportWeekday', p.report_weekday))`;

const HEAD = Prisma.sql`'id', i.id, 'version', i.version, 'inspectionId', i.inspection_id,
  'categoryId', i.category_id, 'number', i.number, 'title', i.title, 'text', i.text, 'kind', i.kind, 'source', i.source,
  'nature', i.nature, 'status', i.status, 'disclosure', i.disclosure, 'withholdGround', i.withhold_ground,
  'leadUnitId', i.lead_unit_id, 'dueOn', i.due_on, 'originalDueOn', i.original_due_on,
  'extensionCount', i.extension_count, 'returnCount', i.return_count, 'reopenCount', i.reopen_count,
  'stageGoal', i.stage_goal, 'reviewOn', i.review_on, 'outcomeStatement', i.outcome_statement,
  'closureResult', i.closure_result, 'closedAt', i.closed_at, 'inspection', ${INSPECTION},
  'categoryPath', array_remove(ARRAY[c3.title, c2.title, c1.title], NULL),
  'leadUnit', json_build_object('id', lu.id, 'name', lu.name, 'path', lu.path), 'coUnits', (${CO_UNITS})`;

const DOCUMENT = Prisma.sql`json_build_object(${HEAD},
  'measures', (${MEASURES}), 'evidence', (${EVIDENCE}), 'outcomes', (${OUTCOMES}), 'requests', (${REQUESTS}),
  'closureRecords', (${CLOSURE_RECORDS}), 'reopenings', (${REOPENINGS}), 'people', (${PEOPLE}))::text AS document`;

const BARE_DOCUMENT = Prisma.sql`json_build_object(${HEAD}, 'measures', (${BARE_MEASURES}),
  'evidence', '[]'::json, 'outcomes', '[]'::json, 'requests', '[]'::json,
  'closureRecords', '[]'::json, 'reopenings', '[]'::json, 'people', '{}'::json)::text AS document`;

const TABLES = Prisma.sql`FROM issue i
  JOIN inspection n ON n.id = i.inspection_id
  JOIN programme p ON p.id = n.programme_id
  JOIN unit nu ON nu.id = n.unit_id
  JOIN inspection_group g ON g.id = n.group_id
  JOIN unit lu ON lu.id = i.lead_unit_id
  LEFT JOIN category c1 ON c1.id = i.category_id
  LEFT JOIN category c2 ON c2.id = c1.parent_id
  LEFT JOIN category c3 ON c3.id = c2.parent_id`;

/** The document of one issue, if it exists for the actor; `id` is an expression that gives its id. */
export const issueDocumentSql = (actor: Actor, id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT ${DOCUMENT} ${TABLES} WHERE i.id = ${id} AND ${oneIssueScopeSql(actor)}`;

/** The same with nothing under the issue but its measures: enough for acts that are judged by no more than these. */
export const bareDocumentSql = (actor: Actor, id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT ${BARE_DOCUMENT} ${TABLES} WHERE i.id = ${id} AND ${oneIssueScopeSql(actor)}`;
