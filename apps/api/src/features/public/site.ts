import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDatabaseAway, isStorageFull } from '@rectify/db';
import type { Deps } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { PageStore } from '../../http/page-store.ts';
import { HTML, keep, REVALIDATED, sendKept, sendOnce, type Answer } from '../../http/public-answer.ts';
import { nameRoute } from '../../http/observe.ts';
import { numberOf, requestIdOf } from '../../http/request-id.ts';
import { isFontSize, readPublicRequest, type PublicRequest } from '../../http/public-request.ts';
import { isOverTls } from '../../http/security-headers.ts';
import { answerUnavailable } from '../../http/unavailable.tsx';
import { createLimits } from '../feedback/limits.ts';
import type { Reply, Route, SiteContext } from './route.ts';
import { ROUTES } from './routes.ts';
import { latestReports, type PublishedRow } from './search.ts';
import { renderFailure, renderMessage, renderNotFound } from './site-pages.tsx';
import { Trusted } from './trusted.ts';

/** The public pages beside Express: they are asked for more often than all else, and need nothing of it. */
export interface PublicSite {
  /** Answers where the answer is at hand, before any header is set: published pages are asked for most of all. */
  tryKept(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers where the address is one of the site's; false where it is not. */
  tryAnswer(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Answers whatever nothing else has answered, with a page that leads on. */
  lastStop(request: IncomingMessage, response: ServerResponse): void;
  /** Begins to listen for changes; before, and whenever that fails, the database is asked each time. */
  start(): void;
  /** Whether changes are heard of, so that pages may be kept. */
  isListening(): boolean;
  /** Pages since the start: from memory, or made. */
  answers(): { kept: number; made: number };
  close(): Promise<void>;
}

const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_URL = 2_000;
const FONT_COOKIE = /(?:^|;\s*)(?:__Host-)?font=([sml])/;

/** What tells apart the requests that are answered alike. */
function keyOf({ headers, url = '' }: IncomingMessage): string {
  const font = FONT_COOKIE.exec(headers.cookie ?? '')?.[1] ?? '';
  return `${headers.host} ${String(headers['x-forwarded-proto'] ?? '')} ${font} ${url}`;
}

const isReading = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

/** Null for what is never kept. */
const keyFor = (request: IncomingMessage) =>
  isReading(request) && (request.url?.length ?? 0) < LONGEST_URL ? keyOf(request) : null;

const isWrongAddress = (error: unknown) =>
  (error instanceof Fault && (error.code === 'not_found' || error.code === 'invalid')) || error instanceof URIError;

/** The choice of a size without script: kept in a cookie, and back to the page. */
function chooseFont({ query, path, site }: PublicRequest, size: string): Answer {
  const rest = new URLSearchParams(query);
  rest.delete('font');
  const [prefix, secure] = site.origin.startsWith('https:') ? ['__Host-', '; Secure'] : ['', ''];
  return {
    status: 303,
    type: 'text/plain; charset=utf-8',
    body: '',
    headers: {
      Location: rest.size > 0 ? `${path}?${rest.toString()}` : path,
      'Set-Cookie': `${prefix}font=${size}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`,
    },
  };
}

class Site implements PublicSite {
  private readonly context: SiteContext;
  private kept = 0;
  private made = 0;

  constructor(deps: Deps) {
    this.context = {
      deps,
      trusted: new Trusted(),
      store: new PageStore(MOST_BYTES),
      limits: createLimits(deps.db, deps.secret),
    };
  }

  start(): void {
    this.context.trusted.start(this.context.deps.databaseUrl);
  }

  answers(): { kept: number; made: number } {
    return { kept: this.kept, made: this.made };
  }

  isListening(): boolean {
    return this.context.trusted.isListening();
  }

  close(): Promise<void> {
    return this.context.trusted.close();
  }

  tryKept(raw: IncomingMessage, response: ServerResponse): boolean {
    const { trusted, store, deps } = this.context;
    const key = keyFor(raw);
    const storeKey = key === null ? undefined : trusted.find<string>(key);
    const known = storeKey === undefined ? undefined : store.find(storeKey);
    if (!known) return false;
    this.kept += 1;
    nameRoute(response, known.route ?? '*');
    sendKept(raw, response, known, this.sending(raw, response, isOverTls(raw, deps.settings)));
    return true;
  }

  tryAnswer(raw: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> {
    if (this.tryKept(raw, response)) return true;
    const key = keyFor(raw);
    const request = readPublicRequest(raw, this.context.deps.settings);
    for (const route of ROUTES) {
      const match = route.path.exec(request.path);
      if (!match) continue;
      this.made += 1;
      nameRoute(response, route.name);
      return this.answer(raw, response, request, route, match, key).then(() => true);
    }
    return false;
  }

  lastStop(raw: IncomingMessage, response: ServerResponse): void {
    if (this.tryAnswer(raw, response) !== false) return;
    void this.sendNotFound(raw, response, readPublicRequest(raw, this.context.deps.settings));
  }

  private sending(raw: IncomingMessage, response: ServerResponse, isHttps: boolean) {
    return { isHttps, requestId: numberOf(raw, response, this.context.deps.settings) };
  }

  private async answer(
    raw: IncomingMessage,
    response: ServerResponse,
    request: PublicRequest,
    route: Route,
    match: RegExpExecArray,
    key: string | null,
  ): Promise<void> {
    const method = isReading(raw) ? 'GET' : (raw.method ?? '');
    const handler = method === 'GET' ? route.get : method === 'POST' ? route.post : undefined;
    if (!handler) return this.refuseMethod(raw, response, request, route);
    const font = request.query.get('font');
    if (method === 'GET' && isFontSize(font))
      return sendOnce(raw, response, chooseFont(request, font), { isHttps: request.isHttps });
    try {
      const { epoch } = this.context.trusted;
      const reply = await handler(this.context, request, match, raw);
      await this.send(raw, response, request, reply, { key, epoch, route: route.name });
    } catch (error) {
      await this.fail(raw, response, request, error);
    }
  }

  private async send(
    raw: IncomingMessage,
    response: ServerResponse,
    { isHttps }: PublicRequest,
    reply: Reply,
    asked: { key: string | null; epoch: number; route: string },
  ): Promise<void> {
    if ('body' in reply) return sendOnce(raw, response, reply, { isHttps });
    const make = async () => {
      const answer = await reply.make();
      const made = await keep({ ...answer, headers: { ...REVALIDATED, ...answer.headers } });
      return { ...made, route: asked.route };
    };
    const { trusted, store } = this.context;
    // Without a key nobody will ask for it again under the same conditions.
    const kept = reply.key === null ? await make() : await store.get(reply.key, make);
    if (asked.key !== null && reply.key !== null && kept.status === 200)
      trusted.remember(asked.key, reply.key, asked.epoch);
    sendKept(raw, response, kept, this.sending(raw, response, isHttps));
  }

  private refuseMethod(raw: IncomingMessage, response: ServerResponse, request: PublicRequest, route: Route): void {
    const allowed = [route.get && 'GET, HEAD', route.post && 'POST'].filter(Boolean).join(', ');
    const body = renderMessage('不能这样打开', '这个地址不接受这种操作，请从首页重新进入。', request.site);
    const answer = { status: 405, type: HTML, body, headers: { Allow: allowed } };
    sendOnce(raw, response, answer, { isHttps: request.isHttps });
  }

  private async sendNotFound(raw: IncomingMessage, response: ServerResponse, request: PublicRequest): Promise<void> {
    const { deps, trusted } = this.context;
    // The page that leads on must not fail in its turn.
    const latest = await trusted
      .get<PublishedRow[]>('latest', () => latestReports(deps.db, 5))
      .catch((): PublishedRow[] => []);
    const answer = { status: 404, type: HTML, body: renderNotFound(latest, request.site) };
    sendOnce(raw, response, answer, { isHttps: request.isHttps });
  }

  private async fail(
    raw: IncomingMessage,
    response: ServerResponse,
    request: PublicRequest,
    error: unknown,
  ): Promise<void> {
    if (response.headersSent) return void response.destroy();
    if (isWrongAddress(error)) return this.sendNotFound(raw, response, request);
    if (isDatabaseAway(error) || isStorageFull(error)) return answerUnavailable(raw, response, this.context.deps);
    const requestId = requestIdOf(raw, response, this.context.deps.settings);
    this.context.deps.log.error({ err: error, requestId }, 'unexpected failure on a public page');
    const body = renderFailure(requestId, request.site);
    const answer = { status: 500, type: HTML, body };
    sendOnce(raw, response, answer, { isHttps: request.isHttps });
  }
}

/** The public site over its dependencies. */
export function publicSite(deps: Deps): PublicSite {
  return new Site(deps);
}
