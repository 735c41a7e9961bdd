import { Router, type ErrorRequestHandler, type Response } from 'express';
import type { Deps } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { FONT_SIZES, type FontSize } from '../../http/page.tsx';
import { publicAssets } from '../../http/public-assets.ts';
import { renderFailure, renderHome, renderNotFound } from './home-page.tsx';
import { PageCache } from './page-cache.ts';
import { findPublished, getPublishedReport, listPublished } from './published.ts';
import { renderReport } from './report-page.tsx';

const isFontSize = (value: unknown): value is FontSize => typeof value === 'string' && Object.hasOwn(FONT_SIZES, value);

/** A page may be kept but is asked for again each time, so that a new version shows at once. */
function sendPage(response: Response, html: string, lastModified?: Date): void {
  response.set('Cache-Control', 'public, no-cache');
  if (lastModified) response.set('Last-Modified', lastModified.toUTCString());
  response.type('html').send(html);
}

const sendNotFound = (response: Response) =>
  void response.status(404).set('Cache-Control', 'no-store').type('html').send(renderNotFound());

/** Readers get a page, not a problem document; what nobody expected still reaches the log. */
function failurePage(deps: Deps): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const isWrongAddress =
      error instanceof Fault || error instanceof URIError || (error as { status?: number }).status === 400;
    if (isWrongAddress) return sendNotFound(response);
    const requestId = String(response.locals['requestId']);
    deps.log.error({ err: error, requestId }, 'unexpected failure on a public page');
    response.status(500).set('Cache-Control', 'no-store').type('html').send(renderFailure(requestId));
  };
}

const PAGES_KEPT = 200;

/** The pages that anyone may read, without account and without script; the last stop for every other address. */
export function publicPages(deps: Deps): Router {
  const router = Router();
  const pages = new PageCache(PAGES_KEPT);
  router.use(publicAssets());
  router.get('/', async (request, response) => {
    const cursor = request.query['page'];
    const page = await listPublished(deps.db, typeof cursor === 'string' ? cursor : undefined);
    sendPage(response, renderHome(page));
  });
  router.get('/reports/:slug', async (request, response) => {
    const published = await findPublished(deps.db, request.params.slug);
    if (!published) return sendNotFound(response);
    const given = request.query['font'];
    const font = isFontSize(given) ? given : 's';
    const html = await pages.get(`${published.id} ${published.version} ${font}`, async () =>
      renderReport(await getPublishedReport(deps.db, published), font, deps.settings.PUBLIC_URL),
    );
    sendPage(response, html, published.publishedAt);
  });
  router.use((_request, response) => sendNotFound(response));
  router.use(failurePage(deps));
  return router;
}
