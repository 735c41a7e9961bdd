import { Prisma, type Tx } from '@rectify/db';
import {
  CLOSURE_RESULT_CODES,
  DISCLOSURE_CODES,
  HANDLING_FORM_CODES,
  ISSUE_KIND_CODES,
  ISSUE_STATUS_CODES,
  OUTCOME_KIND_CODES,
  WITHHOLD_GROUND_CODES,
  type OutcomeEntry,
} from '@rectify/domain';
import { z } from 'zod';
import type { Subject } from './place.ts';

// The ledger as a report speaks of it: the issues that were issued and not withdrawn, with all under them.

const issueRow = z.object({
  id: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  text: z.string(),
  kind: z.enum(ISSUE_KIND_CODES),
  status: z.enum(ISSUE_STATUS_CODES),
  closureResult: z.enum(CLOSURE_RESULT_CODES).nullable(),
  disclosure: z.enum(DISCLOSURE_CODES),
  ground: z.enum(WITHHOLD_GROUND_CODES).nullable(),
  outcomeStatement: z.string().nullable(),
  categoryId: z.string().nullable(),
  unitId: z.string(),
});

const measureRow = z.object({
  id: z.string(),
  issueId: z.string(),
  ordinal: z.number(),
  text: z.string(),
  isDone: z.boolean(),
  asOf: z.string().nullable(),
  progress: z.string().nullable(),
});

const outcomeRow = z.object({
  issueId: z.string(),
  kind: z.enum(OUTCOME_KIND_CODES),
  count: z.number().nullable(),
  amountCents: z.number().nullable(),
  form: z.enum(HANDLING_FORM_CODES).nullable().catch(null),
});

const categoryRow = z.object({ id: z.string(), title: z.string(), parentId: z.string().nullable() });
const unitRow = z.object({ id: z.string(), name: z.string() });

export type LedgerMeasure = z.infer<typeof measureRow>;
export interface LedgerIssue extends z.infer<typeof issueRow> {
  measures: LedgerMeasure[];
  outcomes: OutcomeEntry[];
}

export interface Ledger {
  /** In the order of the feedback; those of a programme unit by unit. */
  issues: LedgerIssue[];
  categories: ReadonlyMap<string, z.infer<typeof categoryRow>>;
  /** The inspected units that have issues, in their order. */
  units: { id: string; name: string }[];
}

const inspectionsOf = ({ inspectionId, programmeId }: Subject) =>
  inspectionId === null
    ? Prisma.sql`SELECT n.id FROM inspection n WHERE n.programme_id = ${programmeId}::uuid`
    : Prisma.sql`SELECT ${inspectionId}::uuid`;

const ISSUED = Prisma.sql`i.status NOT IN ('draft', 'withdrawn')`;

/** Keeps the ledger still while it is copied: every write to an issue locks the issue's row. */
export async function holdLedger(tx: Tx, subject: Subject): Promise<void> {
  await tx.$queryRaw(Prisma.sql`
    SELECT 1 FROM issue WHERE inspection_id IN (${inspectionsOf(subject)}) ORDER BY id FOR SHARE`);
}

async function readIssues(tx: Tx, subject: Subject) {
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT i.id, i.number, i.title, i.text, i.kind, i.status, i.closure_result AS "closureResult", i.disclosure,
      i.withhold_ground AS ground, i.outcome_statement AS "outcomeStatement", i.category_id AS "categoryId",
      n.unit_id AS "unitId"
    FROM issue i JOIN inspection n ON n.id = i.inspection_id JOIN unit u ON u.id = n.unit_id
    WHERE i.inspection_id IN (${inspectionsOf(subject)}) AND ${ISSUED}
    ORDER BY u.sort_order, u.name, u.id, n.id, i.position, i.id`);
  return z.array(issueRow).parse(rows);
}

async function readMeasures(tx: Tx, subject: Subject) {
  // A corrected entry no longer counts; the correction does.
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT m.id, m.issue_id AS "issueId", m.ordinal, m.text, m.status = 'done' AS "isDone", p.as_of::text AS "asOf",
      p.text AS progress
    FROM issue i JOIN measure m ON m.issue_id = i.id
    LEFT JOIN LATERAL (SELECT e.as_of, e.text FROM progress_entry e WHERE e.measure_id = m.id
      AND NOT EXISTS (SELECT 1 FROM progress_entry c WHERE c.corrects_id = e.id)
      ORDER BY e.as_of DESC, e.id DESC LIMIT 1) p ON true
    WHERE i.inspection_id IN (${inspectionsOf(subject)}) AND ${ISSUED} ORDER BY m.issue_id, m.ordinal, m.id`);
  return z.array(measureRow).parse(rows);
}

async function readOutcomes(tx: Tx, subject: Subject) {
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT o.issue_id AS "issueId", o.kind, o.count, o.amount_cents::float8 AS "amountCents", o.form
    FROM issue i JOIN outcome o ON o.issue_id = i.id
    WHERE i.inspection_id IN (${inspectionsOf(subject)}) AND ${ISSUED} ORDER BY o.issue_id, o.id`);
  return z.array(outcomeRow).parse(rows);
}

async function readCategories(tx: Tx, subject: Subject) {
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT c.id, c.title, c.parent_id AS "parentId" FROM category c
    WHERE c.inspection_id IN (${inspectionsOf(subject)}) ORDER BY c.inspection_id, c.position, c.id`);
  return z.array(categoryRow).parse(rows);
}

async function readUnits(tx: Tx, subject: Subject) {
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT u.id, u.name FROM unit u WHERE u.id IN (
      SELECT n.unit_id FROM inspection n JOIN issue i ON i.inspection_id = n.id
      WHERE n.id IN (${inspectionsOf(subject)}) AND ${ISSUED})
    ORDER BY u.sort_order, u.name, u.id`);
  return z.array(unitRow).parse(rows);
}

function groupByIssue<T extends { issueId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.issueId);
    if (group) group.push(row);
    else groups.set(row.issueId, [row]);
  }
  return groups;
}

/** The whole ledger of a report's subject in five queries, however many issues it has. */
export async function readLedger(tx: Tx, subject: Subject): Promise<Ledger> {
  const issues = await readIssues(tx, subject);
  const measures = groupByIssue(await readMeasures(tx, subject));
  const outcomes = groupByIssue(await readOutcomes(tx, subject));
  const categories = await readCategories(tx, subject);
  return {
    issues: issues.map((issue) => ({
      ...issue,
      measures: measures.get(issue.id) ?? [],
      outcomes: outcomes.get(issue.id) ?? [],
    })),
    categories: new Map(categories.map((category) => [category.id, category])),
    units: await readUnits(tx, subject),
  };
}

/** The headings above an issue, the outermost first. */
export function categoryPath(ledger: Ledger, categoryId: string | null): { id: string; title: string }[] {
  const path: { id: string; title: string }[] = [];
  for (let id = categoryId; id !== null;) {
    const category = ledger.categories.get(id);
    if (!category || path.some((each) => each.id === category.id)) break;
    path.unshift({ id: category.id, title: category.title });
    id = category.parentId;
  }
  return path;
}
