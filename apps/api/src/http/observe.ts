import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';
import type { Settings } from '../env.ts';

/** What is known of one request when it is over; nothing of who asked for what. */
export interface Observation {
  method: string;
  /** The template of the address, never the address. */
  route: string;
  /** 499 where the other side left before it had an answer. */
  status: number;
  seconds: number;
}

const ROUTE = Symbol('route');
type Named = ServerResponse & { [ROUTE]?: string };

/** Says by which template a request was taken. */
export function nameRoute(response: ServerResponse, template: string): void {
  (response as Named)[ROUTE] = template;
}

/** The template of whatever nobody named. */
export function roomOf(url = ''): string {
  if (url.startsWith('/api')) return '/api/*';
  if (url.startsWith('/app')) return '/app/*';
  return '*';
}

/** The template by which a request was taken, as far as anybody said. */
export const routeOf = ({ url }: IncomingMessage, response: Named): string => response[ROUTE] ?? roomOf(url);

const LEFT = 499;

/** Calls back with each request when it is over, and writes its line to the log. */
export function createObserver(
  log: Logger,
  settings: Pick<Settings, 'TRUST_PROXY'>,
  note: ((observation: Observation) => void) | null,
): (request: IncomingMessage, response: ServerResponse) => void {
  const writes = log.isLevelEnabled('info');
  // Published pages are answered so fast that looking on would show.
  if (!writes && !note) return () => {};
  return (request, response) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000;
      const status = response.writableFinished ? response.statusCode : LEFT;
      const observation = {
        method: request.method ?? '',
        route: routeOf(request, response),
        ...{ status, seconds },
      };
      note?.(observation);
      if (!writes) return;
      const { method, route } = observation;
      const requestId = requestIdOf(request, response, settings);
      log.info({ requestId, method, route, status, ms: Math.round(seconds * 10_000) / 10 }, 'request');
    });
  };
}
