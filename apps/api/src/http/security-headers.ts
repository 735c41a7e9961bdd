import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Settings } from '../env.ts';
import { siteOf } from './public-request.ts';

// One table of what every answer tells a browser, whoever makes the answer: Express, the public pages beside it, the
// gate before the database, or the server itself on a request that is none.

type Sources = Readonly<Record<string, string>>;

const policy = (sources: Sources) =>
  Object.entries(sources)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');

/** Where browsers tell what a page's policy refused, in the older way and in the present one. */
export const CSP_REPORTS_PATH = '/csp-reports';
const REPORTED: Sources = { 'report-uri': CSP_REPORTS_PATH, 'report-to': 'csp' };

const NOTHING: Sources = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'" };
const UNFRAMED: Sources = { 'frame-ancestors': "'none'" };
const OUR_FRAMES: Sources = { 'frame-ancestors': "'self'" };

const PUBLIC_SOURCES: Sources = {
  ...NOTHING,
  ...{ 'script-src': "'self'", 'style-src': "'self'", 'img-src': "'self' data:", 'form-action': "'self'" },
};

/** For answers that are no pages: opened as one they do nothing. */
export const DATA_CSP = policy({ ...NOTHING, ...UNFRAMED, sandbox: '' });
export const PUBLIC_CSP = policy({ ...PUBLIC_SOURCES, ...UNFRAMED, ...REPORTED });
/** For a public page that is still a draft, beside its editor. */
export const PREVIEW_CSP = policy({ ...PUBLIC_SOURCES, ...OUR_FRAMES, ...REPORTED });

/**
 * For the staff application. antd makes its style elements in the browser: the nonce lets these in, and no others.
 * A PDF is shown in a frame out of what the page has fetched.
 */
export const staffCsp = (nonce: string) =>
  policy({
    ...PUBLIC_SOURCES,
    ...{
      'style-src': `'self' 'nonce-${nonce}'`,
      'font-src': "'self'",
      'connect-src': "'self'",
      'frame-src': "'self' blob:",
    },
    ...UNFRAMED,
    ...REPORTED,
  });

// Only names that browsers know: they complain of others in the console.
const UNUSED_FEATURES = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation'],
  ...['gyroscope', 'hid', 'idle-detection', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
];

/** What every answer carries; the policy is that of answers that are no pages, unless they bring their own. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': DATA_CSP,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': UNUSED_FEATURES.map((name) => `${name}=()`).join(', '),
  'Referrer-Policy': 'same-origin',
  'Reporting-Endpoints': `${REPORTED['report-to']}="${CSP_REPORTS_PATH}"`,
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
};

/** For two years, as the lists that browsers bring along ask. */
export const HSTS = { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } as const;

/** What our own pages may show in a frame. */
export const inOurFrames = (csp: string) =>
  ({ 'Content-Security-Policy': csp, 'X-Frame-Options': 'SAMEORIGIN' }) as const;

/** Whether the reader came over TLS: the settings say so, or a proxy that is trusted. */
export const isOverTls = (request: IncomingMessage, settings: Settings) =>
  siteOf(request, settings).origin.startsWith('https:');

/** Sets the headers that every answer carries. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, settings: Settings): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (isOverTls(request, settings)) response.setHeader('Strict-Transport-Security', HSTS['Strict-Transport-Security']);
}

/** The same for what Express answers. */
export const securityHeaders =
  (settings: Settings): RequestHandler =>
  (request, response, next) => {
    setSecurityHeaders(request, response, settings);
    next();
  };
