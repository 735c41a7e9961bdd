import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../env.ts';

const HEADER = 'X-Request-Id';
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * The number of a request, which its answer, its log line and its audit entries share. A proxy of ours may have given it
 * one; from anybody else none is taken, for it would be theirs to write into the log.
 */
export function requestIdOf(
  request: IncomingMessage,
  response: ServerResponse,
  { TRUST_PROXY }: Pick<Settings, 'TRUST_PROXY'>,
): string {
  const known = response.getHeader(HEADER);
  if (typeof known === 'string') return known;
  const given = request.headers['x-request-id'];
  const id = TRUST_PROXY > 0 && typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
  if (!response.headersSent) response.setHeader(HEADER, id);
  return id;
}
