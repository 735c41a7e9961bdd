import { createHash } from 'node:crypto';
import { Router } from 'express';
import { PUBLIC_CSS } from './public-css.ts';

const digest = createHash('sha256').update(PUBLIC_CSS).digest('hex').slice(0, 12);

/** Address of the style sheet; it changes with its content, so that it may be kept for ever. */
export const CSS_PATH = `/styles/public-${digest}.css`;

/** Serves what the pages without script load beside themselves: one style sheet. */
export function publicAssets(): Router {
  const router = Router();
  router.get(CSS_PATH, (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('css').send(PUBLIC_CSS);
  });
  return router;
}
