import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAUNCHED, summoning } from './launched-form.mjs';

// What becomes apps/api/dist/main.js, over a bundle of a few lines.

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-launch-'));
  copyFileSync(path.join(import.meta.dirname, 'launch-server.mjs'), path.join(folder, 'main.mjs'));
  writeFileSync(
    path.join(folder, 'start.ts'),
    `const keeper = { import: (what: string) => what };
export async function main(): Promise<void> {
  console.log((await import('node:path')).sep, new Error('told').stack);
  console.log(keeper.import('a method'), (function (this: unknown) { return typeof this; })());
}
`,
  );
  const bundle = path.join(folder, 'server.cjs');
  await build({
    ...{ entryPoints: [path.join(folder, 'start.ts')], outfile: bundle, ...LAUNCHED },
    ...{ bundle: true, platform: 'node', format: 'cjs', sourcemap: true, sourcesContent: false },
  });
  writeFileSync(bundle, summoning(readFileSync(bundle, 'utf8')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], environment = {}) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...environment } });
const launch = (environment = {}) => run([path.join(folder, 'main.mjs')], environment);

test('the bundle imports late, and tells failures by the lines of our sources', () => {
  const { stdout, stderr, status } = launch();
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toContain(`${path.sep} Error: told\n`);
  expect(stdout).toContain(`at main (${path.join(folder, 'start.ts')}:3:`);
});

test('the bundle is strict, as its modules were written, and methods keep their names', () => {
  expect(launch().stdout).toContain('a method undefined\n');
});

test('only the build, which says so as it imports, has the bundle without starting it', () => {
  expect(launch({ RECTIFY_KEEP_COMPILED: '1' }).stdout).toContain('Error: told');
  const { stdout, status } = run(['-e', `import(${JSON.stringify(`${path.join(folder, 'main.mjs')}?keep`)})`]);
  expect([stdout, status]).toEqual(['', 0]);
});

test('what V8 does not take for its own is no hindrance', () => {
  writeFileSync(path.join(folder, 'server.cjs.kept'), 'of another version');
  expect(launch().stdout).toContain('Error: told');
});
