import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface DatabaseWatch {
  /** Whether the database answered when it was last asked. */
  isUp(): boolean;
  /** Calls back at the moment at which it is first missed; returns how to stop that. */
  onDown(missed: () => void): () => void;
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Milliseconds between two questions. */
  everyMs?: number;
  /** Milliseconds after which an answer no longer counts. */
  answerWithinMs?: number;
}

/** A busy machine may be late with one answer; with two in a row it is not there. */
const MISSES = 2;

/** Asks the database again and again, over a connection of its own that comes back by itself. */
export function watchDatabase(databaseUrl: string, options: WatchOptions = {}): DatabaseWatch {
  const { everyMs = 500, answerWithinMs = 1_000 } = options;
  const listeners = new Set<() => void>();
  const stop = new AbortController();
  let client: pg.Client | null = null;
  let isUp = true;
  let misses = 0;

  async function open(): Promise<pg.Client> {
    const opened = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'rectify watch',
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
    });
    opened.on('error', () => {});
    // The connection breaks the moment the server goes: that is known before anyone asks.
    opened.on('end', () => {
      if (client === opened) client = null;
    });
    await opened.connect();
    return opened;
  }

  function drop(): void {
    const dropped = client;
    client = null;
    void dropped?.end().catch(() => {});
  }

  function miss(error: unknown): void {
    drop();
    // Who refuses a connection is certainly not there; who is slow may be busy.
    misses += (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? MISSES : 1;
    if (misses < MISSES || !isUp) return;
    isUp = false;
    for (const missed of listeners) missed();
  }

  async function ask(): Promise<void> {
    try {
      client ??= await open();
      await client.query('SELECT 1');
      misses = 0;
      isUp = true;
    } catch (error) {
      miss(error);
    }
  }

  const asking = (async () => {
    while (!stop.signal.aborted) {
      await ask();
      await sleep(everyMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
    }
  })();

  return {
    isUp: () => isUp,
    onDown(missed) {
      listeners.add(missed);
      return () => void listeners.delete(missed);
    },
    async close() {
      stop.abort();
      await asking;
      drop();
    },
  };
}
