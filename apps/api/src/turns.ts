/** Lets only so many pieces of heavy work go on at once; the others wait for their turn. */
export function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      // The turn is handed on, or given back where nobody waits.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
