import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Waits until a reader who is slower than we are takes more, or has left. For answers that are not packed on the way
 * (`no-transform`) alone: compression hands `write` and `drain` to its own stream, and tells nothing of what waits there.
 */
export async function keepPace(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  // Whichever did not happen is no longer listened for: a long answer waits many times.
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    over.abort(),
  );
}
