// Bundles the offline verifier into one classic script, which the server puts into the page that readers take along.
import { build } from 'esbuild';
import { at } from './root.mjs';

await build({
  entryPoints: [at('apps/api/src/features/public/browser/offline-main.ts')],
  outfile: at('apps/api/dist/offline-verifier.js'),
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});
