import type { IncomingMessage } from 'node:http';
import type { Settings } from '../env.ts';
import { FONT_SIZES, type FontSize, type Site } from './page.tsx';

/** What a public page may know of the request for it. */
export interface PublicRequest {
  method: 'GET' | 'POST';
  path: string;
  query: URLSearchParams;
  fontSize: FontSize;
  site: Site;
  isHttps: boolean;
}

const HOST = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const FONT_COOKIE = /(?:^|;\s*)(?:__Host-)?font=([sml])\s*(?:;|$)/;

export const isFontSize = (value: unknown): value is FontSize =>
  typeof value === 'string' && Object.hasOwn(FONT_SIZES, value);

/** The reader's address: as many hops from the right as there are proxies of ours. */
export function addressOf(request: IncomingMessage, hops: number): string {
  const own = request.socket.remoteAddress ?? '';
  if (hops === 0) return own;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  return [...forwarded, own].at(-1 - hops) ?? forwarded[0] ?? own;
}

const named = new WeakMap<Settings, string>();

/** What the settings name, read once: every request asks for it. */
function namedOrigin(settings: Settings, address: string): string {
  const origin = named.get(settings) ?? new URL(address).origin;
  named.set(settings, origin);
  return origin;
}

function originOf(request: IncomingMessage, settings: Settings): string {
  if (settings.PUBLIC_URL) return namedOrigin(settings, settings.PUBLIC_URL);
  const isForwardedHttps = settings.TRUST_PROXY > 0 && request.headers['x-forwarded-proto'] === 'https';
  const host = request.headers.host ?? '';
  return `${isForwardedHttps ? 'https' : 'http'}://${HOST.test(host) ? host.toLowerCase() : `127.0.0.1:${settings.PORT}`}`;
}

/** The site as it is named to this reader. */
export function siteOf(request: IncomingMessage, settings: Settings): Site {
  const origin = originOf(request, settings);
  return {
    name: settings.SITE_NAME,
    domain: settings.SITE_DOMAIN ?? origin.replace(/^https?:\/\//, '').replace(/:\d+$/, ''),
    idCode: settings.SITE_ID_CODE ?? null,
    origin,
  };
}

/** Reads a request as the public pages see it; parts that make no sense are as if they were not there. */
export function readPublicRequest(request: IncomingMessage, settings: Settings): PublicRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const site = siteOf(request, settings);
  const cookie = FONT_COOKIE.exec(request.headers.cookie ?? '')?.[1];
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    fontSize: isFontSize(cookie) ? cookie : 's',
    site,
    isHttps: site.origin.startsWith('https:'),
  };
}
