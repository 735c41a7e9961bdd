import { Prisma, type Db, type Tx } from '@rectify/db';
import { dayInShanghai, type CalendarDay } from '@rectify/domain';
import type { Deps } from '../../context.ts';
import { COLUMNS, sumCells } from './figures.ts';

/** One process folds at a time; who writes issues never waits for it. */
export const TALLY_LOCK = 7_318_234;

const KEY = Prisma.raw('inspection_id, unit_id, lead_unit_id, category_id, state, due_on');

interface Pair {
  programme_id: string;
  unit_id: string;
}

/** Adds what came since to the cells, and answers which programmes' units it touched. */
async function foldChanges(tx: Tx): Promise<Pair[]> {
  return tx.$queryRaw<Pair[]>(Prisma.sql`
    WITH taken AS (DELETE FROM tally_change RETURNING *),
    folded AS (
      INSERT INTO tally_cell (${KEY}, issues, measures, done)
      SELECT ${KEY}, sum(issues), sum(measures), sum(done) FROM taken GROUP BY ${KEY}
      ON CONFLICT (${KEY}) DO UPDATE SET issues = tally_cell.issues + excluded.issues,
        measures = tally_cell.measures + excluded.measures, done = tally_cell.done + excluded.done)
    SELECT DISTINCT n.programme_id, t.lead_unit_id AS unit_id FROM taken t JOIN inspection n ON n.id = t.inspection_id`);
}

/** Held against a change of their rules, lest the sums be of other thresholds than is written beside them. */
async function staleProgrammes(tx: Tx, today: CalendarDay): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT p.id FROM programme p LEFT JOIN tally_programme t ON t.programme_id = p.id
    WHERE (t.as_of, t.yellow_days, t.orange_days) IS DISTINCT FROM (${today}::date, p.yellow_days, p.orange_days)
    ORDER BY p.id FOR SHARE OF p`);
  return rows.map(({ id }) => id);
}

/** Sums the cells of these units, or of all units where none are named, anew. */
async function sumUnits(tx: Tx, today: CalendarDay, programmeIds: string[], unitIds?: string[]): Promise<void> {
  const columns = Prisma.raw(COLUMNS.join(', '));
  const [ofSum, ofCell] = unitIds
    ? [Prisma.sql`AND unit_id = ANY(${unitIds}::uuid[])`, Prisma.sql`AND c.lead_unit_id = ANY(${unitIds}::uuid[])`]
    : [Prisma.empty, Prisma.empty];
  await tx.$executeRaw(Prisma.sql`DELETE FROM tally_unit WHERE programme_id = ANY(${programmeIds}::uuid[]) ${ofSum}`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO tally_unit (programme_id, unit_id, ${columns})
    SELECT p.id, c.lead_unit_id, ${sumCells(today)}
    FROM tally_cell c JOIN inspection n ON n.id = c.inspection_id JOIN programme p ON p.id = n.programme_id
    WHERE n.programme_id = ANY(${programmeIds}::uuid[]) AND c.unit_id = c.lead_unit_id ${ofCell} GROUP BY 1, 2`);
}

/**
 * Folds what the triggers appended into the cells, and brings the sums of each unit to this day. Nothing that is read
 * changes by it: it only keeps reading cheap. Answers false where another process is at it.
 */
export async function foldTally(db: Db, today: CalendarDay): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ held: boolean }[]>(
      Prisma.sql`SELECT pg_try_advisory_xact_lock(${TALLY_LOCK}::bigint) AS held`,
    );
    if (!lock?.held) return false;
    const touched = await foldChanges(tx);
    await tx.$executeRaw(Prisma.sql`DELETE FROM tally_cell WHERE issues = 0 AND measures = 0 AND done = 0`);
    const stale = await staleProgrammes(tx, today);
    const touchedFresh = touched.filter(({ programme_id }) => !stale.includes(programme_id));
    for (const programmeId of new Set(touchedFresh.map(({ programme_id }) => programme_id))) {
      const units = touchedFresh.filter(({ programme_id }) => programme_id === programmeId);
      await sumUnits(
        tx,
        today,
        [programmeId],
        units.map(({ unit_id }) => unit_id),
      );
    }
    if (stale.length === 0) return true;
    await sumUnits(tx, today, stale);
    await tx.$executeRaw(Prisma.sql`DELETE FROM tally_programme WHERE programme_id = ANY(${stale}::uuid[])`);
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO tally_programme (programme_id, as_of, yellow_days, orange_days)
      SELECT id, ${today}::date, yellow_days, orange_days FROM programme WHERE id = ANY(${stale}::uuid[])`);
    return true;
  });
}

export const FOLD_TALLY_JOB = 'foldTally';

/** What the queue can do for the figures of the overview. */
export const overviewTasks = (deps: Deps) => ({
  [FOLD_TALLY_JOB]: async () => void (await foldTally(deps.db, dayInShanghai(deps.now()))),
});
