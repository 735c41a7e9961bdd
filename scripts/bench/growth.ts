import type pg from 'pg';
import { createCaller } from './http.ts';
import { connectTo, type Ledger } from './ledger.ts';
import { inTurn } from './load.ts';
import { peakMemory } from './process-cost.ts';
import { startProduct, type Measured } from './product.ts';
import { ratioCases } from './ratio-cases.ts';
import { measureInTurn, type Paced, type Setting } from './ratios.ts';
import { measureSearchPlans, type SearchPlans } from './search-plans.ts';

/** How much longer the same takes in the larger ledger, at most. */
const TARGETS: Record<string, number> = { list: 1.3, issue: 1.3, entry: 1.3, page: 1.3, dashboard: 1.5, search: 3 };

export interface Grown {
  key: string;
  title: string;
  small: Paced;
  large: Paced;
  /** Time at the client in the larger ledger as a multiple of that in the smaller one. */
  factor: number;
  target: number;
}

export interface Growth {
  issues: [small: number, large: number];
  cases: Grown[];
  search: SearchPlans;
  peakMemory: number | null;
}

interface Side {
  product: Measured;
  client: pg.Client;
}

async function casesOf({ product, client }: Side, password: string) {
  const caller = createCaller(product.port, 1);
  const cases = await ratioCases(client, caller, password);
  caller.close();
  const page = { key: 'page', title: '公开页', ours: inTurn([{ path: '/reports/bench-1' }]) };
  return [...cases, page].filter(({ key }) => key in TARGETS);
}

/** The same requests to the same product on a small and on a large ledger, in turns. */
export async function measureGrowth(
  small: Ledger,
  large: Ledger,
  issues: Growth['issues'],
  { password, seconds, only, say }: Setting,
): Promise<Growth> {
  const sides: Side[] = [];
  try {
    for (const ledger of [small, large])
      sides.push({ client: await connectTo(ledger), product: await startProduct(ledger) });
    const [less, more] = sides;
    if (!less || !more) throw new Error('two ledgers are needed');
    const cases: Grown[] = [];
    const larger = await casesOf(more, password);
    for (const each of await casesOf(less, password)) {
      const other = larger.find(({ key }) => key === each.key);
      if (!other || (only && !only.split(',').includes(each.key))) continue;
      const pair = [
        { server: less.product, next: each.ours },
        { server: more.product, next: other.ours },
      ];
      const [before, after] = await measureInTurn(pair, 1, seconds, null);
      if (!before || !after) continue;
      const factor = Math.round((after.p50 / before.p50) * 100) / 100;
      const target = TARGETS[each.key] ?? 1;
      cases.push({ key: each.key, title: each.title, small: before, large: after, factor, target });
      say(`  ${each.title}：${factor.toFixed(2)} 倍`);
    }
    const search = await measureSearchPlans(more.client);
    return { issues, cases, search, peakMemory: peakMemory(more.product.pid) };
  } finally {
    for (const { product, client } of sides) {
      await client.end();
      await product.stop();
    }
  }
}
