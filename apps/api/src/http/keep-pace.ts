import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Waits until a reader who is slower than we are takes more, or has left. */
export async function keepPace(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  // Whichever did not happen is no longer listened for: a long answer waits many times.
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    over.abort(),
  );
}
