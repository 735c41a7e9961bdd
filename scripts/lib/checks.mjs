import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { failuresOfPlaywright, failuresOfVitest } from './failures.mjs';
import { at } from './root.mjs';
import { runVisible } from './run.mjs';

// Each check runs visibly and answers with its exit code; those with tests leave their counts in .cache.

const VITEST_REPORT = at('.cache', 'vitest.json');
const PLAYWRIGHT_REPORT = at('.cache', 'playwright.json');
const NO_COUNTS = { passed: 0, failed: 0, skipped: 0 };

/** The checks by the name under which each can be run alone. */
export const checks = {
  types: { title: '类型', run: () => node('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']) },
  lint: { title: '代码规则', run: () => node('node_modules/oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']) },
  format: { title: '代码格式', run: () => node('node_modules/oxfmt/bin/oxfmt', ['--check', '.']) },
  unit: {
    title: '结构、单元与接口测试',
    run: runVitest,
    count: countVitest,
    failures: failuresOf(VITEST_REPORT, failuresOfVitest),
  },
  e2e: {
    title: '浏览器测试',
    run: runPlaywright,
    count: countPlaywright,
    failures: failuresOf(PLAYWRIGHT_REPORT, failuresOfPlaywright),
  },
};

/** Runs some checks one after the other, all of them even when one fails, and returns the outcome of each. */
export async function runChecks(names) {
  const outcomes = [];
  for (const name of names) {
    const { title, run, count, failures } = checks[name];
    console.log(`\n──── ${title} ────`);
    const code = await run();
    outcomes.push({ name, title, code, counts: count?.() ?? NO_COUNTS, failures: failures?.() ?? [] });
  }
  return outcomes;
}

/** The counts of all outcomes; a check that failed without a failing test counts as one failure. */
export function total(outcomes) {
  const sum = { ...NO_COUNTS };
  for (const { code, counts } of outcomes) {
    sum.passed += counts.passed;
    sum.skipped += counts.skipped;
    sum.failed += code === 0 ? counts.failed : Math.max(1, counts.failed);
  }
  return sum;
}

function node(script, args, env = {}) {
  return runVisible(process.execPath, [at(script), ...args], { env });
}

function runVitest() {
  prepareReport(VITEST_REPORT);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  // Left over from a production shell, it would make React leave its test helpers out.
  return node('node_modules/vitest/vitest.mjs', args, { NODE_ENV: 'test' });
}

async function runPlaywright() {
  prepareReport(PLAYWRIGHT_REPORT);
  const CHROME_PATH = await ensureBrowser();
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
  const env = { CHROME_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  return node('node_modules/@playwright/test/cli.js', args, env);
}

function prepareReport(file) {
  mkdirSync(at('.cache'), { recursive: true });
  rmSync(file, { force: true });
}

function countVitest() {
  const report = read(VITEST_REPORT);
  if (!report) return NO_COUNTS;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = report;
  return { passed, failed, skipped: pending + todo };
}

/** A test that failed first and then passed is flaky and counts as passed, as in Playwright's own summary. */
function countPlaywright() {
  const stats = read(PLAYWRIGHT_REPORT)?.stats;
  if (!stats) return NO_COUNTS;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function failuresOf(file, tell) {
  return () => {
    const report = read(file);
    return report ? tell(report) : [];
  };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
