// Bundles the server: our own packages go in, what npm installed stays outside.
import { build } from 'esbuild';
import { at } from './root.mjs';
import './build-verifier.mjs';

const npmPackagesStayOutside = {
  name: 'npm-packages-stay-outside',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@rectify/')) return undefined;
      // What nothing of ours uses is not loaded, although a file beside it would.
      return { path, external: true, sideEffects: false };
    });
  },
};

await build({
  entryPoints: [at('apps/api/src/main.ts')],
  outfile: at('apps/api/dist/main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  jsx: 'automatic',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  plugins: [npmPackagesStayOutside],
});
