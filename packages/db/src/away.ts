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
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Can't reach database server|Server has closed the connection|Unable to start a transaction in the given time|Transaction already closed: Could not perform operation|Failed to get session|database system is (starting up|shutting down)/i;

interface Told {
  code?: unknown;
  message?: unknown;
  originalCode?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown } | undefined;
  errors?: unknown;
}

/** Whether a failure means that the database cannot be asked just now; looks at what lies under it too. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, originalCode, message, cause, meta, errors } = error as Told;
  for (const each of [code, originalCode]) {
    if (typeof each === 'string' && (SYSTEM.has(each) || STATE.test(each))) return true;
  }
  if (typeof message === 'string' && WORDS.test(message)) return true;
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((each) => isDatabaseAway(each, depth + 1));
}
