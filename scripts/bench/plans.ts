import type pg from 'pg';
import { spreadOf } from './measure.ts';
import type { Statement } from './server.ts';

/** Rows from which on reading a table from end to end is what must not happen. */
const LARGE = 10_000;
const RUNS = 5;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

interface Explained {
  Plan: PlanNode;
  'Planning Time': number;
  'Execution Time': number;
}

export interface Plan {
  sql: string;
  values: unknown[];
  /** Planning and execution, the median of some runs, in milliseconds. */
  milliseconds: number;
  /** Large tables that are read from end to end. */
  seqScans: string[];
  plan: PlanNode;
}

function seqScansIn(node: PlanNode, large: ReadonlySet<string>): string[] {
  const table = node['Relation Name'] ?? '';
  const own = node['Node Type'].endsWith('Seq Scan') && large.has(table) ? [table] : [];
  return [...own, ...(node.Plans ?? []).flatMap((child) => seqScansIn(child, large))];
}

async function listLargeTables(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= $1`,
    [LARGE],
  );
  return new Set(rows.map(({ name }) => name));
}

/** The plans of the statements that only read, with the values and in the way in which the driver sends them. */
export async function explain(client: pg.Client, statements: Statement[]): Promise<Plan[]> {
  const reads = statements.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text));
  const large = await listLargeTables(client);
  const plans: Plan[] = [];
  for (const { text, values } of reads) {
    const times: number[] = [];
    let plan: PlanNode | undefined;
    for (let run = 0; run < RUNS; run += 1) {
      const { rows } = await client.query<{ 'QUERY PLAN': [Explained] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
        values,
      );
      const explained = rows[0]?.['QUERY PLAN'][0];
      if (!explained) continue;
      plan = explained.Plan;
      times.push(explained['Planning Time'] + explained['Execution Time']);
    }
    if (plan)
      plans.push({ sql: text, values, milliseconds: spreadOf(times).p50, seqScans: seqScansIn(plan, large), plan });
  }
  return plans;
}
