import type pg from 'pg';
import { spreadOf } from './measure.ts';

// The same question in three ways: by two-character grams, as the product asks it, by a trigram index, and by reading
// every text. A page of fifty in the order of the ledger each.

const WORDS = ['涵闸', '渡槽', '碑廊', '皮影', '枇杷'];
const COMMON = '资产';
const RUNS = 3;

export interface SearchPlans {
  /** Milliseconds in the database, the median over rare words of two characters. */
  grams: number;
  trigrams: number | null;
  scan: number;
  /** The same for a word that many issues have, where a scan soon finds fifty. */
  common: { grams: number; scan: number };
}

const pageOf = (condition: string) => `
  SELECT i.id, i.title FROM issue i WHERE ${condition}
  ORDER BY i.inspection_id DESC, i.position, i.id LIMIT 51`;
const BY_GRAMS = pageOf('i.search_grams @> ARRAY[$1]::text[]');
const BY_TEXT = pageOf(`(i.title LIKE '%' || $1 || '%' OR i.text LIKE '%' || $1 || '%')`);

async function time(client: pg.Client, sql: string, words: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const word of words) {
    for (let run = 0; run < RUNS; run += 1) {
      const startedAt = performance.now();
      // As a literal: the planner is to see the word.
      await client.query(sql.replaceAll('$1', `'${word}'`));
      times.push(performance.now() - startedAt);
    }
  }
  return spreadOf(times).p50;
}

/** Trigrams need an extension that not every server has. */
async function timeTrigrams(client: pg.Client): Promise<number | null> {
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  } catch {
    return null;
  }
  await client.query(`SET maintenance_work_mem = '512MB'`);
  await client.query('CREATE INDEX bench_trigrams ON issue USING gin (title gin_trgm_ops, text gin_trgm_ops)');
  const milliseconds = await time(client, BY_TEXT, WORDS);
  await client.query('DROP INDEX bench_trigrams');
  return milliseconds;
}

/** How long each way takes; the last thing done with a throw-away ledger. */
export async function measureSearchPlans(client: pg.Client): Promise<SearchPlans> {
  const grams = await time(client, BY_GRAMS, WORDS);
  const scan = await time(client, BY_TEXT, WORDS);
  const common = { grams: await time(client, BY_GRAMS, [COMMON]), scan: await time(client, BY_TEXT, [COMMON]) };
  return { grams, scan, common, trigrams: await timeTrigrams(client) };
}
