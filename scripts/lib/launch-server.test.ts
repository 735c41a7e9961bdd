import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

// What becomes apps/api/dist/main.js, over a bundle of a few lines.

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-launch-'));
  copyFileSync(path.join(import.meta.dirname, 'launch-server.mjs'), path.join(folder, 'main.mjs'));
  writeFileSync(
    path.join(folder, 'start.ts'),
    `interface Late { sep: string }
declare const summon: (name: string) => Promise<Late>;
export async function main(): Promise<void> {
  console.log((await summon('node:path')).sep, new Error('told').stack);
}
`,
  );
  await build({
    ...{ entryPoints: [path.join(folder, 'start.ts')], outfile: path.join(folder, 'server.cjs') },
    ...{ bundle: true, platform: 'node', format: 'cjs', sourcemap: true, sourcesContent: false },
    banner: { js: '(function (exports, require, module, __filename, __dirname, summon) {' },
    footer: { js: '})' },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const launch = () => spawnSync(process.execPath, [path.join(folder, 'main.mjs')], { encoding: 'utf8' });

test('the bundle imports late, and tells failures by the lines of our sources', () => {
  const { stdout, stderr, status } = launch();
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toContain(`${path.sep} Error: told\n`);
  expect(stdout).toContain(`at main (${path.join(folder, 'start.ts')}:4:`);
});

test('what V8 does not take for its own is no hindrance', () => {
  writeFileSync(path.join(folder, 'server.cjs.kept'), 'of another version');
  expect(launch().stdout).toContain('Error: told');
});
