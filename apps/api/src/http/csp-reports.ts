import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Deps } from '../context.ts';
import type { Settings } from '../env.ts';
import { Fault } from './errors.ts';
import { networkOf } from './network.ts';
import { nameRoute, roomOf } from './observe.ts';
import { addressOf, siteOf } from './public-request.ts';
import { requestIdOf } from './request-id.ts';
import { readJsonAs } from './read-json.ts';
import { CSP_REPORTS_PATH } from './security-headers.ts';

// Browsers tell here what a page's policy refused. Anybody may send anything: of what is sent only words of fixed
// lists are looked for, logged and counted, and nothing is kept.

/** A report is some hundreds of bytes; the reporting API sends several at once. */
const LIMITS = { bytes: '16kb', depth: 6, parts: 400 };
const TYPES = ['application/csp-report', 'application/reports+json'];
const MOST_AT_ONCE = 10;
/** Requests in a minute to this process: of one network, and of all together. */
const MOST_OF_ONE = 20;
const MOST_OF_ALL = 200;
/** Lines in a minute, for a request may tell of several refusals: nobody fills the log. */
const MOST_LINES = 200;
const MINUTE = 60_000;

const DIRECTIVES: ReadonlySet<string> = new Set([
  ...['base-uri', 'child-src', 'connect-src', 'default-src', 'font-src', 'form-action', 'frame-ancestors', 'frame-src'],
  ...['img-src', 'manifest-src', 'media-src', 'object-src', 'sandbox', 'script-src', 'script-src-attr'],
  ...['script-src-elem', 'style-src', 'style-src-attr', 'style-src-elem', 'worker-src'],
]);
const KEYWORDS: ReadonlySet<string> = new Set(['inline', 'eval', 'wasm-eval', 'data', 'blob', 'about']);

interface Violation {
  directive: string;
  /** What kind of thing was refused; never its address. */
  blocked: string;
  /** The part of the house that the page belongs to. */
  room: string;
}

const word = z.string().max(8_000).catch('');
const old = z.object({
  'csp-report': z.object({
    'effective-directive': word,
    'violated-directive': word,
    'blocked-uri': word,
    'document-uri': word,
  }),
});
const present = z.array(
  z.object({
    type: word,
    body: z.object({ effectiveDirective: word, blockedURL: word, documentURL: word }).nullish().catch(null),
  }),
);

function kindOf(blocked: string, origin: string): string {
  if (KEYWORDS.has(blocked)) return blocked;
  // The older form leaves inline code without an address.
  if (blocked === '' || blocked === 'self') return 'inline';
  if (!URL.canParse(blocked)) return 'other';
  const { protocol, origin: from } = new URL(blocked);
  if (from === origin) return 'own';
  if (/^(?:http|ws)s?:$/.test(protocol)) return 'elsewhere';
  if (protocol.endsWith('-extension:')) return 'extension';
  return KEYWORDS.has(protocol.slice(0, -1)) ? protocol.slice(0, -1) : 'other';
}

function violationOf(directive: string, blocked: string, page: string, origin: string): Violation {
  // Some browsers say what the directive allows, too.
  const [name = ''] = directive.split(' ', 1);
  return {
    directive: DIRECTIVES.has(name) ? name : 'other',
    blocked: kindOf(blocked, origin),
    room: URL.canParse(page) ? roomOf(new URL(page).pathname) : '*',
  };
}

/** What a body tells of, in either form; throws where it is neither. */
function violationsIn(body: unknown, origin: string): Violation[] {
  const one = old.safeParse(body);
  if (one.success) {
    const report = one.data['csp-report'];
    const directive = report['effective-directive'] || report['violated-directive'];
    return [violationOf(directive, report['blocked-uri'], report['document-uri'], origin)];
  }
  const several = present.safeParse(body);
  if (!several.success) throw new Fault('invalid', '不是内容安全策略的违规报告，没有接收。');
  const bodies = several.data.flatMap(({ type, body: each }) => (type === 'csp-violation' && each ? [each] : []));
  return bodies
    .slice(0, MOST_AT_ONCE)
    .map((each) => violationOf(each.effectiveDirective, each.blockedURL, each.documentURL, origin));
}

interface Gate {
  /** Lets a request in, or says that there were too many. */
  admit: (network: string) => void;
  /** Whether the log has room for one more line. */
  hasLine: () => boolean;
}

/** Counts requests and lines in memory alone, and forgets all of them with the minute. */
function createGate(now: () => Date): Gate {
  let minute = 0;
  let all = 0;
  let lines = 0;
  const ofOne = new Map<string, number>();
  const turn = () => {
    const current = Math.floor(now().getTime() / MINUTE);
    if (current === minute) return;
    minute = current;
    all = 0;
    lines = 0;
    ofOne.clear();
  };
  return {
    admit: (network) => {
      turn();
      const count = (ofOne.get(network) ?? 0) + 1;
      if (all >= MOST_OF_ALL || count > MOST_OF_ONE) throw new Fault('too_many', '报告太多，这一次没有接收。', {}, 60);
      all += 1;
      ofOne.set(network, count);
    },
    hasLine: () => {
      turn();
      lines += 1;
      return lines <= MOST_LINES;
    },
  };
}

const counted = new WeakMap<Settings, Map<string, number>>();

/** How often browsers told of something refused since the start, by directive. */
export function violationsSince(settings: Settings): ReadonlyMap<string, number> {
  return counted.get(settings) ?? new Map<string, number>();
}

function note(settings: Settings, directive: string): void {
  const counts = counted.get(settings) ?? new Map<string, number>();
  counted.set(settings, counts);
  counts.set(directive, (counts.get(directive) ?? 0) + 1);
}

/** Takes reports of what the content security policy refused. */
export function cspReports({ settings, log, now }: Pick<Deps, 'settings' | 'log' | 'now'>): Router {
  const router = Router();
  const gate = createGate(now);
  const demandRoom = (request: Request) => gate.admit(networkOf(addressOf(request, settings.TRUST_PROXY)));
  router.post(
    CSP_REPORTS_PATH,
    (request, response, next) => {
      nameRoute(response, CSP_REPORTS_PATH);
      response.set('Cache-Control', 'no-store');
      demandRoom(request);
      next();
    },
    readJsonAs(TYPES, LIMITS),
    (request, response) => {
      const requestId = requestIdOf(request, response, settings);
      for (const violation of violationsIn(request.body, siteOf(request, settings).origin)) {
        note(settings, violation.directive);
        // Counted it is in any case.
        if (gate.hasLine())
          log.warn({ requestId, ...violation }, 'a browser refused something by the content security policy');
      }
      response.status(204).end();
    },
  );
  return router;
}
