// Becomes apps/api/dist/main.js: runs the bundled server with what V8 kept of compiling it, which halves the time until
// it is ready. V8 refuses what it kept under another version or other flags: then it compiles anew, as without.
import { readFileSync } from 'node:fs';
import { createRequire, SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const folder = path.dirname(fileURLToPath(import.meta.url));
const file = path.join(folder, 'server.cjs');

/** What lies beside the bundle; nothing where it is not there. */
function readBeside(ending) {
  try {
    return readFileSync(`${file}${ending}`);
  } catch {
    return undefined;
  }
}

let map;

/** A place in the bundle as the place in our sources; read when the first failure is told. */
function originOf(frame) {
  map ??= new SourceMap(JSON.parse(readBeside('.map')?.toString() ?? '{"version":3,"sources":[],"mappings":""}'));
  const { originalSource, originalLine, originalColumn } = map.findEntry(
    frame.getLineNumber() - 1,
    frame.getColumnNumber() - 1,
  );
  return originalSource && `${path.resolve(folder, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
}

function tell(frame) {
  const told = String(frame);
  if (frame.getFileName() !== file) return told;
  const place = `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  return told.replace(place, () => originOf(frame) || place);
}

// Node knows the source maps of the modules that it loads by itself only.
Error.prepareStackTrace = (error, frames) =>
  [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${tell(frame)}`)].join('\n');

// Where there is no navigator, as in Node 20, pg loads all of fetch to find out whether it runs at Cloudflare.
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node}` };

/** The compiled bundle, not yet run. */
export function compile() {
  return new vm.Script(readFileSync(file, 'latin1'), { filename: file, cachedData: readBeside('.kept') });
}

/** Runs a compiled bundle, which loads its modules; answers what starts the server. */
export function load(script) {
  const module = { exports: {} };
  const importLate = (name) => import(name);
  script.runInThisContext()(module.exports, createRequire(file), module, file, folder, importLate);
  return module.exports.main;
}

// Whoever builds wants to keep the compiled bundle, not to start it. Said in the import: an environment is anybody's.
if (!import.meta.url.endsWith('?keep')) await load(compile())();
