import type { IncomingMessage } from 'node:http';
import { Fault } from './errors.ts';

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null);

/** Whether another site's page sends this; a browser says so, and no page can make it say otherwise. */
function isForeign({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site !== 'same-origin' && site !== 'none';
  // Older browsers name only where the page is from; programs name nothing.
  return headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
}

/** Refuses what another site's page sends in the reader's name. */
export function demandOwnPage(request: IncomingMessage): void {
  if (isForeign(request)) throw new Fault('forbidden', '请求来自其他网站，没有办理。请从本系统的页面操作。');
}
