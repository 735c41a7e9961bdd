import { setTimeout as sleep } from 'node:timers/promises';
import type { Book } from './book.ts';
import type { Chance, Plan } from './plan.ts';
import type { Product } from './product.ts';

type Victim = 'server' | 'database' | 'both';

/** Milliseconds from each kill until requests are taken again. */
export type ReadyTimes = Record<Victim, number[]>;

const TOLD_EVERY = 10;

/** The victims in a random order. */
function orderOf(plan: Plan, chance: Chance): Victim[] {
  const victims: Victim[] = [
    ...Array.from({ length: plan.kills }, () => 'server' as const),
    ...Array.from({ length: plan.databaseKills }, () => 'database' as const),
    ...Array.from({ length: plan.bothKills }, () => 'both' as const),
  ];
  return victims
    .map((victim) => ({ victim, at: chance() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ victim }) => victim);
}

function strike(product: Product, victim: Victim): void {
  if (victim !== 'server' && product.killDatabase() === 0) throw new Error('there was no database to kill');
  if (victim !== 'database') product.kill();
}

/** How much of its time the run has used up: 1 and more when it is over, always 0 without a limit. */
function clockOf({ minutes }: Plan): () => number {
  const startedAt = performance.now();
  return () => (minutes > 0 ? (performance.now() - startedAt) / (minutes * 60_000) : 0);
}

/**
 * Kills at random moments, evenly spread over the writes, or over the time where that goes by faster; whoever was killed
 * is up again before the next.
 */
export async function killOn(plan: Plan, product: Product, book: Book, chance: Chance): Promise<ReadyTimes> {
  const times: ReadyTimes = { server: [], database: [], both: [] };
  const order = orderOf(plan, chance);
  const used = clockOf(plan);
  const isLate = () => used() >= 1;
  const done = () => Math.max(book.acknowledged / plan.writes, used());
  for (const [index, victim] of order.entries()) {
    const due = (index + chance()) / order.length;
    while (done() < due && !isLate()) await sleep(2);
    if (isLate()) return times;
    await sleep(chance() * 20);
    const startedAt = performance.now();
    strike(product, victim);
    // The kernel takes a moment to bring a signal home: an answer from before is none.
    await sleep(5);
    times[victim].push(await product.ready(startedAt));
    if (index % TOLD_EVERY === TOLD_EVERY - 1) {
      console.log(`… ${index + 1} of ${order.length} kills, ${book.acknowledged} acknowledged writes`);
    }
  }
  while (done() < 1) await sleep(20);
  return times;
}
