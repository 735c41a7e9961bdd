import compression from 'compression';
import express, { Router, type RequestHandler } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Deps } from './context.ts';
import { accessRoutes } from './features/access/routes.ts';
import { meet } from './features/access/session.ts';
import { recordRefusal } from './features/audit/record.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { backupRoutes } from './features/backups/routes.ts';
import { checkRoutes } from './features/checks/routes.ts';
import { closureRoutes } from './features/closures/routes.ts';
import { evidenceRoutes } from './features/evidence/routes.ts';
import { feedbackRoutes } from './features/feedback/routes.ts';
import { importRoutes } from './features/imports/routes.ts';
import { inspectionRoutes } from './features/inspections/routes.ts';
import { issueRoutes } from './features/issues/routes.ts';
import { measureRoutes } from './features/measures/routes.ts';
import { overviewRoutes } from './features/overview/routes.ts';
import { programmeRoutes } from './features/programmes/routes.ts';
import { publicSite, type PublicSite } from './features/public/site.ts';
import { reportRoutes } from './features/reports/routes.ts';
import { todayRoutes } from './features/today/routes.ts';
import { unitRoutes } from './features/units/routes.ts';
import { cspReports } from './http/csp-reports.ts';
import { docsPage } from './http/docs.tsx';
import { notFound, problemHandler } from './http/errors.ts';
import { costOf } from './http/heavy-work.ts';
import { demandOwnPage } from './http/own-page.ts';
import { createRate } from './http/rate.ts';
import type { Access } from './http/meeting.ts';
import type { Answering } from './http/quick-reads.ts';
import { createRoutes } from './http/route.ts';
import { requestIdOf } from './http/request-id.ts';
import { demandSafeAccount } from './http/safe-account.ts';
import { securityHeaders, staffCsp } from './http/security-headers.ts';

const NONCE_MARK = '__CSP_NONCE__';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses writes that another site's page sends with the reader's cookie. */
const sameOrigin: RequestHandler = (request, _response, next) => {
  if (!SAFE.has(request.method)) demandOwnPage(request);
  next();
};

/** The staff application: its files, and its one page for every address under /app. */
function staffApplication(folder: string): Router {
  const router = Router();
  router.use(
    '/app/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: true }),
  );
  router.use('/app/assets', () => {
    throw notFound();
  });
  router.use('/app', express.static(folder, { index: false, redirect: false, maxAge: '1h' }));
  router.get(['/app', '/app/*rest'], async (request, response) => {
    // The first page has one address, by which the navigation knows it.
    if (request.path === '/app/') return response.redirect(308, '/app');
    // No page is named like a file: what asks for one is no reader.
    if (path.posix.basename(request.path).includes('.')) throw notFound();
    const html = await readFile(path.join(folder, 'index.html'), 'utf8');
    const nonce = randomBytes(16).toString('base64');
    return response
      .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': staffCsp(nonce) })
      .type('html')
      .send(html.replaceAll(NONCE_MARK, nonce));
  });
  return router;
}

function api(deps: Deps): { router: Router; findQuick: (request: IncomingMessage) => Answering | null } {
  const router = Router();
  router.use('/api', sameOrigin, (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const demandRate = createRate(deps, 'account', deps.settings.RATE_ACCOUNT);
  const access: Access = {
    meet,
    admit(name, ctx) {
      demandRate(ctx.actor.id, costOf(name));
      demandSafeAccount(ctx, name);
    },
    recordRefusal: (...refusal) => recordRefusal(deps.db, ...refusal),
  };
  const routes = createRoutes(deps, access, router);
  accessRoutes(routes);
  unitRoutes(routes);
  programmeRoutes(routes);
  inspectionRoutes(routes);
  importRoutes(routes);
  issueRoutes(routes);
  measureRoutes(routes);
  evidenceRoutes(routes);
  closureRoutes(routes);
  todayRoutes(routes);
  overviewRoutes(routes);
  reportRoutes(routes);
  checkRoutes(routes);
  feedbackRoutes(routes);
  auditRoutes(routes);
  backupRoutes(routes);
  router.use(docsPage());
  router.use('/api', () => {
    throw notFound();
  });
  return { router, findQuick: routes.findQuick };
}

/** What answers all requests; `findQuick` names those that it answers before anything else is looked at. */
export interface Application {
  (request: IncomingMessage, response: ServerResponse): void;
  findQuick: (request: IncomingMessage) => Answering | null;
  /** Everything that is bound to an address; what is answered quickly is bound here, too. */
  router: Router;
}

/** The whole application over its dependencies; `webFolder` holds the built staff application. */
export function createApp(deps: Deps, webFolder: string, site: PublicSite = publicSite(deps)): Application {
  const app = express();
  app.disable('x-powered-by');
  // Nothing of the API is kept by anybody, so nobody asks whether it has changed; files have their own.
  app.disable('etag');
  app.set('trust proxy', deps.settings.TRUST_PROXY);
  const { router, findQuick } = api(deps);
  app.use(securityHeaders(deps.settings), compression());
  app.use(cspReports(deps));
  app.use(router);
  app.use(staffApplication(webFolder));
  app.use((request, response) => site.lastStop(request, response));
  app.use(problemHandler(deps));
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const quick = findQuick(request);
    if (quick) return quick(response);
    requestIdOf(request, response, deps.settings);
    app(request, response);
  };
  return Object.assign(answer, { findQuick, router: app.router });
}
