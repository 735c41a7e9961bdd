import { setTimeout as sleep } from 'node:timers/promises';

// How it shows that the database cannot be asked just now: nobody answers, it is going down or coming up, or every
// connection is taken. All of it passes by itself.

const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Prisma: cannot reach, timed out, closed, no connection or no transaction in time
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
]);
/** Classes of SQLSTATE: connection, operator's intervention, system, and too many connections or memory. */
const STATE = /^(08|57P0|58|53[23])/;
const WORDS =
  /^(?:ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections)$|Connection terminated|Client was closed and is not queryable|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Can't reach database server|Server has closed the connection|Unable to start a transaction in the given time|Transaction already closed: Could not perform operation|Transaction not found|Failed to get session|database system is (starting up|shutting down)/i;

/** There is no room left, for a file or for the database. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

interface Told {
  code?: unknown;
  message?: unknown;
  originalCode?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown } | undefined;
  errors?: unknown;
}

/** Looks at a failure and at what lies under it. */
function someLayer(error: unknown, isIt: (code: string, message: string) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, originalCode, message, cause, meta, errors } = error as Told;
  const words = typeof message === 'string' ? message : '';
  const codes = [code, originalCode].filter((each) => typeof each === 'string');
  if (codes.some((each) => isIt(each, words)) || isIt('', words)) return true;
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((each) => someLayer(each, isIt, depth + 1));
}

/** Whether a failure means that the database cannot be asked just now. */
export function isDatabaseAway(error: unknown): boolean {
  return someLayer(error, (code, message) => SYSTEM.has(code) || STATE.test(code) || WORDS.test(message));
}

/** Whether a failure means that the disk is full, that of the files or that of the database. */
export function isStorageFull(error: unknown): boolean {
  return someLayer(error, (code) => FULL.has(code));
}

/** Whether a failure means that the server gave a statement up because it took too long. */
export function isTooSlow(error: unknown): boolean {
  return someLayer(error, (code, message) => code === '57014' || message.includes('due to statement timeout'));
}

const PATIENCE_MS = 30_000;

/** Asks again while the database is coming up or the machine is too busy to be answered in time. */
export async function patiently<T>(ask: () => Promise<T>, forMs = PATIENCE_MS): Promise<T> {
  const until = Date.now() + forMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > until) throw error;
      await sleep(200);
    }
  }
}
