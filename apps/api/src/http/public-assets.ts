import { createHash } from 'node:crypto';
import { PUBLIC_CSS } from './public-css.ts';
import { PUBLIC_SCRIPT } from './public-script.ts';

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

// The addresses change with the content, so that it may be kept for ever.
export const CSS_PATH = `/styles/public-${digestOf(PUBLIC_CSS)}.css`;
export const SCRIPT_PATH = `/scripts/public-${digestOf(PUBLIC_SCRIPT)}.js`;

/** What the public pages load beside themselves, by address. */
export const PUBLIC_ASSETS: ReadonlyMap<string, { type: string; text: string }> = new Map([
  [CSS_PATH, { type: 'text/css; charset=utf-8', text: PUBLIC_CSS }],
  [SCRIPT_PATH, { type: 'text/javascript; charset=utf-8', text: PUBLIC_SCRIPT }],
]);
