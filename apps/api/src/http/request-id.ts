import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../env.ts';

const HEADER = 'X-Request-Id';
const NUMBER = Symbol('number');
type Numbered = ServerResponse & { [NUMBER]?: string };
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The number of a request for one who writes all headers of its answer at once; no header is set yet. */
export function numberOf(
  request: IncomingMessage,
  response: Numbered,
  { TRUST_PROXY }: Pick<Settings, 'TRUST_PROXY'>,
): string {
  const known = response[NUMBER];
  if (known !== undefined) return known;
  const given = request.headers['x-request-id'];
  const id = TRUST_PROXY > 0 && typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
  response[NUMBER] = id;
  return id;
}

/**
 * The number of a request, which its answer, its log line and its audit entries share. A proxy of ours may have given it
 * one; from anybody else none is taken, for it would be theirs to write into the log.
 */
export function requestIdOf(
  request: IncomingMessage,
  response: ServerResponse,
  settings: Pick<Settings, 'TRUST_PROXY'>,
): string {
  const id = numberOf(request, response, settings);
  if (!response.headersSent && !response.hasHeader(HEADER)) response.setHeader(HEADER, id);
  return id;
}
