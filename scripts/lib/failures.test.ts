import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failuresOfPlaywright, failuresOfVitest } from './failures.mjs';
import { at } from './root.mjs';

// What the two test runners report of tests that fail, told in a few lines.

let folder: string;
beforeAll(() => {
  // Inside the project, where the runners are found.
  mkdirSync(at('.cache'), { recursive: true });
  folder = mkdtempSync(at('.cache', 'failures-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

function reportOf(args: string[], env: NodeJS.ProcessEnv = {}): object {
  const child = spawnSync(process.execPath, args, {
    ...{ cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } },
  });
  expect(child.status, child.stderr).toBe(1);
  return JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as object;
}

const BODY = `
test.describe('the sum', () => {
  test('holds', () => { expect(1 + 1).toBe(2); });
  test('is wrong', () => { expect(1 + 1).toBe(3); });
});`;

test('of Vitest: tests by file and name, and a file that could not be read', () => {
  write('vitest.config.mjs', `export default { test: { include: ['*.test.js'] } };`);
  write('sum.test.js', `import { describe, expect, test } from 'vitest';${BODY.replace('test.describe', 'describe')}`);
  write('gone.test.js', `import 'rectify-no-such-thing';`);
  const report = reportOf([
    ...[at('node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
    ...['--reporter=json', '--outputFile.json=report.json'],
  ]);
  const told = failuresOfVitest(report).toSorted((a, b) => a.title.localeCompare(b.title));
  expect(told).toEqual([
    { title: expect.stringMatching(/gone\.test\.js$/), reason: expect.stringContaining('rectify-no-such-thing') },
    {
      title: expect.stringMatching(/sum\.test\.js › the sum is wrong$/),
      reason: expect.stringMatching(/expected 2 to be 3/),
    },
  ]);
  expect(told.every(({ reason }) => reason.split('\n').length <= 12)).toBe(true);
}, 60_000);

test('of Playwright: journeys by place and name', () => {
  write('playwright.config.mjs', `export default { testDir: '.', testMatch: '*.spec.mjs', reporter: 'json' };`);
  write('sum.spec.mjs', `import { expect, test } from '@playwright/test';${BODY}`);
  const told = failuresOfPlaywright(
    reportOf([at('node_modules/@playwright/test/cli.js'), 'test'], {
      ...{ PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(folder, 'report.json'), FORCE_COLOR: '1' },
    }),
  );
  expect(told).toEqual([{ title: 'e2e/sum.spec.mjs:4 › is wrong', reason: expect.stringContaining('Expected: 3') }]);
}, 60_000);
