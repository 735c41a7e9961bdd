import { notFound } from '../../http/errors.ts';
import { FOR_EVER } from '../../http/public-answer.ts';
import { PUBLIC_ASSETS } from '../../http/public-assets.ts';
import {
  answerFeedbackCheck,
  answerFeedbackConfirm,
  answerFeedbackForm,
  answerLookup,
  answerLookupNumber,
} from './feedback-handlers.ts';
import { answerFeed, answerHome, answerProgramme, answerRobots, answerSitemap } from './list-handlers.ts';
import { answerReport, REPORT_PATH } from './report-handlers.ts';
import type { Handler, Route } from './route.ts';
import { answerOffline } from './offline-verifier.ts';
import { answerVerify, answerVerifyUpload } from './verify-upload.ts';

const answerAsset: Handler = async (_context, { path }) => {
  const asset = PUBLIC_ASSETS.get(path);
  if (!asset) throw notFound();
  return {
    key: `asset ${path}`,
    make: async () => ({ status: 200, type: asset.type, body: asset.text, headers: FOR_EVER }),
  };
};

/** Every address of the public site. */
export const ROUTES: readonly Route[] = [
  { path: /^\/$/, name: '/', get: answerHome },
  { path: REPORT_PATH, name: '/reports/:slug', get: answerReport },
  {
    path: /^\/programmes\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    name: '/programmes/:id',
    get: answerProgramme,
  },
  {
    path: /^\/reports\/([a-z0-9-]{1,60})\/feedback$/,
    name: '/reports/:slug/feedback',
    get: answerFeedbackForm,
    post: answerFeedbackCheck,
  },
  {
    path: /^\/reports\/([a-z0-9-]{1,60})\/feedback\/confirm$/,
    name: '/reports/:slug/feedback/confirm',
    post: answerFeedbackConfirm,
  },
  { path: /^\/feedback$/, name: '/feedback', get: answerLookup, post: answerLookupNumber },
  { path: /^\/feed\.xml$/, name: '/feed.xml', get: answerFeed },
  { path: /^\/sitemap(?:-([1-9]\d{0,4}))?\.xml$/, name: '/sitemap.xml', get: answerSitemap },
  { path: /^\/robots\.txt$/, name: '/robots.txt', get: answerRobots },
  { path: /^\/verify$/, name: '/verify', get: answerVerify, post: answerVerifyUpload },
  { path: /^\/verify\/offline\.html$/, name: '/verify/offline.html', get: answerOffline },
  { path: /^\/(?:styles|scripts)\/public-[0-9a-f]{12}\.(?:css|js)$/, name: '/styles', get: answerAsset },
];
