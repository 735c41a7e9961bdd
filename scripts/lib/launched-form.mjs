// The form that launch-server.mjs runs: a function that is handed what a module has, and what imports for it.

/** For esbuild, around the bundle. Its own "use strict" comes after the banner, where it says nothing. */
export const LAUNCHED = {
  define: { 'import.meta.url': 'FILE_URL' },
  banner: {
    js:
      '(function (exports, require, module, __filename, __dirname, summon) { "use strict"; ' +
      'const FILE_URL = require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: '})' },
};

/**
 * The launcher imports for the bundle: V8 forgets who may import where it compiles from what was kept. As long as the
 * word it replaces, so that the map still fits; a method of that name stays.
 */
export const summoning = (text) => text.replace(/(?<![.\w$])import\(/g, 'summon(');
