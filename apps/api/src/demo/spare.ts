import { sharePool } from '@rectify/db';
import type { Ctx } from '../context.ts';

/** Says that the transaction of an operation is written. */
class Committed extends Error {}

/** A context whose operations stop as soon as their transaction is written. */
function untilCommitted(ctx: Ctx): Ctx {
  const db = new Proxy(ctx.db, {
    get(target, key) {
      if (key !== '$transaction') return Reflect.get(target, key) as unknown;
      return async (...given: Parameters<typeof target.$transaction>) => {
        await target.$transaction(...given);
        throw new Committed();
      };
    },
  });
  sharePool(db, ctx.db);
  return { ...ctx, db };
}

/**
 * Carries out an operation without its answer: it would read the whole issue again for a screen that nobody looks at
 * here, and that is half of the work.
 */
export async function spare(ctx: Ctx, operate: (ctx: Ctx) => Promise<unknown>): Promise<void> {
  try {
    await operate(untilCommitted(ctx));
  } catch (error) {
    if (!(error instanceof Committed)) throw error;
  }
}
