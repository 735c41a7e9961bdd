import { withSession } from '@rectify/db';
import { TALLY_LOCK } from './fold-tally.ts';

/** A sort of issues whose counters are not what the ledger has. */
export interface TallyDifference {
  inspectionId: string;
  unitId: string;
  state: string;
  dueOn: string;
  /** Issues, measures and done measures: as counted, and as the ledger has them. */
  counted: [number, number, number];
  live: [number, number, number];
}

interface DifferenceRow {
  inspection_id: string;
  unit_id: string;
  state: string;
  due_on: string;
  counted: [number, number, number];
  live: [number, number, number];
}

const KEY = 'inspection_id, unit_id, lead_unit_id, category_id, state, due_on';
const SUMS = `${KEY}, sum(issues)::int AS issues, sum(measures)::int AS measures, sum(done)::int AS done`;
const COLUMNS = `${KEY}, issues, measures, done`;

// One statement sees one moment, also while people write.
const DIFFERENCES = `
  WITH counted AS (
    SELECT ${SUMS} FROM (SELECT ${COLUMNS} FROM tally_cell UNION ALL SELECT ${COLUMNS} FROM tally_change) c GROUP BY ${KEY}
  ), both_sides AS (
    SELECT ${KEY}, ARRAY[coalesce(c.issues, 0), coalesce(c.measures, 0), coalesce(c.done, 0)] AS counted,
      ARRAY[coalesce(l.issues, 0), coalesce(l.measures, 0), coalesce(l.done, 0)] AS live
    FROM counted c FULL JOIN tally_live() l USING (${KEY})
  )
  SELECT inspection_id, unit_id, state, due_on::text, counted, live FROM both_sides WHERE counted <> live
  ORDER BY ${KEY} LIMIT $1`;

// What each unit's sums say without their lights, which are of a day.
const UNIT_COLUMNS = [
  'draft',
  'issued',
  'planning',
  'rectifying',
  'closing',
  'completed',
  'staged',
  'measures',
  'done',
];
const UNIT_FAULTS = `
  WITH cells AS (
    SELECT n.programme_id, c.lead_unit_id AS unit_id, sum(c.issues) FILTER (WHERE c.state NOT LIKE 'withdrawn%') AS issues,
      sum(c.measures) FILTER (WHERE c.state NOT LIKE 'withdrawn%') AS measures,
      sum(c.done) FILTER (WHERE c.state NOT LIKE 'withdrawn%') AS done
    FROM tally_cell c JOIN inspection n ON n.id = c.inspection_id WHERE c.unit_id = c.lead_unit_id GROUP BY 1, 2
  )
  SELECT count(*)::int AS faults FROM cells c FULL JOIN tally_unit t USING (programme_id, unit_id)
  WHERE (coalesce(c.issues, 0), coalesce(c.measures, 0), coalesce(c.done, 0)) IS DISTINCT FROM
    (coalesce(${UNIT_COLUMNS.slice(0, 7)
      .map((column) => `t.${column}`)
      .join(' + ')}, 0), coalesce(t.measures, 0), coalesce(t.done, 0))
    AND coalesce(c.programme_id, t.programme_id) IN (SELECT programme_id FROM tally_programme)`;

export interface TallyVerdict {
  /** How many sorts of issues were looked at. */
  cells: number;
  differences: TallyDifference[];
  /** Units whose sums are not those of their cells. */
  unitFaults: number;
}

/** Counts the ledger anew and tells where the maintained counters say otherwise; at most `most` differences. */
export async function verifyTally(databaseUrl: string, most = 50): Promise<TallyVerdict> {
  return withSession(databaseUrl, async (client) => {
    const { rows } = await client.query<DifferenceRow>(DIFFERENCES, [most]);
    const units = await client.query<{ faults: number }>(UNIT_FAULTS);
    const cells = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM tally_cell');
    return {
      cells: cells.rows[0]?.count ?? 0,
      unitFaults: units.rows[0]?.faults ?? 0,
      differences: rows.map(({ inspection_id, unit_id, due_on, ...row }) => ({
        ...row,
        inspectionId: inspection_id,
        unitId: unit_id,
        dueOn: due_on,
      })),
    };
  });
}

/** Puts the counters right: counted anew while nobody writes. */
export async function mendTally(databaseUrl: string): Promise<void> {
  await withSession(databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [TALLY_LOCK]);
    // Every write holds its issue first: once issues are held, nobody is half-way.
    await client.query('LOCK TABLE issue, measure, issue_co_unit IN EXCLUSIVE MODE');
    await client.query('DELETE FROM tally_change');
    await client.query('DELETE FROM tally_cell');
    await client.query(`INSERT INTO tally_cell (${COLUMNS}) SELECT ${COLUMNS} FROM tally_live()`);
    // Without it the next fold sums every unit anew.
    await client.query('DELETE FROM tally_programme');
    await client.query('COMMIT');
  });
}
