import { pino, type DestinationStream, type Logger } from 'pino';
import { ZodError } from 'zod';
import type { Settings } from './env.ts';

// What is written here is read by people who may not read what the system holds: no names, no texts, no words that were
// searched for, no addresses, no tokens. The trail, which has all of it, is in the database.

/** Errors that speak of the program alone; what others say may quote what somebody typed. */
const OWN_WORDS = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'AssertionError',
  'DatabaseFault',
  'BackupFault',
]);

const FRAME = /^\s+at .*$/;

/** What an error may say of itself in the log: its kind, its code, and where it happened. */
export function tellError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, syscall } = error as NodeJS.ErrnoException;
  const stack = (error.stack ?? '').split('\n').filter((line) => FRAME.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' && /^\w{1,40}$/.test(code) && { code }),
    ...(typeof syscall === 'string' && { syscall }),
    ...(OWN_WORDS.has(error.name) && { message: error.message }),
    ...(error instanceof ZodError && {
      issues: error.issues.map((issue) => ({ code: issue.code, path: issue.path.join('.') })),
    }),
    stack: stack.slice(0, 20).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 3 && { cause: tellError(error.cause, depth + 1) }),
  };
}

/** The log of this process: one line of JSON each, to the standard output. */
export function createLog({ LOG_LEVEL }: Pick<Settings, 'LOG_LEVEL'>, destination?: DestinationStream): Logger {
  const options = {
    level: LOG_LEVEL,
    base: { pid: process.pid },
    serializers: { err: (error: unknown) => tellError(error) },
  };
  return destination ? pino(options, destination) : pino(options);
}
