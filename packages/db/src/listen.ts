import pg from 'pg';

export interface Listener {
  /** Whether every notice since the last `onUp` has arrived. */
  isUp(): boolean;
  close(): Promise<void>;
}

export interface ListenHandlers {
  /** The connection listens from now on; what happened before is unknown. */
  onUp?: () => void;
  /** Notices may be missed from now on. */
  onDown?: () => void;
  onNotice: (payload: string) => void;
}

/** Milliseconds between tries to connect, and between signs of life of a silent connection. */
const RETRY_MS = 1_000;
const PULSE_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

/** Listens on a channel of the database with a connection of its own, and comes back whenever that is lost. */
export function listen(databaseUrl: string, channel: string, handlers: ListenHandlers): Listener {
  let client: pg.Client | null = null;
  let isUp = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function wait(milliseconds: number, next: () => Promise<void>): void {
    if (isClosed) return;
    timer = setTimeout(() => void next(), milliseconds);
    // A process that has nothing else to do may end.
    timer.unref();
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = null;
    clearTimeout(timer);
    if (isUp) {
      isUp = false;
      handlers.onDown?.();
    }
    lost.end().catch(() => {});
    wait(RETRY_MS, open);
  }

  // A connection can be dead without a word, e.g. behind a firewall that forgot it.
  async function pulse(): Promise<void> {
    const asked = client;
    if (!asked) return;
    try {
      await asked.query('SELECT 1');
      if (client === asked) wait(PULSE_MS, pulse);
    } catch {
      lose(asked);
    }
  }

  async function open(): Promise<void> {
    const opened = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'rectify listen',
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    client = opened;
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    opened.on('notification', ({ payload }) => handlers.onNotice(payload ?? ''));
    try {
      await opened.connect();
      await opened.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      if (client !== opened) return await opened.end();
      isUp = true;
      handlers.onUp?.();
      wait(PULSE_MS, pulse);
    } catch {
      lose(opened);
    }
  }

  const opening = open();
  return {
    isUp: () => isUp,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      const last = client;
      client = null;
      isUp = false;
      await last?.end().catch(() => {});
    },
  };
}
